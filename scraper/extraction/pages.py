"""Which further pages an article has, told from one of its pages. Pure.

A further page is a link to the article's own address that differs in nothing but the page that it names, so no list of
publishers is needed. The link itself is never followed: the address that is asked for is the article's own with that
page, and so can be nobody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scraper import publishers, urls
from scraper.html.page import Node, Page

#: Further pages of one article that are asked for; the longest story seen has six pages.
MOST = 30
#: No number of a page is higher: a larger one names something else.
LAST = 99

#: In a link: the parameter and its value, or the number that ends the path.
_PARAMETER = re.compile(rf"[?&](?:amp;)*({'|'.join(urls.PAGED)})=(\d{{1,2}}|all)(?=[&#]|$)", re.IGNORECASE)
_STEP = re.compile(r"/(\d{1,2})(/?)(?=[?#]|$)")
#: Parameters that name all of a story on one page, whatever their value.
_ALL_BY_NAME = {"single": "all"}
#: How a link begins that need not name the article that it stands in.
_RELATIVE = ("?", ".", *"0123456789")
#: What the link to all of a story on one page says. Tribun puts "?page=all" on every link, of short stories too.
_ALL = re.compile(r"semua|selengkapnya|halaman|lanjut|\b(?:all|full)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """How a site names the pages of a story: by a parameter, or by the last step of the path where `name` is empty."""

    name: str
    #: A path may end with a slash after the number.
    slash: str = ""

    def address(self, article: str, value: str) -> str:
        """The address of a page of the article with this canonical URL.

        >>> Form("page").address("https://kabar.id/?p=7", "2"), Form("", "/").address("https://kabar.id/a/", "2")
        ('https://kabar.id/?p=7&page=2', 'https://kabar.id/a/2/')
        """
        path, mark, query = article.partition("?")
        if self.name:
            separator = "&" if mark else "?"
            return f"{article}{separator}{self.name}={value}"
        steps = path.rstrip("/")
        return f"{steps}/{value}{self.slash}{mark}{query}"


@dataclass(frozen=True, slots=True)
class Parts:
    """The further pages that one page of an article leads to, as addresses."""

    #: All of the story on one page; None where no link leads to it.
    whole: str | None = None
    #: From 2, in order.
    numbered: Mapping[int, str] = field(default_factory=dict)


def parts(page: Page, article: str, pages: int = 1) -> Parts:
    """The further pages that a page of an article links to.

    `article` is the canonical URL where its first page was found, `pages` how many pages it says that it has: those
    between the ones that are linked ("1 2 3 ... 8") are there as well.
    """
    own = _bare(article)
    found: dict[str, Form] = {}
    says_all = pages > 1
    for node, form, value in _links(page, own):
        found.setdefault(value, form)
        says_all |= value == "all" and _ALL.search(node.text()) is not None
    numbers = _without_gaps(_numbers(found), pages)
    numbered = {number: numbers[number].address(article, str(number)) for number in sorted(numbers)}
    if "all" not in found or not (says_all or numbers):
        return Parts(None, numbered)
    form = found["all"]
    return Parts(form.address(article, _value_of_all(form)), numbered)


def _numbers(found: Mapping[str, Form]) -> dict[int, Form]:
    """The pages from 2 on that links name."""
    named = {int(value): form for value, form in found.items() if value.isdecimal()}
    return {number: form for number, form in named.items() if number > 1}


def _without_gaps(numbers: dict[int, Form], pages: int) -> dict[int, Form]:
    """The same with those between; where pages are counted by tens, the gaps are none."""
    if 2 not in numbers:
        return numbers
    last = max(*numbers, pages)
    between = range(2, min(last, LAST) + 1)
    return numbers | dict.fromkeys(between, numbers[2])


def _links(page: Page, own: str) -> Iterator[tuple[Node, Form, str]]:
    """The links to pages of the article with the address `own`: how each names its page, and which it is."""
    name = own[own.rindex("/") + 1 :]
    for node in page.select("a[href], link[rel=next][href]", page.root):
        href = node.attributes["href"] or ""
        if name not in href and not href.startswith(_RELATIVE):  # tells nearly all links of a page in no time
            continue
        mark = _PARAMETER.search(href) or _STEP.search(href)
        if mark is None:
            continue
        address = page.absolute(href)
        if address and _bare(address) == own:
            form, value = _form(mark)
            yield node, form, value


def _form(mark: re.Match[str]) -> tuple[Form, str]:
    """How a link names its page, and which: its number, or "all"."""
    if mark.re is _STEP:
        number = int(mark[1])
        return Form("", mark[2]), str(number)
    name = mark[1].lower()
    value = mark[2].lower()
    if "all" in (value, _ALL_BY_NAME.get(name)):
        return Form(name), "all"
    number = int(value)
    return Form(name), str(number)


def _value_of_all(form: Form) -> str:
    return "1" if form.name == "single" else "all"


def _bare(url: str) -> str:
    """An address as two links to one article share it: canonical, of its first page, without a slash at the end."""
    canonical = publishers.canonical(url)
    path, mark, query = canonical.partition("?")
    steps = path.rstrip("/")
    return f"{steps}{mark}{query}"
