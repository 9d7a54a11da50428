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
        if self.name:
            return f"{article}{'&' if '?' in article else '?'}{self.name}={value}"
        path, mark, query = article.partition("?")
        return f"{path.rstrip('/')}/{value}{self.slash}{mark}{query}"


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
    numbers = {int(value): form for value, form in found.items() if value.isdecimal() and int(value) > 1}
    if 2 in numbers:  # where pages are counted by tens, the gaps are none
        numbers |= dict.fromkeys(range(2, min(max(*numbers, pages), LAST) + 1), numbers[2])
    whole = found["all"].address(article, _value_of_all(found["all"])) if "all" in found else None
    return Parts(
        whole if says_all or numbers else None,
        {number: numbers[number].address(article, str(number)) for number in sorted(numbers)},
    )


def _links(page: Page, own: str) -> Iterator[tuple[Node, Form, str]]:
    """The links to pages of the article with the address `own`: how each names its page, and which it is."""
    name = own[own.rindex("/") + 1 :]
    for node in page.select("a[href], link[rel=next][href]", page.root):
        href = node.attributes["href"] or ""
        if name not in href and not href.startswith(_RELATIVE):  # tells nearly all links of a page in no time
            continue
        if (mark := _PARAMETER.search(href) or _STEP.search(href)) is None:
            continue
        address = page.absolute(href)
        if address and _bare(address) == own:
            form, value = _form(mark)
            yield node, form, value


def _form(mark: re.Match[str]) -> tuple[Form, str]:
    """How a link names its page, and which: its number, or "all"."""
    if mark.re is _STEP:
        return Form("", mark[2]), str(int(mark[1]))
    name, value = mark[1].lower(), mark[2].lower()
    return Form(name), "all" if name == "single" or value == "all" else str(int(value))


def _value_of_all(form: Form) -> str:
    return "1" if form.name == "single" else "all"


def _bare(url: str) -> str:
    """An address as two links to one article share it: canonical, of its first page, without a slash at the end."""
    path, mark, query = publishers.canonical(url).partition("?")
    return f"{path.rstrip('/')}{mark}{query}"
