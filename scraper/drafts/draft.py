"""From one page of an unknown publisher to a draft of its file and its first fixture. Pure: bytes in, texts out.

The page is read without rules; then a rule is looked for that finds each field again. The draft is read once more
with these rules, and a rule that does not lead to the same article is left out. What has no rule is read as on a page
of an unknown site, because the template is marked as unverified.
"""

from __future__ import annotations

import json
import keyword
import re
from dataclasses import dataclass, replace
from typing import Any

from scraper import publishers, urls
from scraper.drafts import corroboration
from scraper.drafts.element_selectors import selectors
from scraper.drafts.rule_search import SEARCHES, generic_value
from scraper.errors import WrongUse
from scraper.extraction.article import parse, reading
from scraper.extraction.generic.main_content import container
from scraper.html import encoding
from scraper.html import page as pages
from scraper.html.json_ld import names
from scraper.html.page import Page, charset
from scraper.models import Article
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import Rule
from scraper.text import fold

#: Names in the output contract of the template fields that are called shorter.
_CONTRACT_NAME = {"published": "published_at", "body": "paragraphs"}
#: Stands for the address of a page that is asked for its own.
_NOWHERE = "https://nowhere.invalid/"
#: Domains under a country's that are not a site's name.
_SECOND_LEVEL = frozenset("ac biz co com desa go gov mil my net or org sch web".split())
#: The English and Indonesian words that stand in the paths of articles and say nothing of one.
_FIXED = frozenset("read berita news artikel article baca detail post posts story view".split())
_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}")
_LEADS = re.compile(r"(?P<before>\w{1,3}-)?(?P<id>\d{4,})(?P<after>-.*|\.\w+)?")
_TRAILS = re.compile(r"(?P<slug>.*\D)(?P<id>\d{4,})(?P<after>\.\w+)?")


@dataclass(frozen=True)
class Finding:
    """One field of the draft: its rule, or None where none was found, and who else says the same."""

    name: str
    rule: Rule[Any] | None
    #: Whether the page says anything of it.
    read: bool
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A publisher as far as one page tells, and the page as its rules read it."""

    publisher: Publisher
    article: Article
    findings: tuple[Finding, ...]
    #: The bytes of the fixture; they say themselves how they are encoded.
    html: bytes

    def expected(self) -> str:
        """The fixture's expectation: the output contract without `found_by`, as JSON."""
        told = {name: value for name, value in self.article.to_dict().items() if name != "found_by"}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def address_of(html: bytes) -> str:
    """The URL that a page claims to have; raises errors.WrongUse where it claims none."""
    claim = pages.read(html, _NOWHERE).canonical
    if claim is None or claim.startswith(_NOWHERE):
        raise WrongUse("the page does not say where it was found: --url LINK")
    return claim


def draft_of(html: bytes, url: str, content_type: str | None = None) -> Draft:
    """A draft from one page, found at `url`.

    Raises errors.NotAnArticle, errors.Hostile, errors.BadURL.
    """
    html = _saying_its_charset(html, content_type)
    address = urls.canonical(url)
    page, plain = pages.read(html, address), parse(html, address, generic=True)
    values = {name: generic_value(page, name) for name in SEARCHES}
    rules = {name: rule for name, value in values.items() if value and (rule := SEARCHES[name].exactly(page, value))}
    publisher = _publisher(page, rules)
    read = reading(page, publisher)
    rules = {name: rule for name, rule in rules.items() if _field(read, name) == _field(plain, name)}
    publisher = _publisher(page, rules)
    article = _folded(reading(page, publisher), publisher)
    findings = (
        Finding(name, rules.get(name), bool(value), _sources(page, name, article, rules))
        for name, value in values.items()
    )
    return Draft(publisher, article, tuple(findings), html)


def _saying_its_charset(html: bytes, content_type: str | None) -> bytes:
    """The bytes, with a byte order mark before them where only the header said how they are encoded."""
    label = charset(content_type, html)
    return html if label == charset(None, html) else b"\xef\xbb\xbf" + encoding.decode(html, label).encode()


def _field(article: Article, name: str) -> Any:
    if name == "pull_quotes":
        return [quote.text for quote in article.quotes if quote.kind == "pull"]
    if name == "popular":  # a rule may find the counts of readers as well
        return [replace(entry, views=None) for entry in article.popular]
    return getattr(article, _CONTRACT_NAME.get(name, name))


def _sources(page: Page, name: str, article: Article, rules: dict[str, Rule[Any]]) -> tuple[str, ...]:
    return corroboration.sources(page, name, article, rules[name].code) if name in rules else ()


def _folded(article: Article, publisher: Publisher) -> Article:
    """Links to the publisher's own articles in the spelling that they have once the publisher is known."""

    def fold_url(url: str) -> str:
        return publisher.canonical(url) if publisher.owns(url) and publishers.of(url) is None else url

    return replace(
        article,
        links=tuple(dict.fromkeys(replace(link, url=fold_url(link.url)) for link in article.links)),
        popular=tuple(replace(entry, url=fold_url(entry.url)) for entry in article.popular),
    )


# Who it is


def _publisher(page: Page, rules: dict[str, Any]) -> Publisher:
    host, scheme = urls.authority(page.url), page.url.partition(":")[0]
    return Publisher(
        id=identifier(host),
        name=_name(page) or host,
        region=None,
        hosts=(host, host.removeprefix("www.")) if host.startswith("www.") else (host,),
        article=article_pattern(urls.path(page.url)),
        indexes=(f"{scheme}://{host}/",),
        feeds=feeds_of(page),
        scheme=scheme,
        templates=(replace(Template(when=_when(page), verified=False), **rules),),
    )


def identifier(host: str) -> str:
    """A publisher's id by its host, fit for the name of a module.

    >>> [identifier(host) for host in ("www.kabar-angin.co.id", "jateng.kabarangin.com", "24jam.id")]
    ['kabarangin', 'kabarangin', 'media24jam']
    """
    labels = host.partition(":")[0].split(".")
    site = labels[:-2] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[:-1]
    name = re.sub(r"[^a-z0-9]", "", (site or labels)[-1].lower())
    return name if name.isidentifier() and not keyword.iskeyword(name) else f"media{name}"


def _name(page: Page) -> str | None:
    said = [page.meta.get("og:site_name", ""), *names(page.described.get("publisher"))]
    return next(filter(None, map(fold, said)), None)


def feeds_of(page: Page) -> tuple[str, ...]:
    """The feeds that the page names on its own host, but for those of comments and of the article itself."""
    found: list[str | None] = []
    for kind in ("rss", "atom"):
        for node in page.select(f'link[rel~=alternate][type="application/{kind}+xml"]', page.root):
            if "omment" not in (node.attributes.get("title") or ""):
                found.append(page.absolute(node.attributes.get("href")))  # noqa: PERF401 - two loops read better
    own = urls.path(page.url).strip("/").rpartition("/")[2]
    host = urls.authority(page.url).removeprefix("www.")
    at_home = (url for url in found if url and urls.authority(url).removeprefix("www.") == host)
    return tuple(dict.fromkeys(url for url in at_home if "/comments/" not in url and not (own and own in url)))


def _when(page: Page) -> str:
    """What tells the layout: the name of what holds the text."""
    text = page.once(container)
    return next((each for each in selectors(text.node) if page.root.css_first(each)), "html") if text else "html"


def article_pattern(path: str) -> str:
    r"""What the paths of articles look like, told from one: its number, else its date and a title of several words.

    >>> article_pattern("/read/142433/pelanggan-tembus-371-juta")
    '/read/(?P<id>\\d+)(?:/|$)'
    >>> article_pattern("/2025/03/11/warga-tanam-seribu-bakau/")
    '/\\d{4}/\\d{1,2}/\\d{1,2}/\\w+(?:-\\w+){2,}/?$'
    """
    steps = [step for step in path.split("/") if step]
    numbered = next((place for place, step in enumerate(steps) if not _DATE.fullmatch(step) and _number(step)), None)
    if numbered is not None:
        found = "".join(map(_step, steps[:numbered])) + f"/{_number(steps[numbered])}"
    else:
        found = "".join(map(_step, steps[:-1])) + (_title(steps[-1]) if steps else "/$")
    return found if re.match(found, path) else f"{re.escape(path)}$"


def _number(step: str) -> str | None:
    """The pattern of a step that holds an article's number."""
    if lead := _LEADS.fullmatch(step):
        tail = "-" if (lead["after"] or "").startswith("-") else re.escape(lead["after"] or "") + "(?:/|$)"
        return (r"\w+-" if lead["before"] else "") + r"(?P<id>\d+)" + tail
    if trail := _TRAILS.fullmatch(step):
        return r"[\w-]*?\D(?P<id>\d+)" + re.escape(trail["after"] or "") + "(?:/|$)"
    return None


def _step(step: str) -> str:
    if _DATE.fullmatch(step):
        return r"/\d{4}" if len(step) == 4 else r"/\d{1,2}"
    return f"/{step}" if step.lower() in _FIXED else r"/[\w-]+"


def _title(step: str) -> str:
    ending = re.search(r"\.\w+$", step)
    return r"/\w+(?:-\w+){2,}" + (re.escape(ending[0]) if ending else "/?") + "$"
