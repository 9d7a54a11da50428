"""Atom feeds (RFC 4287) of what a page lists. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
#: What XML 1.0 (section 2.2) cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """One line of a feed. Times are UTC, as stored; `url` is absolute and names the entry for ever."""

    url: str
    title: str
    updated_at: str
    author: str
    summary: str = ""


def atom(title: str, address: str, page: str, entries: Iterable[Entry], language: str) -> bytes:
    """A feed as it is sent; `address` is its own, `page` that of the page that it is of."""
    ET.register_namespace("", _ATOM)
    listed = list(entries)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _text(feed, "id", address)
    _text(feed, "title", title)
    _text(feed, "updated", max((entry.updated_at for entry in listed), default="1970-01-01T00:00:00Z"))
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "self", "type": "application/atom+xml", "href": address})
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": page})
    _text(feed, "generator", "arsip-berita")
    for entry in listed:
        item = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(item, "id", entry.url)
        _text(item, "title", entry.title)
        _text(item, "updated", entry.updated_at)
        ET.SubElement(item, f"{{{_ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": entry.url})
        _text(ET.SubElement(item, f"{{{_ATOM}}}author"), "name", entry.author)
        if entry.summary:
            _text(item, "summary", entry.summary)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = _NO_XML.sub("\ufffd", text)
