"""The next page of a list that is divided into pages, found by its links. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper import urls

#: How sites number the pages of a list, with what the number stands in as groups before and after it. Seen:
#: indeks.kompas.com/?p=2, liputan6.com/indeks?page=2, merdeka.com/jateng/index2/, news.kompas.com/indeks/2; WordPress
#: writes /page/2/ (developer.wordpress.org/themes/classic-themes/functionality/pagination).
_MARKS = tuple(
    re.compile(form)
    for form in (
        r"([?&](?:p|pg|page|paged|hal|halaman)=)(\d{1,6})(?=&|$)",
        r"(/page/)(\d{1,6})(?=/?(?:\?|$))",
        r"(/(?:index|page))(\d{1,6})(?=(?:/|\.html?)?(?:\?|$))",
        r"(/)(\d{1,4})(?=/?(?:\?|$))",
    )
)
#: A path that ends in a day or a month: its last number is no page.
_DAY = re.compile(r"/(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?/?(?:\?|$)|/(?:19|20)\d\d/?(?:\?|$)")
_ENDING = re.compile(r"(?:/index\.html?|\.html?|/)(?=\?|$)")


def numbered(url: str) -> tuple[str, int]:
    """The list of which a URL in WHATWG form is a page, in a form for comparing, and the number of the page.

    >>> numbered("https://www.liputan6.com/indeks?page=3"), numbered("https://www.liputan6.com/indeks")
    (('https://www.liputan6.com/indeks', 3), ('https://www.liputan6.com/indeks', 1))
    >>> numbered("https://www.merdeka.com/jateng/index2/"), numbered("https://metrobali.com/page/12/")
    (('https://www.merdeka.com/jateng', 2), ('https://metrobali.com', 12))
    >>> numbered("https://www.liputan6.com/indeks/2016/02/16")
    ('https://www.liputan6.com/indeks/2016/02/16', 1)
    """
    for mark in _MARKS:
        if (found := mark.search(url)) and not (mark is _MARKS[-1] and _DAY.search(url)):
            bare = url[: found.start()] + url[found.end() :]
            if found[1].startswith("?") and bare[found.start() : found.start() + 1] == "&":
                bare = f"{bare[: found.start()]}?{bare[found.start() + 1 :]}"
            return _ENDING.sub("", bare, count=1), int(found[2])
    return _ENDING.sub("", url, count=1), 1


def following(url: str, links: Iterable[str]) -> str | None:
    """The link to the page after the one at `url`: the same address but for its number, one higher.

    A site that numbers its pages from 0 or by articles is not followed. `links` and `url` are in WHATWG form.

    >>> following("https://www.viva.co.id/indeks", ["https://www.viva.co.id/indeks?page=12", "https://www.viva.co.id/indeks?page=2"])
    'https://www.viva.co.id/indeks?page=2'
    """
    whole, number = numbered(url)
    host = urls.authority(url)
    return next(
        (link for link in links if urls.authority(link) == host and numbered(link) == (whole, number + 1)), None
    )
