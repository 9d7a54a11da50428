"""The tags of an article: the links behind their label, or those that lead to a tag's page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.generic.column import frame
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text_index import sheet_of
from scraper.html.page import SUBHEADS, Node, Page, text_of

_TAGS = re.compile(
    r"\s*(?:#\s*)?(?:tags?(?: terkait)?|topik(?: (?:berita )?terkait)?|kata kunci|tagar|label|topics?)\s*:?\s*",
    re.IGNORECASE,
)
_TAG_HINTS = ("tag", "topi", "kata kunci", "label")
#: Links that may lead to a tag's page: Lexbor takes twice the time to look for all that do.
_TAG_LINKS = "a:is([rel~=tag], [href*='/tag'], [href*='/topi'])"
_TAG_PAGE = re.compile(r"/(?:tags?|topi[ck])/")
#: Elements around headline and text in which links to tags are looked for.
_WIDER = 2
#: Characters of the longest tag.
_LONGEST_TAG = 60


def tags(page: Page) -> tuple[str, ...]:
    """The tags behind the article's text."""
    sheet = page.once(sheet_of)
    labels = [place for place in sheet.find(_TAG_HINTS, longest=40) if _TAGS.fullmatch(sheet.texts[place])]
    if not labels and page.select_first(_TAG_LINKS, page.root) is None:
        return ()  # before anything looks for the text
    text = page.once(container)
    first = text.last if text else 0
    for place in labels:
        if place >= first and (found := list(_tags_below(sheet.nodes[place]))):
            return tuple(dict.fromkeys(found))
    head = page.once(printed_headline)
    return tuple(dict.fromkeys(_marked_tags(page, first))) or tuple(
        dict.fromkeys(_marked_tags(page, head[1] if head else first))
    )


def _marked_tags(page: Page, first: int) -> Iterator[str]:
    """The links behind a place that lead to a tag's page and stand together."""
    sheet, group = page.once(sheet_of), None
    column = page.once(frame).both[:_WIDER]
    for node in page.select(_TAG_LINKS, column[-1]) if column else ():
        above = node.parent.parent if node.parent is not None else None
        if above is None or group not in (None, above.mem_id) or not _leads_to_tag(node):
            continue
        if (sheet.first_in(node) or 0) > first:
            group = above.mem_id
            yield text_of(node).lstrip("# ")


def _leads_to_tag(link: Node) -> bool:
    attributes = link.attributes
    relations = (attributes.get("rel") or "").split()
    if "tag" in relations:
        return True
    found = _TAG_PAGE.search(attributes.get("href") or "")
    return found is not None


def _tags_below(label: Node) -> Iterator[str]:
    """The links behind a label: those beside it, or those in the first elements of one kind behind what holds it."""
    node: Node | None = label
    while node is not None and node.tag != "body":
        if found := _links_behind(node):
            yield from found
            return
        node = node.parent


def _links_behind(label: Node) -> list[str]:
    found: list[str] = []
    tag, node = None, label.next
    while node is not None and not (found and _is_heading(node)):
        if node.tag and node.tag[0] not in "-!" and tag in (None, node.tag):
            links = _tags_in(node)
            found += links
            tag = node.tag if links else tag
        node = node.next
    return found


def _is_heading(node: Node) -> bool:
    return node.tag in SUBHEADS and node.css_first("a[href]") is None


def _tags_in(node: Node) -> list[str]:
    """The words of a link, or of the links in an element, where they are short enough for tags."""
    found: list[str] = []
    links = [node] if node.tag == "a" else node.css("a[href]")
    for link in links:
        words = text_of(link).strip("#, ")
        if 0 < len(words) < _LONGEST_TAG:
            found.append(words)
    return found
