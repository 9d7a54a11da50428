"""Who wrote an article on a page of any layout: the people named beside a label, then beside a telling name.

The head of a page is asked last: on stored pages JSON-LD names the editor as author (Kompas, Tribun), the channel,
or a third person (Media Indonesia).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product

from scraper import urls
from scraper.extraction.generic.byline_lines import ALONE, LABELS, LONGEST, WORD, byline_lines, line_apart
from scraper.extraction.generic.column import frame
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.names_beside_date import named_beside
from scraper.extraction.generic.regions import in_caption, in_comments, in_teaser
from scraper.extraction.generic.text import kept
from scraper.extraction.generic.text_index import Sheet, around, plain, sheet_of
from scraper.html.json_ld import names
from scraper.html.page import Node, Page
from scraper.indonesian.boilerplate import is_boilerplate
from scraper.indonesian.bylines import bylines as names_in
from scraper.indonesian.datelines import signature
from scraper.models import Byline, Role
from scraper.text import fold

_PICTURE = re.compile(r"photo|foto|image|caption|figure|gallery")
_BEGINS = re.compile(
    rf"(?:[^|•·]{{,60}}[|•·/]\W*|\W*)(?:\w+ oleh\s|\w+ by\s|{WORD}(?: ?(?:&|/|dan) ?{WORD})?\s*(?:[:|.–—]|- |$)"
    r"|oleh\s|by\s(?-i:[A-Z])|laporan (?:wartawan|kontributor|jurnalis|reporter)\s)",
    re.IGNORECASE,
)
#: What every label holds, for finding them.
_HINTS = (*LABELS, "rep:", "red:", "rep :", "red :", "oleh", "\0by")
_BEFORE_SITE = re.compile(r"(?P<names>[^|–— ]+ [^|–—]{2,80}?),? [-–—|] (?P<site>[\w. ]{3,40})")
#: Elements whose name, itemprop or rel says that they hold a person, and the role that it gives.
#: The rarer names are asked for where the common ones find nobody.
_EDITORS = "[class*=editor], [class*=redaktur], [id*=editor]"
_REPORTERS = (
    "[class*=author], [itemprop~=author], [rel~=author]",
    "[class*=penulis], [class*=reporter], [class*=byline], [class*=writer], [class*=wartawan], [class*=jurnalis]",
    "[id*=penulis], a[href*='/author/'], a[href*='/penulis/'], a[href*='/reporter/'], a[href*='/wartawan/']",
)
#: Texts before the headline and behind the article's last paragraph in which a byline may stand.
_BEFORE, _BEHIND = 12, 100
#: Words of another story's headline; a name has fewer.
_HEADLINE = 5
#: Texts around the headline among which a date and names without a label stand.
_DATED = 8
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: The same for a name without a label.
_CLOSE = 15
_AUTHOR_METAS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")


def bylines(page: Page) -> tuple[Byline, ...]:
    """The people that the page names as the article's authors and editors.

    Of the printed reporters those whom the page's head names as well, where it names any of them: what is printed
    without a label, or behind the text, may be anybody. The head alone counts where nobody is printed.
    """
    printed, stated = printed_bylines(page), stated_bylines(page)
    known = [each for each in printed if _is_named(each, stated)]
    if any(map(_is_reporter, known)):
        return tuple(each for each in printed if _is_confirmed(page, each, known))
    if printed and (not stated or not _marked_as_authors(page).isdisjoint(printed)):
        return printed
    return stated


def _marked_as_authors(page: Page) -> set[Byline]:
    """Those who stand beside a label or in an element that says who they are."""
    return set(page.once(labelled_bylines)).union(_marked(page, *_title_block(page)))


def _is_reporter(person: Byline) -> bool:
    return person.role == "reporter"


def _is_confirmed(page: Page, person: Byline, known: list[Byline]) -> bool:
    """Whether a printed person is one that the head names, stands by one, or is no reporter at all."""
    if not _is_reporter(person) or person in known:
        return True
    return _stands_by(page, person, known)


def _is_named(one: Byline, others: Iterable[Byline]) -> bool:
    """Whether a person is among these, by all words of the shorter of the two names."""
    words = set(plain(one.name).split())
    named = [set(plain(other.name).split()) for other in others]
    return any(words <= other or other <= words for other in named)


def _stands_by(page: Page, one: Byline, known: Iterable[Byline]) -> bool:
    """Whether a person is named beside a label on the same side of the text as one of the known ones is."""
    places, text = page.once(labelled_bylines), page.once(container)
    if " " not in one.name or one not in places:
        return False
    end = text.last if text else 0
    sides = [places[each] > end for each in known if each in places]
    return (places[one] > end) in sides


def printed_bylines(page: Page) -> tuple[Byline, ...]:
    """Those of them that a reader sees."""
    first, last = _title_block(page)
    found = list(page.once(labelled_bylines))
    for others in (_marked, _of_site, _beside_date, _signed):
        if not any(each.role == "reporter" for each in found):
            found += others(page, first, last)
    return _distinct(page, found)


def labelled_bylines(page: Page) -> dict[Byline, int]:
    """Those of them that stand beside a label, and the place of it; ask `page.once(labelled_bylines)`."""
    found: dict[Byline, int] = {}
    for place, person in _labelled(page, *_title_block(page)):
        found.setdefault(person, place)
    return found


def stated_bylines(page: Page) -> tuple[Byline, ...]:
    """Whom the page's head names as authors."""
    return _distinct(page, _stated(page))


def _distinct(page: Page, found: Iterable[Byline]) -> tuple[Byline, ...]:
    """Each person of a role once, by the longest name, without what is the site's."""
    people = [person for person in dict.fromkeys(found) if not _is_site(page, person.name)]
    shorter = {one for one, other in product(people, repeat=2) if _is_part(one, other)}
    return tuple(person for person in people if person not in shorter)


def _is_site(page: Page, name: str) -> bool:
    """Whether a name is the site's own, or holds it."""
    letters = "".join(name.lower().split())
    brand = urls.site(page.url).partition(".")[0]
    return brand in letters or letters in urls.authority(page.url)


def _is_part(one: Byline, other: Byline) -> bool:
    return one.role == other.role and set(one.name.split()) < set(other.name.split())


def _title_block(page: Page) -> tuple[int, int]:
    head, text = page.once(printed_headline), page.once(container)
    first = head[1] if head else text.first if text else 0
    return max(0, first - _BEFORE), (text.last if text else first) + _BEHIND


def _labelled(page: Page, first: int, last: int) -> Iterator[tuple[int, Byline]]:
    sheet = page.once(sheet_of)
    for place in sheet.find(_HINTS, first, min(last, len(sheet.texts)), longest=LONGEST):
        if _BEGINS.match(sheet.texts[place]) and not _is_elsewhere(page, place):
            named = next(filter(None, map(names_in, byline_lines(sheet, place))), ())
            yield from ((place, person) for person in named)


def _is_elsewhere(page: Page, place: int) -> bool:
    """Whether a name stands among comments, or beside another story, outside the article's title block."""
    head, text = page.once(printed_headline), page.once(container)
    end = max(text.first, min(text.last, head[1] + _DATED)) if head and text else 0
    if head and head[1] < place < end:
        return False
    node = page.once(sheet_of).nodes[place]
    return in_comments(node) or in_teaser(page, node, _HEADLINE)


def _marked(page: Page, first: int, last: int) -> Iterator[Byline]:
    """The people in elements that say who they are, in the innermost element around headline and text that has any."""
    both = page.once(frame).both
    for element in (*both[:1], *(each for each in both[1:2] if each.tag in ("article", "main"))):
        if found := _marked_in(page, element, first, last):
            return iter(found)
    return iter(())


def _marked_in(page: Page, element: Node, first: int, last: int) -> list[Byline]:
    found = list(_named(page, page.select(_EDITORS, element), first, last, "editor"))
    for selector in _REPORTERS:
        if reporters := list(_named(page, page.select(selector, element), first, last, "reporter")):
            return found + reporters
    return found


def _named(page: Page, nodes: list[Node], first: int, last: int, role: Role) -> Iterator[Byline]:
    """The people in those of these elements that stand over the text or right behind it; further on are teasers."""
    sheet = page.once(sheet_of)
    for node in nodes:
        place = sheet.first_in(node)
        behind = last - _BEHIND + _CLOSE
        if place is None or not first <= place <= behind or _beside_label(sheet, place) or _of_picture(node):
            continue
        if not _is_elsewhere(page, place):
            yield from names_in(line_apart(node) or "", role)


def _of_site(page: Page, first: int, last: int) -> Iterator[Byline]:
    """The people between headline and text who are named before the site's own name: "Siti Aminah - Kabar Lembah"."""
    sheet, head, text = page.once(sheet_of), page.once(printed_headline), page.once(container)
    brand = urls.site(page.url).partition(".")[0]
    for place in range(head[1] + 1, text.first) if head and text else ():
        if brand not in _run_together(sheet.texts[place]):
            continue
        holders = islice(around(sheet.nodes[place]), 3)
        for line in (fold(sheet.texts[place]), *(line_apart(holder) or "" for holder in holders)):
            match = _BEFORE_SITE.fullmatch(line)
            if match and brand in _run_together(match["site"]):
                yield from names_in(match["names"], "reporter")


def _run_together(text: str) -> str:
    """As the name of a site stands in its host."""
    return "".join(text.lower().split())


def _beside_date(page: Page, _first: int, _last: int) -> Iterator[Byline]:
    """The people in the line of the title block that tells the date: "Siti Aminah - 13 Oktober 2016" (metrotvnews)."""
    sheet, head, text = page.once(sheet_of), page.once(printed_headline), page.once(container)
    if not head or not text:
        return
    last = min(len(sheet.texts), max(text.first, head[1] + 1))
    for place in range(max(0, head[1] - _DATED), last):
        if _YEAR.search(sheet.shorts[place]) is None or in_caption(sheet.nodes[place]):
            continue
        if not _is_elsewhere(page, place):
            people = named_beside(sheet, place, plain(head[0]))
            if people:
                yield from people
                return


def _signed(page: Page, _first: int, _last: int) -> Iterator[Byline]:
    """The people whose names the text ends with."""
    lines = (block.text for block in reversed(page.once(kept)) if not is_boilerplate(block.text))
    return (Byline(name, "reporter") for name in signature(next(lines, ""))[1])


def _beside_label(sheet: Sheet, place: int) -> bool:
    """Whether a label before or behind a name has told its role already."""
    return any(
        ALONE.fullmatch(fold(text)) for text in (*sheet.texts[place - 1 : place], *sheet.texts[place + 1 : place + 2])
    )


def _of_picture(node: Node | None) -> bool:
    """Whether a name stands beside a picture: it is the photographer's."""
    for _ in range(3):
        if node is None:
            break
        attributes = node.attributes
        if node.tag == "figure" or _PICTURE.search(f"{attributes.get('class')} {attributes.get('id')}"):
            return True
        node = node.parent
    return False


def _stated(page: Page) -> Iterator[Byline]:
    """The authors of JSON-LD, else those of the first kind of meta element that names a person."""
    metas = [page.metas.get(name, []) for name in _AUTHOR_METAS]
    for source in (names(page.described.get("author")), *metas):
        people = [person for name in source for person in names_in(name, "reporter")]
        if people:
            yield from people
            return
