"""One file for each publisher or network: adding a file is all it takes."""
