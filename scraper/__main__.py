"""`python -m scraper` is `scrape`."""

from scraper.cli.app import main

main(prog_name="scrape")
