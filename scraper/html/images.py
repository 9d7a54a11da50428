"""Addresses of images where `src` has none: lazy attributes of any name, `srcset`, the sources of a `<picture>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.html.dom import Node

_FILE = re.compile(r"^(?:https?:)?/[^\s,]*\.(?:jpe?g|png|webp|avif)(?:[?#]\S*)?$|^https?://\S+$", re.IGNORECASE)
#: Between two candidates of a srcset (HTML standard 4.8.4.2); an address may hold commas.
_NEXT = re.compile(r",\s")


def other_addresses(image: Node) -> Iterator[str]:
    """Addresses that an image has beside those in the attributes that everybody knows, the likeliest first."""
    attributes = image.attributes
    lazy = (value for name, value in attributes.items() if name.startswith("data-") and value)
    yield from (value.strip() for value in lazy if _FILE.match(value.strip()))
    sets = [attributes.get("srcset"), attributes.get("data-srcset")]
    parent = image.parent
    if parent is not None and parent.tag == "picture":
        sets += [source.attributes.get(name) for source in parent.css("source") for name in ("srcset", "data-srcset")]
    yield from (largest for each in sets if each and (largest := largest_of(each)))


def largest_of(srcset: str) -> str | None:
    """The address of the largest candidate of a srcset; None where there is none.

    >>> largest_of("/kecil.jpg 320w, /besar.jpg 1200w")
    '/besar.jpg'
    """
    found = [_candidate(part.split()) for part in _NEXT.split(srcset) if part.strip()]
    real = [each for each in found if not each[1].startswith("data:")]
    return max(real, key=lambda each: each[0])[1] if real else None


def _candidate(words: list[str]) -> tuple[float, str]:
    """Width or density and address of a candidate; 1 where it tells neither or none that is a number."""
    size = words[1][:-1] if len(words) > 1 else ""
    return float(size) if size.isdecimal() else 1.0, words[0].rstrip(",")
