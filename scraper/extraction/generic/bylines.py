"""Who wrote an article on a page of any layout: the people named beside a label, then beside a telling name.

The head of a page is asked last: on stored pages JSON-LD names the editor as author (Kompas, Tribun), the channel,
or a third person (Media Indonesia).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from scraper import urls
from scraper.extraction.generic.column import frame
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text import kept
from scraper.extraction.generic.text_index import INDENTED, Sheet, around, sheet_of
from scraper.html.json_ld import names
from scraper.html.page import Node, Page
from scraper.indonesian.boilerplate import is_boilerplate
from scraper.indonesian.bylines import bylines as names_in
from scraper.indonesian.datelines import signature
from scraper.models import Byline, Role
from scraper.text import fold

_LABELS = "reporter pewarta penulis wartawan jurnalis kontributor author editor redaktur penyunting laporan".split()
_WORD = rf"(?:{'|'.join(_LABELS)}|rep|red|oleh|by)"
_ALONE = re.compile(rf"(?:{_WORD}(?: ?(?:&|/|dan) ?{_WORD})?|\w+ (?:oleh|by))\s*[:|]?", re.IGNORECASE)
#: Marks around a label that is printed apart from its name.
_AROUND = " -–—|·•,()[]"
#: Stands between two texts of an element while they are joined.
_END = "¦"
_MARKS = (*":,|/&–-", "")
_BETWEEN_TEXTS = re.compile(
    rf"(?<!\w)(?P<label>{_WORD})[\s{_END}]*{_END}[\s{_END}]*|[\s{_END}]*{_END}(?=\s*[:,|/&–-])|[\s{_END}]*{_END}[\s{_END}]*",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"\b{_WORD}\b", re.IGNORECASE)
_PICTURE = re.compile(r"photo|foto|image|caption|figure|gallery")
_BEGINS = re.compile(
    rf"(?:[^|•·]{{,60}}[|•·]\W*|\W*)(?:\w+ oleh\s|\w+ by\s|{_WORD}(?: ?(?:&|/|dan) ?{_WORD})?\s*(?:[:|]|$)|oleh\s"
    r"|laporan (?:wartawan|kontributor|jurnalis|reporter)\s)",
    re.IGNORECASE,
)
#: What every label holds, for finding them.
_HINTS = (*_LABELS, "rep:", "red:", "rep :", "red :", "oleh", "\0by")
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
_BEFORE, _BEHIND = 12, 60
#: The same for a name without a label.
_CLOSE = 15
#: A longer line is a sentence.
_LONGEST = 160
#: Characters of the longest name before its label.
_NAME = 40


def bylines(page: Page) -> tuple[Byline, ...]:
    """The people that the page names as the article's authors and editors."""
    return printed_bylines(page) or _distinct(page, _said(page))


def printed_bylines(page: Page) -> tuple[Byline, ...]:
    """Those of them that a reader sees."""
    first, last = _title_block(page)
    found = list(_labelled(page, first, last))
    for others in (_marked, _of_site, _signed):
        if not any(each.role == "reporter" for each in found):
            found += others(page, first, last)
    return _distinct(page, found)


def _distinct(page: Page, found: Iterable[Byline]) -> tuple[Byline, ...]:
    """Each person of a role once, by the longest name, without what is the site's."""
    site = urls.authority(page.url)
    brand = max(site.split("."), key=len)
    names = {each: "".join(each.name.lower().split()) for each in found}
    people = [each for each, name in names.items() if name not in site and brand not in name]
    return tuple(one for one in people if not any(_is_part(one, other) for other in people))


def _is_part(one: Byline, other: Byline) -> bool:
    return one.role == other.role and set(one.name.split()) < set(other.name.split())


def _title_block(page: Page) -> tuple[int, int]:
    head, text = page.once(printed_headline), page.once(container)
    first = head[1] if head else text.first if text else 0
    return max(0, first - _BEFORE), (text.last if text else first) + _BEHIND


def _labelled(page: Page, first: int, last: int) -> Iterator[Byline]:
    sheet = page.once(sheet_of)
    for place in sheet.find(_HINTS, first, min(last, len(sheet.texts)), longest=_LONGEST):
        if _BEGINS.match(sheet.texts[place]):
            yield from next(filter(None, map(names_in, _lines(sheet, place))), ())


def _lines(sheet: Sheet, place: int) -> Iterator[str]:
    """The line that a label begins or ends: its own text, that of the elements around it, or it and the next text."""
    own = fold(sheet.texts[place]).strip(_AROUND)
    if not _ALONE.fullmatch(own):
        yield own
    node = sheet.nodes[place].parent
    while node is not None and (line := _apart(node)) is not None:
        if len(line) > len(own) and line.find(own) <= _NAME and len(_ROLE.findall(line)) <= 1:
            yield line
        node = node.parent
    yield " ".join([own.rstrip(" :|") + ":", *map(fold, sheet.texts[place + 1 : place + 2])])


def _apart(node: Node) -> str | None:
    """The texts of a small element, a comma between names: two inline elements are not one word."""
    source = node.text(separator=_END)
    if len(source) > INDENTED * _LONGEST:
        return None
    line = fold(_BETWEEN_TEXTS.sub(_joint, source)).strip(", ")
    return line if 0 < len(line) <= _LONGEST else None


def _joint(gap: re.Match[str]) -> str:
    """What a gap between two texts is read as: a space behind a label or mark, nothing before a mark, else a comma."""
    before, behind = gap.string[: gap.start()].rstrip()[-1:], gap.string[gap.end() :].lstrip()[:1]
    if gap["label"]:
        return f"{gap['label']} "
    return "" if behind in _MARKS else " " if before in _MARKS else ", "


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
        if place is not None and first <= place <= behind and not _beside_label(sheet, place) and not _of_picture(node):
            yield from names_in(_apart(node) or "", role)


def _of_site(page: Page, first: int, last: int) -> Iterator[Byline]:
    """The people between headline and text who are named before the site's own name: "Siti Aminah - Kabar Lembah"."""
    sheet, head, text = page.once(sheet_of), page.once(printed_headline), page.once(container)
    brand = max(urls.authority(page.url).split("."), key=len)
    for place in range(head[1] + 1, text.first) if head and text else ():
        if brand not in _run_together(sheet.texts[place]):
            continue
        holders = islice(around(sheet.nodes[place]), 3)
        for line in (fold(sheet.texts[place]), *(_apart(holder) or "" for holder in holders)):
            match = _BEFORE_SITE.fullmatch(line)
            if match and brand in _run_together(match["site"]):
                yield from names_in(match["names"], "reporter")


def _run_together(text: str) -> str:
    """As the name of a site stands in its host."""
    return "".join(text.lower().split())


def _signed(page: Page, _first: int, _last: int) -> Iterator[Byline]:
    """The people whose names the text ends with."""
    lines = (block.text for block in reversed(page.once(kept)) if not is_boilerplate(block.text))
    return (Byline(name, "reporter") for name in signature(next(lines, ""))[1])


def _beside_label(sheet: Sheet, place: int) -> bool:
    """Whether a label before or behind a name has told its role already."""
    return any(
        _ALONE.fullmatch(fold(text)) for text in (*sheet.texts[place - 1 : place], *sheet.texts[place + 1 : place + 2])
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


def _said(page: Page) -> tuple[Byline, ...]:
    """Whom the head names as author."""
    said = [*names(page.described.get("author")), page.meta.get("author", "")]
    return next(filter(None, (names_in(name, "reporter") for name in said)), ())
