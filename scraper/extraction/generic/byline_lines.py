"""Lines of a byline: the texts of a small element put together, labels and names told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from itertools import islice

from scraper.extraction.generic.text_index import INDENTED, Sheet
from scraper.html.page import BLOCKS, Node, walk
from scraper.indonesian.bylines import bylines as names_in
from scraper.indonesian.lexicon import BYLINE_ROLES, any_of
from scraper.text import fold

LABELS = [label for label in BYLINE_ROLES if " " not in label and len(label) > len("foto")] + ["laporan"]
WORD = rf"(?:{any_of([*LABELS, 'rep', 'red', 'oleh', 'by'])})"
ALONE = re.compile(rf"(?:{WORD}(?: ?(?:&|/|dan) ?{WORD})?|\w+ (?:oleh|by))\s*[:|.–—-]?", re.IGNORECASE)
#: Stand between two texts while they are joined: at a block, a line or a link; at any other element.
_END, _SOFT = "¦", "\x1f"
_MARKS = (*":,|/&–-", "")
_BETWEEN_TEXTS = re.compile(
    rf"(?<!\w)(?P<label>{WORD})(?P<mark>\s*[.|])?[\s{_END}]*{_END}[\s{_END}]*"
    rf"|[\s{_END}]*{_END}(?=\s*[:,|/&–-])|[\s{_END}]*{_END}[\s{_END}]*",
    re.IGNORECASE,
)
ROLE = re.compile(rf"\b{WORD}\b", re.IGNORECASE)
#: Elements that end a line or a name.
_DIVIDING = BLOCKS | {"br", "a"}
_LAST_PART = re.compile(rf"[:,|/&{_END}]| - |\b(?:oleh|by|dan) ", re.IGNORECASE)
_ONE_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
#: What a part of a name does not begin with.
_NO_NAME = re.compile(rf"\W|\d|{WORD}\b", re.IGNORECASE)
#: A longer line is a sentence.
LONGEST = 160


#: Marks around a label that is printed apart from its name.
_AROUND = " -–—|·•,()[]"
_TITLE_CASE = re.compile(r"[A-Z][a-z'’]+(?: [A-Z][a-z'’]*\.?)*(?<!\.)")
#: Labels that stand before one name, and the most people behind another label in a line of its own.
_ONLY_BY = ("by", "oleh")
_CREDITED = 5
#: Characters of the longest name before its label.
_NAME = 40


def byline_lines(sheet: Sheet, place: int) -> Iterator[str]:
    """The line that a label begins or ends: its own text, that of the elements around it, or it and the next texts."""
    own = fold(sheet.texts[place]).strip(_AROUND)
    if not ALONE.fullmatch(own):
        yield whole_line(sheet.nodes[place].parent, own)
    node = sheet.nodes[place].parent
    while node is not None and (line := line_apart(node)) is not None:
        if _is_led_by(line, own):
            yield line
        node = node.parent
    label = own.rstrip(" :|.")
    most = 1 if label.lower() in _ONLY_BY else _CREDITED
    yield f"{label}: {', '.join(islice(_people_behind(sheet, place), most))}"


def _is_led_by(line: str, own: str) -> bool:
    """Whether a longer line holds a label near its head, and no other label."""
    start = line.find(own.rstrip(" :.|"))
    if len(line) <= len(own) or not 0 <= start <= _NAME:
        return False
    return len(ROLE.findall(line)) <= 1


def _people_behind(sheet: Sheet, place: int) -> Iterator[str]:
    """The texts behind a label in a line of its own, as far as they name people (the credits of liputan6)."""
    behind = list(map(fold, sheet.texts[place + 1 : place + 1 + _CREDITED]))
    yield from behind[:1]
    for text in behind[1:]:
        if ALONE.fullmatch(text) or not _TITLE_CASE.fullmatch(text) or not names_in(text):
            return
        yield text


def whole_line(element: Node | None, own: str) -> str:
    """A text, with what goes on in its element where its last word is a part of a name ("Penulis: Tegar")."""
    last = _LAST_PART.split(own)[-1].strip()
    if element is None or not _ONE_WORD.fullmatch(last):
        return own
    line = line_apart(element)
    return line if line and line.startswith(own) and len(ROLE.findall(line)) <= 1 else own


def line_apart(node: Node) -> str | None:
    """The texts of a small element, a comma between names; the parts of one name are one."""
    if len(node.text()) > INDENTED * LONGEST:
        return None
    source = reduce(_with_part, _separated(node).split(_SOFT))
    line = fold(_BETWEEN_TEXTS.sub(_joint, source)).strip(", ")
    return line if 0 < len(line) <= LONGEST else None


def _separated(node: Node) -> str:
    """The texts of an element with what stands between them."""
    pieces: list[str] = []
    gap = ""
    for each, tag, _ in walk(node):
        text = each.text_content or "" if tag == "-text" else ""
        if tag != "-text":
            gap = _END if gap == _END or tag in _DIVIDING else _SOFT
        elif not text.isspace():
            pieces += [gap, text]
            gap = ""
    return "".join(pieces).lstrip(_END + _SOFT)


def _with_part(before: str, behind: str) -> str:
    """Two texts of one line: a word alone is a part of the name beside it ("Danu" and "Wirasena")."""
    last, first = _LAST_PART.split(before)[-1].strip(), behind.strip()
    single = _ONE_WORD.fullmatch(last) or _ONE_WORD.fullmatch(first)
    if not last or not single or ALONE.fullmatch(last) or _NO_NAME.match(first):
        return f"{before}{_END}{behind}"
    return f"{before} {behind}"


def _joint(gap: re.Match[str]) -> str:
    """What a gap between two texts is read as: a space behind a label or mark, nothing before a mark, else a comma."""
    before, behind = gap.string[: gap.start()].rstrip()[-1:], gap.string[gap.end() :].lstrip()[:1]
    if gap["label"]:
        return f"{gap['label']}: " if gap["mark"] else f"{gap['label']} "
    return "" if behind in _MARKS else " " if before in _MARKS else ", "
