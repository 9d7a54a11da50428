"""A page to a draft of its publisher's file and its first fixture: what `scrape add` makes."""
