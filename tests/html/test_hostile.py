"""Pages that would hang the parser are refused, and what is accepted is parsed in bounded time and memory."""

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.errors import Hostile
from scraper.html import hostile

ROOT = Path(__file__).resolve().parents[2]
REAL_PAGES = ROOT.parent / "shared" / "pages"
MIB = 2**20
#: What the check and the parse of one page may take: the limits of the child process.
SECONDS, BYTES = 10, 2048 * MIB
FORMATTING = "<b><big><code><em><font><i><s><small><strike><strong><tt><u>"


def numbered(pattern: str, count: int) -> str:
    return "".join(pattern.replace("#", str(number)) for number in range(count))


#: Pages that Lexbor needs from ten seconds to hours for, or gigabytes, unless it is fast enough to be refused by size.
REFUSED: dict[str, Callable[[], str]] = {
    "195 KiB of nested div": lambda: "<div>" * 39_936,
    "10 MiB of nested div": lambda: "<div>" * (2 * MIB),
    "nested div that are closed again": lambda: "<div>" * 15_000 + "</div>" * 15_000,
    "nested lists": lambda: "<ul><li>" * 15_000,
    "definitions within list items": lambda: "<li><dd>" * 15_000,
    "nested tables in capitals": lambda: "<TABLE><TR><TD>" * 10_000,
    "nested elements of ruby": lambda: "<rb>" * 30_000,
    "blocks within a misnested link": lambda: "<a><div></a>" * 10_000,
    "stray end tags over deep nesting": lambda: "<span>" * 15_000 + "</x>" * 15_000,
    "100,000 attributes": lambda: "<div " + numbered("a#=1 ", 100_000) + ">",
    "100,000 attributes apart by slashes": lambda: "<div" + numbered("/a#", 100_000) + ">",
    "100,000 attributes on an end tag": lambda: "</div " + numbered("a#=1 ", 100_000) + ">",
    "attributes with tag ends in their values": lambda: "<div " + numbered("a#='>'b#=\">\"", 60_000) + ">",
    "attributes with the other mark before a tag end": lambda: "<div " + numbered("a#=\"x'>\" ", 30_000) + ">",
    "attributes with tags in their values": lambda: "<div " + numbered('a#="<i>" ', 30_000) + ">",
    "attributes in a page that is never closed": lambda: "<div " + numbered("a# ", 60_000),
    "attributes gathered by many html tags": lambda: numbered("<html a#=1>", 30_000),
    "attributes gathered by few long body tags": lambda: "".join(
        f"<BODY {numbered(f'a{tag}x# ', 1_000)}>" for tag in range(40)
    ),
    "many tags of many attributes": lambda: ("<p " + numbered("a# ", 3_000) + ">") * 100,
    "120,000 names of attributes": lambda: numbered("<p a# b# c#>", 40_000) + "x" * MIB,
    "a tag over the whole of 10 MiB": lambda: "<p x' " + 'a=">" ' * (MIB * 10 // 6),
    "100,000 unclosed b": lambda: "<b>" * 100_000,
    "100,000 unclosed links": lambda: numbered("<a href=#>", 100_000),
    "100,000 unclosed p": lambda: "<p>" * 100_000,
    "formatting elements that multiply": lambda: numbered("<p><b id=#>x", 4_000),
    "formatting elements that multiply in table cells": lambda: "<table>" + numbered("<td><font color=#>x", 4_000),
    "formatting elements whose end is a comment": lambda: numbered('<p><b id="#">x<!--</b>-->', 4_000),
    "formatting elements whose end is in an attribute": lambda: numbered('<p><b id="#" c="></b>">x', 4_000),
    "formatting elements whose end tag is in a comment's text": lambda: numbered("<p><b id='#'><!-- </b> -->x", 4_000),
    "formatting elements closed around blocks": lambda: numbered("<li><b id=#>" + "<div>" * 9 + "</b>", 3_000),
    "a select of 20,000 options": lambda: "<select>" + "<option>" * 20_000,
    "5,000 names of elements": lambda: numbered("<x#></x#>", 5_000),
}  # fmt: skip

#: Pages that look bad and are parsed within about a second.
READ: dict[str, Callable[[], str]] = {
    "10 MiB of fake root tags": lambda: "<script>" + "<html x " * 30_000 + "x" * (10 * MIB),
    "an empty page": lambda: "",
    "10 MiB of text": lambda: "kata " * (2 * MIB),
    "10 MiB of script": lambda: "<script>" + "for(i=0;i<n;i++){a='x'}\n" * 2_000 + "y=1;\n" * (2 * MIB) + "</script>",
    "10 MiB of data in a script": lambda: "<script>" + '{"a": "b c > d", "e": [1, 2]},' * (MIB // 3) + "</script>",
    "10 MiB of entities": lambda: "<p>" + "&amp;" * (2 * MIB),
    "10 MiB in one attribute": lambda: '<p title="' + ">" * (10 * MIB) + '">',
    "10 MiB of one attribute again and again": lambda: "<p " + "a " * 20_000 + ">" + "x" * (10 * MIB),
    "a comment of 10 MiB": lambda: "<!--" + "-" * (10 * MIB),
    "a picture of 400 kB in its address": lambda: '<img src="data:image/png;base64,' + "A" * 400_000 + '">',
    "40,000 flat elements": lambda: "<div>x</div>" * 20_000,
    "10,000 unclosed p": lambda: "<p>x" * 10_000,
    "10,000 unclosed list items": lambda: "<ul>" + "<li>x" * 10_000 + "</ul>",
    "a table of 10,000 unclosed cells": lambda: "<table>" + "<tr><td>x" * 5_000 + "</table>",
    "6,000 icons": lambda: "<i class='fa fa-star'></i>" * 6_000,
    "4,000 coloured words": lambda: numbered("<p><font color=#>kata</font>", 4_000),
    "an icon drawn 3,000 times": lambda: '<svg><path d="M0 0"/><use href="#a"/></svg>' * 3_000,
    "a select of every district": lambda: "<select>" + "<option>x</option>" * 7_300 + "</select>",
    "nesting at the limit": lambda: "<div>" * 2_000 + "<p>x</p>" * 24_000,
    "nesting in a small page": lambda: "<ul><li>" * 1_000,
    "all formatting elements unclosed": lambda: "<p>" + FORMATTING * 3 + "<p>x" * 30_000,
    "formatting elements that multiply, at the limit": lambda: "<p>" + numbered("<b id=#>", 330) + "<p>x" * 5_600,
    "formatting elements that multiply in a small page": lambda: "<p>" + numbered("<b id=#>", 1_000) + "<p>x" * 990,
    "attributes that fill a short page": lambda: "<p " + numbered("a# ", 15_000) + ">",
    "tags just too short to be counted": lambda: ("<p " + numbered("a# ", 1_900) + ">") * 40,
    "end tags hidden by tables": lambda: ("<div>" * 500 + "<table><td>" + "</div>" * 500) * 51,
    "end tags hidden by comments": lambda: "<div><!--</div>-->" * 17_000,
}  # fmt: skip


def child() -> None:
    """Check and parse every page, one line of JSON each; the operating system ends what takes too long."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only the child may meet the parser

    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    for name, make in {**REFUSED, **READ}.items():
        body = make().encode()
        signal.alarm(SECONDS)
        try:
            hostile.check(body)
            LexborHTMLParser(body)
            verdict = ""
        except Hostile as err:
            verdict = str(err)
        signal.alarm(0)
        sys.stdout.write(json.dumps([name, verdict]) + "\n")
        sys.stdout.flush()


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    """Page -> why it was refused, empty for one that was parsed; the page that hung and all after it are not there."""
    run = subprocess.run(
        [sys.executable, __file__], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    return dict(json.loads(line) for line in run.stdout.splitlines())


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_page_is_refused_with_a_reason(verdicts: dict[str, str], name: str) -> None:
    assert verdicts[name]
    assert "\n" not in verdicts[name]


@pytest.mark.parametrize("name", READ)
def test_odd_page_is_read_in_bounded_time_and_memory(verdicts: dict[str, str], name: str) -> None:
    assert verdicts[name] == ""


def test_real_pages_are_read_and_so_are_ten_of_the_longest_in_one() -> None:
    pages = sorted((path.read_bytes() for path in REAL_PAGES.rglob("*.html")), key=len)
    if not pages:
        pytest.skip("the real pages are not at hand")
    for page in [*pages, *(long * 10 for long in pages[-12:])]:
        hostile.check(page)


if __name__ == "__main__":
    child()
