"""Asking the archive: Datasette with our metadata, templates and safety. `scrape serve` starts it."""
