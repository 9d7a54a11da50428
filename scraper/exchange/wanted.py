"""Which pages of a web archive are wanted, told before they are read: of a crawl of the whole web most are foreign."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper import publishers, urls
from scraper.errors import BadURL
from scraper.indonesian.identification import is_indonesian

#: Records that hold a page, or stand for one.
PAGES = frozenset(("response", "revisit"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to take from a web archive. The pages of known publishers are wanted whatever else is said."""

    #: No pages but those.
    only_known: bool = False
    #: Endings of hosts: "id", "co.id". Empty for any.
    tlds: tuple[str, ...] = ()
    #: Whether other pages must be Indonesian.
    indonesian: bool = False

    def is_everything(self) -> bool:
        """Whether nothing is passed over."""
        return self == EVERYTHING

    def record(self, headers: dict[str, str]) -> bool:
        """Whether a record may hold a wanted page, by its own headers."""
        kind = headers.get("warc-type", "")
        if kind.lower() not in PAGES:
            return True
        printed = headers.get("warc-target-uri", "")
        try:
            url = urls.normalize(printed.strip().strip("<>"))
        except BadURL:
            return True  # what is wrong with it is told where it is read
        is_page = url.startswith("http")
        return not is_page or self.url(url)

    def url(self, url: str) -> bool:
        """Whether a page at a canonical URL may be wanted."""
        known = publishers.of(url)
        if known is not None:
            return True
        if self.only_known:
            return False
        parts = urlsplit(url)
        host = parts.hostname or ""
        endings = [f".{tld}" for tld in self.tlds]
        return host.endswith(tuple(endings or [""]))

    def page(self, url: str, body: bytes) -> bool:
        """Whether a page is wanted, by what stands on it."""
        if not self.indonesian:
            return True
        known = publishers.of(url)
        if known is not None:
            return True
        return is_indonesian(body)


EVERYTHING = Wanted()
