"""Discovery: which URLs may be news, from feeds, sitemaps, lists and their further pages."""

from scraper.discovery.feeds_and_sitemaps import read_feed, read_sitemap

__all__ = ["read_feed", "read_sitemap"]
