"""The headline as printed in the page's body, told by what the page's head calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper import urls
from scraper.extraction.generic.text_index import Sheet, around, plain, sheet_of
from scraper.html.page import Node, Page, text_of
from scraper.text import fold

#: Where a headline is looked for, likeliest first. On stored pages it is an h1 on two of three; the h1 of the
#: others is the logo or the channel, and the headline an h2 (republika, kompas) or no heading at all (prokal).
_PLACES = ("h1", "[itemprop~=headline], h2", "h3, h4, [class*=title], [class*=judul]")
#: Two titles with this share of words in common are one; the head's often ends in the site's name.
_ALIKE = 0.6
#: From here on no likelier heading is looked for.
_CERTAIN = 0.9
#: Below this no words in common tell anything.
_FEWEST_WORDS = 3
#: Where a headline may stand that the page's title does not name.
_MARKED = ("h1", "[class*=judul], [class*=title]", "h2", "h3, h4")
#: Words of such a headline; texts below it, and characters of the lines among them that make a text.
_FEWEST, _MOST = 4, 30
_NEAR, _LINE, _TEXT = 40, 40, 100
#: Texts around it in which its date is printed.
_BESIDE = 8
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|–—:»•-]+\s+|\s*[|»]+\s*")


def headline(page: Page) -> str | None:
    """The article's headline; None when the page tells none."""
    found = page.once(printed_headline)
    return found[0] if found else _named(page)


def printed_headline(page: Page) -> tuple[str, int] | None:
    """The headline in the page's body and its place on the sheet."""
    titles = page.once(titles_of)
    sheet = page.once(sheet_of)
    best: tuple[float, str, int] | None = None
    for selector in _PLACES:
        for likeness, node, text in _headings(page, selector, titles):
            if (best is None or likeness > best[0]) and (place := sheet.first_in(node)) is not None:
                best = likeness, text, place
        if best and best[0] >= _CERTAIN:
            break
    else:
        return _unmarked(sheet, titles) or (best and best[1:]) or _over_text(page, sheet)
    return best[1:]


def titles_of(page: Page) -> list[str]:
    """What the page calls the article outside its body, the most trustworthy first; the title element only alone."""
    said = (page.described.get("headline"), page.meta.get("og:title"), page.meta.get("twitter:title"))
    named = [text for each in said if isinstance(each, str) and (text := fold(each))]
    title = page.root.css_first("title")
    return list(dict.fromkeys(named)) or ([fold(title.text())] if title is not None else [])


def _headings(page: Page, selector: str, titles: list[str]) -> Iterator[tuple[float, Node, str]]:
    """How like each heading is to one of the titles, where it is at all; a logo leads to the front page."""
    known = [_words(title) for title in titles]
    common = set().union(*known)
    for node in page.select(selector, page.root):
        text = text_of(node)
        if common.isdisjoint(_words(text)):
            continue
        text = _without_label(node, text, titles)
        words = _words(text)
        likeness = max((_likeness(words, other) for other in known), default=0.0)
        if likeness >= _ALIKE and (len(words) >= _FEWEST_WORDS or likeness == 1.0) and not _leads_home(page, node):
            yield likeness, node, text


def _without_label(node: Node, text: str, titles: list[str]) -> str:
    """A heading's text without a label in an element of its own, a section or "Live", that no title has.

    A word that stands before the headline in the text itself, "Update:", is the headline's.
    """
    whole = plain(text)
    if not titles or any(whole in plain(title) for title in titles):
        return text
    for child in node.iter():
        rest = text_of(node, frozenset((child.mem_id,)))
        if rest and rest != text and any(plain(title).startswith(plain(rest)) for title in titles):
            return rest
    return text


def _leads_home(page: Page, node: Node) -> bool:
    link = node.css_first("a[href]")
    url = page.absolute(link.attributes.get("href")) if link is not None else None
    return url is not None and urls.path(url) in ("", "/")


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _likeness(some: set[str], others: set[str]) -> float:
    return 2 * len(some & others) / (len(some) + len(others)) if some and others else 0.0


def _unmarked(sheet: Sheet, titles: list[str]) -> tuple[str, int] | None:
    """A title that is printed without being marked as a heading."""
    wanted = [plain(title) for title in titles]
    longest = max(map(len, wanted), default=0)
    for place, text in enumerate(sheet.texts):
        if 20 <= len(text) <= longest + 40:
            line = plain(text)
            if any(line in title and 2 * len(line) >= len(title) for title in wanted):
                return fold(text), place
    return None


def _over_text(page: Page, sheet: Sheet) -> tuple[str, int] | None:
    """A heading that leads nowhere over a date and a text, on a page whose title names only the site."""
    for selector in _MARKED:
        for node in page.select(selector, page.root):
            text = text_of(node)
            if not _FEWEST <= len(text.split()) <= _MOST or _is_linked(node):
                continue
            place = sheet.first_in(node)
            if place is not None and _has_article_below(sheet, place):
                return text, place
    return None


def _has_article_below(sheet: Sheet, place: int) -> bool:
    """Whether a date stands beside a heading, and a paragraph not far below it."""
    dated = any(_YEAR.search(sheet.shorts[each]) for each in sheet.around(place, _BESIDE, _BESIDE))
    return dated and sum(len(line) for line in sheet.texts[place + 1 : place + _NEAR] if len(line) >= _LINE) >= _TEXT


def _is_linked(node: Node) -> bool:
    """Whether a heading holds a link or stands in one, as every heading of a list does."""
    return node.css_first("a[href]") is not None or any(above.tag == "a" for above in around(node))


def _named(page: Page) -> str | None:
    """The title of the head without the site's name."""
    titles = page.once(titles_of)
    if not titles:
        return None
    site = _words(page.meta.get("og:site_name", "")) | _words(urls.authority(page.url))
    parts = [part for part in _SEPARATOR.split(titles[0]) if not _words(part) <= site]
    return max(parts, key=len, default=None)
