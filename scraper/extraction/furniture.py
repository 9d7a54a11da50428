"""Furniture: lines that stand on many pages of a layout word for word, and so are no part of any article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from scraper.extraction.generic.text_index import plain
from scraper.models import Byline, Photo


@dataclass(frozen=True)
class Furniture:
    """Lines to leave out wherever they are all of a paragraph, of a caption or of a name."""

    lines: tuple[str, ...]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(plain, self.lines))

    def holds(self, text: str) -> bool:
        """Whether a text is such a line, whatever its capitals and marks."""
        return plain(text) in self._known

    def out_of_text(self, paragraphs: Iterable[str]) -> tuple[str, ...]:
        """The paragraphs that are none."""
        return tuple(line for line in paragraphs if not self.holds(line))

    def out_of_photos(self, photos: Iterable[Photo]) -> tuple[Photo, ...]:
        """The photos, without captions that are such lines."""
        return tuple(map(self._with_own_words, photos))

    def _with_own_words(self, photo: Photo) -> Photo:
        is_furniture = photo.caption is not None and self.holds(photo.caption)
        return replace(photo, caption=None) if is_furniture else photo

    def out_of_names(self, people: Iterable[Byline]) -> tuple[Byline, ...]:
        """The people whose names are none."""
        return tuple(person for person in people if not self.holds(person.name))
