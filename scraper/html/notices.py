"""Site notices: what a page prints for its site, outside of any article and of its readers' comments. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper import urls
from scraper.html.dom import text_of
from scraper.html.page import Node, Page

#: Words of a class or id by which sites name the places of their notices.
_NOTICE = re.compile(
    r"(?:^|[\s_-])(?:foot|footer|bottom|copyright|colophon|disclaimer|legal|notice|terms|alert)(?:$|[\s_-])"
)
#: Words by which they name articles, and what readers write.
_CONTENT = re.compile(
    r"(?:^|[\s_-])(?:comments?|komentar|disqus|respond|article|artikel|articlebody|post|entry|story|detail|content|konten|read)"
    r"(?:$|[\s_-])"
)
_CONTENT_TAGS = frozenset({"article", "blockquote"})
#: Words of the last part of an address of a page of terms; all of them must be of these.
_TERMS = frozenset(
    "syarat ketentuan dan penggunaan layanan umum terms of use service and conditions pedoman media siber disclaimer"
    " kebijakan privasi privacy policy tos legal hak cipta copyright".split()
)


def site_notices(page: Page) -> str:
    """The text of a page's notices, such as its footer; all of it where the page is one of terms."""
    if is_terms(page.url):
        return text_of(page.root)
    return "\n".join(_without_content(node) for node in _notices(page))


def is_terms(url: str) -> bool:
    """Whether an address is that of a page of terms.

    >>> [is_terms(f"https://kabar.example{path}") for path in ("/syarat-dan-ketentuan", "/kebijakan-baru-bupati", "/")]
    [True, False, False]
    """
    name = urls.path(url).rstrip("/").rpartition("/")[2]
    stem = name.partition(".")[0].lower()
    words = re.findall(r"[^-_+]+", stem)
    return bool(words) and _TERMS.issuperset(words)


def _notices(page: Page) -> Iterator[Node]:
    for node in page.root.css("footer, [class], [id]"):
        if _is_notice(node) and not _is_within_content(node):
            yield node


def _without_content(notice: Node) -> str:
    """The text of a notice; articles and comments are listed in footers, too."""
    content = [node.mem_id for node in notice.css("*") if _is_content(node)]
    return text_of(notice, skip=frozenset(content))


def _is_notice(node: Node) -> bool:
    return node.tag == "footer" or _NOTICE.search(_names(node)) is not None


def _is_content(node: Node) -> bool:
    return node.tag in _CONTENT_TAGS or _CONTENT.search(_names(node)) is not None


def _is_within_content(node: Node) -> bool:
    return _is_content(node) or any(map(_is_content, _around(node)))


def _around(node: Node) -> Iterator[Node]:
    """The elements around a node, without the page itself; pages name themselves after what they show."""
    above = node.parent
    while above is not None and above.tag not in ("body", "html"):
        yield above
        above = above.parent


def _names(node: Node) -> str:
    attributes = node.attributes
    classes = attributes.get("class") or ""
    identifier = attributes.get("id") or ""
    return f"{classes} {identifier}".lower()
