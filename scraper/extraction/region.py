"""Region of an article: the province of its host, else the one that its dateline or its first paragraphs tell."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.indonesian.places import province_of_dateline, provinces_in
from scraper.models import RegionBy

#: Paragraphs that tell where a story is set.
_FIRST = 3


def region(host: str | None, dateline: str | None, paragraphs: Sequence[str]) -> tuple[str | None, RegionBy | None]:
    """The province, spelt as the archive does, and what told it; (None, None) where nothing does.

    Of the first paragraphs the province counts that is named more often than all others together.

    >>> region(None, "KUPANG, KABAR.COM", ()), region(None, None, ["Warga Ngawi dan Madiun menanam padi."])
    (('Nusa Tenggara Timur', 'dateline'), ('Jawa Timur', 'text'))
    """
    if host:
        return host, "host"
    if dateline and (told := province_of_dateline(dateline)):
        return told, "dateline"
    named = provinces_in("\n".join(paragraphs[:_FIRST]))
    most = named.most_common(1)
    if most and 2 * most[0][1] > named.total():
        return most[0][0], "text"
    return None, None
