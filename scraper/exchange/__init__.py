"""Exchange: what an archive gives to other programs and takes from them, as articles and as web archives."""
