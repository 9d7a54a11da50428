"""A captured page and its publisher's rules -> an Article. Pure: the same bytes give the same reading for ever."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from scraper import publishers, quotes, urls
from scraper.errors import NotAnArticle
from scraper.extraction import body, page_type
from scraper.extraction.generic import DEFAULTS, GENERIC, LINKS, MENDED, PHOTOS, PRINTED, RELATED
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.teaser_lists import is_list_of_teasers
from scraper.html import page as pages
from scraper.html.page import Node, Page
from scraper.indonesian import dates
from scraper.models import Article, Link, Photo, PopularEntry, Problem
from scraper.template.publisher import Place, Publisher
from scraper.template.rules import Ambiguous, Found, Rule
from scraper.text import number

E = TypeVar("E", Link, PopularEntry)
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
#: Names in the output contract of the template fields that are called shorter.
_CONTRACT_NAME = {"published": "published_at", "modified": "modified_at", "body": "paragraphs"}


def parse(
    html: bytes,
    url: str,
    *,
    captured_at: datetime | None = None,
    generic: bool = False,
    content_type: str | None = None,
) -> Article:
    """Read an article from the bytes of its page.

    `url` is where the page was found, `captured_at` when (needed only for relative dates such as "2 jam lalu"),
    `content_type` the HTTP header if it is known. `generic` reads as if the publisher were unknown.

    Raises errors.NotAnArticle for a page that is none, errors.Hostile for one that would hang the parser,
    errors.BadURL for a URL that no browser takes.
    """
    address = urls.canonical(url)
    page = pages.read(html, address, content_type)
    publisher = None if generic else publishers.of(address)
    return reading(page, publisher, captured_at)


def reading(page: Page, publisher: Publisher | None, captured_at: datetime | None = None) -> Article:
    """The article on a page by the rules of a publisher that need not be among the known ones.

    Raises errors.NotAnArticle for a page that is none.
    """
    return _Reading(page, publisher, captured_at).article()


def identity(page: Page, publisher: Publisher | None) -> str:
    """The URL of the article's record.

    The page's own claim counts only where it names this very article: stored pages claim the front page
    (Kompas AMP) or nothing at all (Tempo), and a false claim must never merge two stories. Nor does it count where it
    leaves the edition that the page was found on: of two captures of one Republika page each claims another host.
    """
    claim = page.canonical
    if publisher is None:
        return claim if claim and _plausible(claim, page.url) else page.url
    address = publisher.canonical(page.url)
    if not claim or claim == page.url or not publisher.same_article(claim, address):
        return address
    named = publisher.canonical(claim)
    return named if urls.authority(address) in (publisher.hosts[0], urls.authority(named)) else address


def _plausible(claim: str, address: str) -> bool:
    """Whether a page at `address` may be called `claim`: the same site, and the same last step of the path."""
    return _site_and_step(claim) == _site_and_step(address) and _site_and_step(claim)[1] != ""


def _site_and_step(url: str) -> tuple[str, str]:
    host = urls.authority(url)
    bare = host.partition(".")[2] if host.startswith(("www.", "m.")) else host
    return bare, urls.path(url).rstrip("/").rpartition("/")[2]


def _later(modified: datetime | None, published: datetime | None) -> datetime | None:
    """A time of change only where it is one: sites stamp it at publication, liputan6 even before.

    Printed times have no seconds: a stamp within the minute of publication is none.
    """
    return modified if modified and published and modified - published >= A_MINUTE else None


def _canonical(entry: E) -> E:
    """The same entry under its publisher's spelling of the URL."""
    url = publishers.canonical(entry.url)
    return entry if url == entry.url else replace(entry, url=url)


@dataclass
class _Reading:
    """One reading while it is made: where values come from and what went wrong on the way."""

    page: Page
    publisher: Publisher | None
    captured_at: datetime | None
    found_by: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        described = self.publisher.template_for(self.page) if self.publisher else None
        self.template = described or GENERIC
        within = self.template.within
        self.element = (self.page.select_first(within, self.page.root) if within else None) or self.page.root
        self.defaults = DEFAULTS if self.template.verified else GENERIC
        self.place = self.publisher.place(urls.archived(self.page.url)) if self.publisher else Place(None)
        self.zone = self.template.zone or self.place.zone
        address = urls.archived(self.page.url)
        self.is_articles_address = self.publisher is not None and self.publisher.is_article(address)
        self.is_strange = self.publisher is not None and not described and not self.is_articles_address
        if self.publisher and not described:
            self.complain("page", "unknown_layout", f"no template of {self.publisher.id} fits; read without rules")

    def article(self) -> Article:
        """The whole article; raises errors.NotAnArticle."""
        headline, text = self.take("headline"), body.clean(self.take("body") or ())
        if reason := self.refusal(headline, text.paragraphs):
            raise NotAnArticle(f"{self.page.url}: {reason}")
        url = identity(self.page, self.publisher)
        published_raw, published_at = self.moment("published")
        kicker, section = self.take("kicker"), self.take("section")
        said = quotes.read(text.paragraphs)
        pulled = quotes.pull(self.take("pull_quotes") or (), said.quotes)
        article = Article(
            url=url,
            publisher=self.publisher.id if self.publisher else None,
            headline=headline,
            kicker=kicker if kicker != section else None,  # Tribun prints the section there, too
            published_at=published_at,
            published_raw=published_raw,
            modified_at=_later(self.moment("modified")[1], published_at),
            region=self.place.region,
            section=section,
            dateline=text.dateline,
            tags=tuple(dict.fromkeys(self.take("tags") or ())),
            views=self.count("views"),
            initials=text.initials,
            bylines=self.take("bylines") or (),
            photos=self.photos(),
            paragraphs=text.paragraphs,
            quotes=(*said.quotes, *pulled),
            people=tuple(said.people),
            links=tuple(self.links(url)),
            popular=tuple(self.popular()),
            pages=self.count("pages") or 1,
            source_url=text.source_url,
            found_by=self.found_by,
        )
        self.judge(article)
        return replace(article, problems=tuple(self.problems)) if self.problems else article

    def refusal(self, headline: str | None, paragraphs: tuple[str, ...]) -> str | None:
        """Why the page is no article; None when it is one."""
        return page_type.refusal(
            self.page,
            headline,
            paragraphs,
            printed=self.template is not GENERIC or self.page.once(printed_headline) is not None,
            known=self.is_articles_address,
            strange=self.is_strange,
            teasers=self.template is GENERIC and is_list_of_teasers(self.page),
        )

    def take(self, name: str) -> Any:
        """What the template's rule for a field finds, else what the others find; None when none does."""
        own = getattr(self.template, name)
        if found := own and self.own(name, own):
            return found.value
        for other in self.others(name, own):
            if found := self.ask(name, other, self.page.root):
                if own and name in self.template.all_required:
                    self.complain(name, "fallback", f"{own!r} finds nothing; {found.rule!r} does")
                return found.value
        return None

    def others(self, name: str, own: Rule[Any] | None) -> list[Rule[Any]]:
        """The rules that are asked where the template's finds nothing: what a page prints before what it claims.

        A redesign must show as a problem, not as an empty page. An address that is no article's may be a gallery's:
        its text is the template's to find.
        """
        mended = own is not None and name in MENDED and (name != "body" or self.is_articles_address)
        rules = (getattr(PRINTED, name) if mended else None, getattr(self.defaults, name))
        return [rule for rule in dict.fromkeys(rules) if rule is not None and rule is not own]

    def own(self, name: str, rule: Rule[Any]) -> Found[Any] | None:
        """What the template's rule finds in the article's element, or on the page where the field is not in it."""
        page, outside = self.page.root, name in self.template.outside
        found = self.ask(name, rule, page if outside else self.element)
        if found or outside or self.element is page:
            return found
        return self.ask(name, rule, page)

    def ask(self, name: str, rule: Rule[Any], scope: Node) -> Found[Any] | None:
        """What one rule finds below an element; what it cannot tell or cannot read is a problem."""
        try:
            found = rule.find(self.page, scope)
        except ValueError as err:
            self.complain(name, "ambiguous" if isinstance(err, Ambiguous) else "unreadable", str(err))
            return None
        if found:
            self.found_by[_CONTRACT_NAME.get(name, name)] = found.rule.code
        return found

    def moment(self, name: str) -> tuple[str | None, datetime | None]:
        """A time as printed and as a value in the publisher's zone."""
        raw = (self.take(name) or "").strip(" |-–—»·•,")
        if not raw:
            return None, None
        value = self._moment(raw)
        if value is None:
            self.complain(name, "unreadable", f"no date in {raw[:80]!r}")
        elif value.utcoffset() == timedelta(0):  # a machine's time: the reader's day is the publisher's
            value = value.astimezone(self.zone)
        if dates.weekday_fits(raw) is False:
            self.complain(name, "suspect", f"another weekday than that of the date in {raw[:80]!r}")
        return raw, value

    def _moment(self, raw: str) -> datetime | None:
        if raw[:4].isdecimal() and (machine := dates.iso(raw, zone=self.zone)):
            return machine
        return dates.printed(raw, captured_at=self.captured_at, zone=self.zone) or dates.iso(raw, zone=self.zone)

    def count(self, name: str) -> int | None:
        """A printed number as a value."""
        raw = self.take(name)
        value = number(raw) if raw else None
        if raw and value is None:
            self.complain(name, "unreadable", f"no number in {raw[:80]!r}")
        return value

    def links(self, own: str) -> list[Link]:
        """Links to other articles under their canonical URLs; a page that lists itself is left out."""
        printed: tuple[Link, ...] = self.take("links") or ()
        if not any(link.kind == "related" for link in printed):
            read_also = {link.url for link in printed}
            printed += tuple(link for link in self.mended_links(printed) if link.url not in read_also)
        return [link for link in dict.fromkeys(map(_canonical, printed)) if link.url != own]

    def mended_links(self, printed: tuple[Link, ...]) -> tuple[Link, ...]:
        """The related list by its heading, where the template's rule for it finds none; all links where it finds none.

        Many articles have no read-also link: that none is found says nothing of the rule.
        """
        rule, told = self.template.links, self.found_by.get("links")
        if rule is None or rule is LINKS or "'related'" not in rule.code:
            return ()
        found = self.ask("links", RELATED if printed else LINKS, self.page.root)
        if found and told:
            self.found_by["links"] = f"{told} + {found.rule.code}"
        return found.value if found else ()

    def photos(self) -> tuple[Photo, ...]:
        """The pictures, the lead one first: with what is printed beside it, where the template's rule finds nothing."""
        found: tuple[Photo, ...] = self.take("photos") or ()
        told = self.found_by.get("photos")
        if self.template.photos is None or self.template is GENERIC or not found or found[0].caption or found[0].credit:
            return found
        printed = self.ask("photos", PHOTOS, self.page.root)
        lead = printed.value[0] if printed else found[0]
        same = lead.url == found[0].url and (lead.caption or lead.credit)
        self.found_by["photos"] = f"{told} + {PHOTOS.code}" if same else f"{told}"
        return (lead, *found[1:]) if same else found

    def popular(self) -> list[PopularEntry]:
        """The most-read list under canonical URLs."""
        return list(map(_canonical, self.take("popular") or ()))

    def judge(self, article: Article) -> None:
        """Note what a whole reading of this layout would have, and what cannot be right."""
        for name in self.template.all_required:
            if not getattr(article, _CONTRACT_NAME.get(name, name)):
                self.complain(name, "missing", f"{getattr(self.template, name)!r} finds nothing")
        if self.captured_at and article.published_at and article.published_at > self.captured_at + A_DAY:
            self.complain("published", "suspect", f"{article.published_at} is after the capture")

    def complain(self, name: str, kind: str, detail: str) -> None:
        """Add a problem, under the field's name in the output contract."""
        self.problems.append(Problem(_CONTRACT_NAME.get(name, name), kind, detail))
