"""URL -> Capture: one request to a server, bounded in time, in bytes, in tries and in hops.

The only place that knows httpx, h11 and tenacity. Whatever they raise leaves it as one of `scraper.errors`.
"""

from scraper.fetch.addresses import address_allowed
from scraper.fetch.client import Client, utc_now
from scraper.fetch.decoding import decode
from scraper.fetch.request import Check, Limits, Validators

__all__ = ["Check", "Client", "Limits", "Validators", "address_allowed", "decode", "utc_now"]
