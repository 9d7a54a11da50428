"""An edit as it is read on a terminal, word by word: in colour, or in marks where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.text import Text

from scraper.store.diff import Change
from scraper.store.edits import Edit, is_changed, shortened

#: Kind of a change -> its style, and the marks that stand for it without colour.
STYLES = {"same": "", "gone": "red strike", "new": "green"}
MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}

#: What could steer a terminal; lines and tabs may stay.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def changed_fields(found: Edit, *, colour: bool) -> Iterator[Text]:
    """Each field that differs under its name; paragraphs that nothing touched are only counted."""
    for field, changes in found.items():
        if is_changed(changes):
            yield Text(f"{field}:", style="dim" if colour else "")
            yield marked(shortened(changes), colour=colour)


def marked(changes: Sequence[Change], *, colour: bool) -> Text:
    """One field, what went and what came told apart.

    >>> marked([Change("gone", "Dua"), Change("new", "Tiga"), Change("same", " rumah.")], colour=False).plain
    '[-Dua-]{+Tiga+} rumah.'
    """
    text = Text()
    for change in changes:
        shown = _STEERING.sub("\ufffd", change.text)
        opened, closed = ("", "") if colour else MARKS[change.kind]
        text.append(f"{opened}{shown}{closed}", style=STYLES[change.kind] if colour else "")
    return text
