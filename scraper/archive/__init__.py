"""Facts: what the web said, written once into one SQLite file and committed before anything is done with it."""

from scraper.archive.database import Archive
from scraper.archive.opening import open_archive, read_archive

__all__ = ["Archive", "open_archive", "read_archive"]
