"""Pages that would hang the parser: refused before it sees them, in time linear in their length.

Lexbor takes some 6 ns a byte, except where the standard's tree construction (HTML 13.2.6) walks a list for each
tag. Measured with selectolax 1.0.2 on 170 kinds of broken page of up to 10 MiB, all others being linear:

- open elements: each block start tag, each stray end tag walks them; 40,000 nested `<div>` 2.6 s, 200,000 > 60 s
- active formatting elements: 4,000 times `<p><b id=N>x` are 8 million elements, 2.6 GB, 9 s
- attributes: each is compared with all others of its tag; 40,000 take 2.9 s. Those of a second `<html>` or
  `<body>` are added to the first one
- names that Lexbor does not know: a table of 128 chains; 170,000 of them take 10 s
- options of a `<select>`: each walks all others; 40,000 take 5.6 s

All of that is quadratic, and none of it is felt in a page of few tags and few bytes. So an ordinary page pays for
one count of "<" (4 to 8 % of its parse), a long one for a look every few thousand bytes, and only a huge one for
a look at every tag. What is accepted is parsed within about two seconds. Not looked for are names chosen to fall
into one chain of Lexbor's table, 20,000 of which take half a second and 40,000 three.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from scraper.errors import Hostile

# What real pages have was counted on 2,480 of them in November 2026: articles, lists and front pages of Indonesian
# publishers (at most 5,193 "<"), and pages of some 1,500 other sites, forums and dictionaries among them.

#: "<" of a page: ten times the longest page of a publisher; 22,978 were seen on any page.
MAX_TAGS = 52_000
#: Elements open at once by the estimate of `_depth`; 1,514 were seen, where paragraphs are never closed.
MAX_DEPTH = 2_000
#: Different attributes of one element, all `<html>` and `<body>` being one; some 1,500 were seen, words of a JSON value
#: included. Their square is the number of comparisons, 2 ns each, that all tags together may cost.
MAX_ATTRIBUTES = 20_000
#: Different attributes of a page of more than `LONG` bytes, words of scripts included; 24,509 were seen.
MAX_ATTRIBUTE_NAMES = 50_000
#: Elements that the parser may make beyond those of the tags, a microsecond and 300 bytes each; 650,000 were seen.
MAX_COPIES = 2_000_000
#: Options times tags: the steps of the walks over a list of choices, 4 ns each; 2.4 million were seen.
MAX_CHOICES = 150_000_000
#: Different names of elements; 476 were seen, words of scripts included.
MAX_NAMES = 2_000

#: Below it, the attributes of a page take no more than about a second.
SHORT = 96 * 1024
#: Below it, formatting elements do so neither: each is made again at most once for every other tag, and a sum's
#: halves have the greatest product.
FEW_TAGS = int((4 * MAX_COPIES) ** 0.5)
#: Below it, nesting and options take no more than half a second.
SOME_TAGS = 6_000
#: Above it every tag is looked at: 140 of the 2,480 real pages are longer, the longest has 2.9 MB.
LONG = 512 * 1024
#: Bytes that a tag may have without being looked at: 4,000 attributes, 30 ms.
STRIDE = 12 * 1024
#: ">" of a stretch that are tried from its end.
MAX_TRIES = 40
#: ">" that may stand in a quoted value, before a stretch of text counts as one monstrous tag.
MAX_QUOTED = 1_000

#: Start tags whose attributes make them pile up: formatting elements but `<a>`, of which one is active at most.
#: Without attributes three of a name are active at most.
_PILING = re.compile(rb"<(?=[bcefinstu])(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]", re.IGNORECASE)
#: The two elements that all their tags share.
_SHARED = re.compile(rb"<(?:html|body)[\s/]", re.IGNORECASE)
#: A formatting element that surely holds nothing but text, so that it is gone when the next tag comes.
_CLOSED = re.compile(
    rb"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)"
    rb"(?:\s+[\w-]++(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=]++))?+)++\s*+>[^<]*+</\1\s*+>",
    re.IGNORECASE,
)
_NAME = re.compile(rb"</?[a-zA-Z][^\s/>]*")
#: White space, a slash or a closing quote stands before every attribute's name.
_ATTRIBUTE = re.compile(rb"[\s/\"']([^\s/>][^\s/>=]*)")
#: Elements that are closed by themselves or by their next sibling, and SVG's that are written with a slash.
_NOT_NESTED = frozenset(
    b"area base br col embed hr img input link meta param source track wbr "
    b"p li option optgroup tr td th thead tbody tfoot colgroup html head body "
    b"circle ellipse image line path polygon polyline rect stop use".split()
)


def check(body: bytes) -> None:
    """Raise errors.Hostile, saying what is wrong, for a page whose parse would not end soon.

    `body` is UTF-8 or another encoding in which the bytes of ASCII mean ASCII: a page in UTF-16 or ISO-2022-JP
    is to be decoded first.
    """
    tags = body.count(b"<")
    if tags > MAX_TAGS:
        raise Hostile("", f"{tags} tags, at most {MAX_TAGS} are read")
    if tags > FEW_TAGS:
        _check_copies(body, tags)
    if tags > SOME_TAGS:
        _check_nesting([name.lower() for name in _NAME.findall(body)])
    if len(body) > SHORT:
        _check_shared(body)
        _check_attributes(body)


def _check_shared(body: bytes) -> None:
    """Count the attributes of all `<html>` and `<body>` together."""
    end, shared = 0, set[bytes]()
    for match in _SHARED.finditer(body):
        if match.start() >= end:
            end = _first_end(body, match.start())
            shared |= _attributes(body, match.start(), end)
    if len(shared) > MAX_ATTRIBUTES:
        raise Hostile("", f"{len(shared)} attributes of <html> and <body>, at most {MAX_ATTRIBUTES} are read")


def _check_copies(body: bytes, tags: int) -> None:
    """Count the open formatting elements: what no end tag is sure to take away."""
    formatting = sum(1 for _ in _PILING.finditer(body))
    if formatting * tags > MAX_COPIES:
        formatting -= sum(1 for _ in _CLOSED.finditer(body))
    if formatting * tags > MAX_COPIES:
        raise Hostile("", f"{formatting} open formatting elements over {tags} tags, which the parser would multiply")


def _check_nesting(names: list[bytes]) -> None:
    depth, different, options = _depth(names), len(set(names)), names.count(b"<option")
    if depth > MAX_DEPTH:
        raise Hostile("", f"{depth} elements inside each other, at most {MAX_DEPTH} are read")
    if different > MAX_NAMES:
        raise Hostile("", f"{different} names of elements, at most {MAX_NAMES} are read")
    if options * len(names) > MAX_CHOICES:
        raise Hostile("", f"{options} options among {len(names)} tags")


def _depth(names: Iterable[bytes]) -> int:
    """The most elements open at once: an estimate that a sloppy page does not drive up.

    An end tag closes one element of its name wherever that stands. The standard keeps some of them open, which
    can hide nesting here; it costs the parser no more than four seconds, because the tags are counted.
    """
    still_open: Counter[bytes] = Counter()
    depth = deepest = 0
    for tag in names:
        name = tag.lstrip(b"</")
        step = -1 if tag[1:2] == b"/" else 1
        if name not in _NOT_NESTED and still_open[name] + step >= 0:
            still_open[name] += step
            depth += step
            deepest = max(deepest, depth)
    return deepest


def _check_attributes(body: bytes) -> None:
    """Count the attributes of every stretch of text that may be one long tag.

    An attribute takes two bytes: where so many could not be too many, none is looked for.
    """
    stretches = _long_stretches(body)
    most = [(end - start) // 2 for start, end in stretches]
    if sum(count**2 for count in most) <= MAX_ATTRIBUTES**2 and sum(most) <= MAX_ATTRIBUTE_NAMES:
        return
    comparisons, different = 0, set[bytes]()
    for start, end in stretches:
        names = _attributes(body, start, end)
        comparisons += len(names) ** 2
        different |= names
        if comparisons > MAX_ATTRIBUTES**2 or len(different) > MAX_ATTRIBUTE_NAMES:
            raise Hostile("", f"{len(different)} different attributes, up to {len(names)} in a tag")


def _long_stretches(body: bytes) -> list[tuple[int, int]]:
    """Start and end of every stretch that may be one tag, those left out that are too short for many attributes."""
    stride = STRIDE if len(body) <= LONG else 0
    found: list[tuple[int, int]] = []
    start = body.find(b"<")
    while start >= 0:
        end = _last_end(body, start, start + stride)
        if end < 0:
            end = _first_end(body, start)
            if end - start > stride:
                found.append((start, end))
        start = body.find(b"<", end)
    return found


def _attributes(body: bytes, start: int, end: int) -> set[bytes]:
    """The names of all attributes that body[start:end] may hold, and some words that are none."""
    return set(_ATTRIBUTE.findall(body, start, end))


def _last_end(body: bytes, start: int, stop: int) -> int:
    """The last of the ">" in body[start:stop] after which no tag can be open; -1 where that cannot be told.

    `start` is outside of any tag.
    """
    for _ in range(MAX_TRIES):
        end = body.rfind(b">", start, stop)
        stop = _quote_open_at(body, start, end) if end >= 0 else -1
        if stop < 0:
            return end
    return -1


def _first_end(body: bytes, start: int) -> int:
    """The first ">" from `start` on after which no tag can be open, or the end of the page."""
    at = start
    for _ in range(MAX_QUOTED):
        end = body.find(b">", at)
        if end < 0:
            return len(body)
        quote = _quote_open_at(body, start, end)
        if quote < 0:
            return end
        at = body.find(body[quote : quote + 1], end)
        if at < 0:
            return len(body)
    raise Hostile("", f"a tag with over {MAX_QUOTED} values that hold a tag's end")


def _quote_open_at(body: bytes, start: int, end: int) -> int:
    """Where the quoted value begins that `end` may stand in; -1 when it surely stands in none.

    A value begins with a quotation mark after "=" and white space, and ends with the next one of its kind: so
    only the last one of each kind is asked.
    """
    for mark in (b'"', b"'"):
        quote = body.rfind(mark, start, end)
        if quote >= 0:
            before = body[max(start, quote - 16) : quote].rstrip()
            if not before or before.endswith(b"="):
                return quote
    return -1
