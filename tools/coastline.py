"""The coast of Indonesia under the map of provinces, from Natural Earth (public domain), 1:50 million.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/coastline.py package/countries-50m.json

writes scraper/web/coast.txt, the path of an SVG in the pixels of `scraper.web.charts`; islands under four are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from scraper.web.charts import on_map  # noqa: E402 - the package of this checkout

#: Indonesia, as ISO 3166-1 numbers it.
COUNTRY = "360"
#: Square pixels of the smallest island that is drawn; pixels that a line may be off.
SMALLEST, OFF = 4.0, 0.7

Point = tuple[float, float]


def arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    """The lines of a TopoJSON file (version 1.0, section 2.1.3) in pixels of the map."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for arc in atlas["arcs"]:
        x, y, line = 0, 0, []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append(on_map(x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def ring(numbers: Sequence[int], lines: list[list[Point]]) -> list[Point]:
    """A closed line of several; a negative number is one that is walked backwards."""
    points: list[Point] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += line[1:] if points else line
    return points


def area(points: Sequence[Point]) -> float:
    """Square pixels within a closed line."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))) / 2


def simpler(points: Sequence[Point]) -> list[Point]:
    """The points that matter (Douglas and Peucker, 1973)."""
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    farthest, off = 0, 0.0
    for place, (x, y) in enumerate(points[1:-1], start=1):
        away = ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        distance = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else away
        if distance > off:
            farthest, off = place, distance
    if off < OFF:
        return [points[0], points[-1]]
    return simpler(points[: farthest + 1])[:-1] + simpler(points[farthest:])


def path(points: Sequence[Point]) -> str:
    """A closed line as SVG draws it."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [f"{b[0] - a[0]},{b[1] - a[1]}" for a, b in pairwise(whole) if a != b]
    return f"M{whole[0][0]},{whole[0][1]}l{' '.join(steps)}z"


def main() -> None:
    """Write the file."""
    atlas = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    (country,) = (each for each in atlas["objects"]["countries"]["geometries"] if each.get("id") == COUNTRY)
    lines = arcs(atlas)
    islands = [ring(polygon[0], lines) for polygon in country["arcs"]]
    drawn = [path(simpler(island)) for island in islands if area(island) >= SMALLEST]
    (ROOT / "scraper" / "web" / "coast.txt").write_text("\n".join(drawn) + "\n", "utf-8")


if __name__ == "__main__":
    main()
