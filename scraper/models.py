"""The values that the project passes around. Nothing here does anything.

One meaning for each word: a *capture* is one answer of the web at one moment, a *reading* is what was
understood of it. `Article` is a reading; everything in it can be made again from its capture.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

Role = Literal["reporter", "editor", "photographer"]
QuoteKind = Literal["direct", "pull", "indirect"]
LinkKind = Literal["read_also", "related"]
RegionBy = Literal["host", "dateline", "text"]

#: A row of the archive: column -> value.
Record = dict[str, Any]

#: Stands between paragraphs in `Article.body`; the offsets of quotations count it.
PARAGRAPH_BREAK = "\n\n"

#: Kind of the problem of an article that is split over pages: one for each page that is not in its text.
INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer of the web at one moment, as kept in the archive."""

    #: The URL that was asked for, in WHATWG form.
    url: str
    #: The URL that answered, after redirects.
    final_url: str
    #: UTC.
    captured_at: datetime
    #: HTTP status of the last answer.
    status: int
    #: Media type without parameters, lower case; None when the server named none.
    mime: str | None
    #: Label of the Content-Type header as sent; None when the server named none.
    charset: str | None
    #: Every header of the last answer in order, names in lower case.
    headers: tuple[tuple[str, str], ...]
    #: The body after content decoding, byte for byte.
    body: bytes
    #: Seconds from the request to the last byte.
    elapsed_s: float = 0.0

    @property
    def etag(self) -> str | None:
        """The validator for If-None-Match, None when the server gave none."""
        return self.header("etag")

    @property
    def last_modified(self) -> str | None:
        """The validator for If-Modified-Since as the server spelt it, None when it gave none."""
        return self.header("last-modified")

    def header(self, name: str) -> str | None:
        """The first value of a header, None when it was not sent. `name` is lower case."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class HostState:
    """What a host asked of us, remembered across runs. Times are UTC."""

    host: str
    #: The robots.txt that holds; None when none was ever read.
    robots: bytes | None = None
    #: HTTP status of its last fetch; None when there was no answer.
    robots_status: int | None = None
    robots_at: datetime | None = None
    #: Retry-After and slowing down: no request before this.
    not_before: datetime | None = None
    #: The present pause between requests in seconds; None until the first request.
    pause_s: float | None = None
    #: Failed requests in a row.
    failures: int = 0
    #: The words of an opt-out; None when there is none.
    opted_out: str | None = None
    opted_out_at: datetime | None = None
    #: The page that said so.
    opted_out_url: str | None = None
    #: Why the operator fetches in spite of an opt-out; None when nobody said so.
    allowed_because: str | None = None
    allowed_at: datetime | None = None
    #: The start of the last request of any run; it may lie ahead where one is booked.
    last_request_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Byline:
    """A person named as an author of the article."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the article: where it is and what is printed beside it. Never its bytes."""

    url: str
    caption: str | None = None
    #: As printed, without a label such as "Foto:" or an icon's word; "Istimewa" stays.
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody is quoted as saying."""

    #: Without its outer marks and without the comma before the closing mark.
    text: str
    #: The fullest personal name the article gives the speaker; None when nobody can be named.
    speaker: str | None
    #: The speaker as printed beside the quotation ("Welfizon", "dia"); None for "-nya" alone.
    mention: str | None
    #: The reporting word as printed ("ujar", "tandasnya"); None when there is none.
    cue: str | None
    kind: QuoteKind
    #: Index into `Article.paragraphs`; None for a pull quote, which stands beside the body.
    paragraph: int | None
    #: Character offsets of `text` into `Article.body`; None for a pull quote.
    start: int | None
    end: int | None
    #: Title of the speaker as first introduced ("Kepala Dinas Perhubungan DKI Jakarta").
    role: str | None = None
    #: Where the speaker belongs ("Dinas Perhubungan DKI Jakarta").
    affiliation: str | None = None
    #: How the speaker was told: "name", "nya", "pronoun", "epithet", "title", "before", "continued", "none"...
    attribution: str = "none"
    #: 0 to 1.
    confidence: float = 0.0
    #: Character offsets into `Article.body` of the words that gave the speaker.
    evidence: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom an article introduces: all mentions of one person are one entry."""

    name: str
    role: str | None = None
    affiliation: str | None = None
    #: Every distinct form in which the person is printed, the first first.
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another article: inside the text (read_also) or in the list beside it (related)."""

    kind: LinkKind
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class PopularEntry:
    """A line of a most-read list, as it stood at the time of the capture."""

    #: Heading of the list as printed; None where it is an image.
    box: str | None
    #: From 1.
    rank: int
    url: str
    title: str
    views: int | None = None
    #: As printed in the list.
    published_raw: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a page that could not be read, or not be trusted."""

    #: Name of the field, or "page" for the page as a whole.
    field: str
    #: One word: "missing", "ambiguous", "unreadable", "suspect", "incomplete", ...
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read from one capture. Absent is None or an empty tuple, never a guess."""

    #: Canonical URL: one article is one record.
    url: str
    #: Id of the publisher; None when the page was read without rules.
    publisher: str | None
    headline: str | None = None
    kicker: str | None = None
    #: With the page's own offset.
    published_at: datetime | None = None
    #: The time as printed.
    published_raw: str | None = None
    modified_at: datetime | None = None
    #: Province whose readers the page is for, else the one that it tells of; None where nothing tells it.
    region: str | None = None
    #: What told the province: the page's host, the dateline, or the places of the first paragraphs.
    region_by: RegionBy | None = None
    section: str | None = None
    dateline: str | None = None
    tags: tuple[str, ...] = ()
    views: int | None = None
    #: Initials at the end of the text, without brackets.
    initials: str | None = None
    bylines: tuple[Byline, ...] = ()
    photos: tuple[Photo, ...] = ()
    #: Subheads start with "## ", list items with "- ".
    paragraphs: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    people: tuple[Person, ...] = ()
    links: tuple[Link, ...] = ()
    popular: tuple[PopularEntry, ...] = ()
    #: Number of pages that the article is split over.
    pages: int = 1
    #: How many of them are in the text, where some are missing; None when all are.
    pages_read: int | None = None
    #: Whether everybody may read all of it; False where a part is kept for subscribers, None where nobody says.
    free: bool | None = None
    #: Where the article says that it appeared first ("Artikel ini telah tayang di ...").
    source_url: str | None = None
    #: Field name -> the rule that found it.
    found_by: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs as one text; offsets of quotations count in it."""
        return PARAGRAPH_BREAK.join(self.paragraphs)

    def names(self, role: Role) -> list[str]:
        """Names of the bylines of one role, in printed order."""
        return [byline.name for byline in self.bylines if byline.role == role]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values with exactly the keys of the output contract (README, "Output")."""
        return {key: _plain(key, getattr(self, key)) for key in CONTRACT}


#: The keys of the output contract in order; a dict value names the keys of its entries.
CONTRACT: dict[str, tuple[str, ...]] = {
    "url": (),
    "publisher": (),
    "headline": (),
    "kicker": (),
    "published_at": (),
    "published_raw": (),
    "modified_at": (),
    "section": (),
    "dateline": (),
    "tags": (),
    "views": (),
    "initials": (),
    "bylines": ("name", "role"),
    "photos": ("url", "caption", "credit"),
    "paragraphs": (),
    "quotes": ("text", "speaker", "mention", "cue", "kind", "paragraph", "start", "end"),
    "links": ("kind", "url", "title"),
    "popular": ("box", "rank", "url", "title", "views"),
    "pages": (),
    "found_by": (),
    "problems": ("field", "kind", "detail"),
}


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if entry_keys := CONTRACT[key]:
        entries = [asdict(entry) for entry in value if getattr(entry, "kind", None) != "indirect"]
        return [{name: entry[name] for name in entry_keys} for entry in entries]
    return list(value) if isinstance(value, tuple) else value
