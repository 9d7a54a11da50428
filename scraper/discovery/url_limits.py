"""How many URLs a list, a part of a site and a host may add before they count as a trap. Pure.

What is followed is always an article's or a list's address of a known publisher. A calendar without end, a session
id in each link, a shop's filters can still make more of those than there are stories (crawler4j #31, yoko-crawler #54).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from scraper import urls

#: URLs that may wait for their first look: found on one list, below one first step of a path, on one host. The
#: largest news hosts at hand print 533 links on a page; a national newsroom writes some 1,000 stories a day.
PER_LIST, PER_PREFIX, PER_HOST = 2_000, 10_000, 30_000
#: After this many looks below a prefix without one article nothing more is taken from there.
FRUITLESS = 50
#: A path that repeats a step this often, or has this many, leads in a circle.
REPEATS, STEPS = 3, 16


def prefix(url: str) -> str:
    """The part of a site that a canonical URL belongs to: its host, and the first step where there are more.

    >>> prefix("https://www.tribunnews.com/regional/2024/01/31/x"), prefix("https://metrobali.com/pasar-dibuka/")
    ('https://www.tribunnews.com/regional/', 'https://metrobali.com/')
    """
    first, rest = urls.path(url)[1:].partition("/")[::2]
    return f"{url[: url.index('/', 8)]}/{f'{first}/' if rest else ''}"


def leads_in_a_circle(url: str) -> bool:
    """Whether a path repeats itself, as relative links that are resolved wrongly do. Numbers may: /11/11/11/.

    >>> leads_in_a_circle("https://contoh.id/a/b/a/b/a/b"), leads_in_a_circle("https://contoh.id/read/11/11/11/x")
    (True, False)
    """
    steps = [step for step in urls.path(url).split("/") if step]
    repeated = Counter(step for step in steps if not step.isdecimal())
    return len(steps) > STEPS or max(repeated.values(), default=0) >= REPEATS


def admitted(
    found: Iterable[str], *, waiting: Callable[[str], int], is_fruitless: Callable[[str], bool]
) -> tuple[list[str], list[str]]:
    """Of URLs that nobody knew the ones that are within the budgets, and a line for each budget that is spent.

    `waiting` gives how many URLs that begin so wait for their first look, `is_fruitless` whether `FRUITLESS` looks
    at such URLs have found no article.
    """
    taken: list[str] = []
    left: Counter[str] = Counter()
    room: dict[str, int] = {}
    for number, url in enumerate(found):
        reason = _refusal(url, number, room, waiting, is_fruitless)
        if reason is None:
            taken.append(url)
            for part in (_host(url), prefix(url)):
                room[part] -= 1
        else:
            left[reason] += 1
    return taken, [f"{reason}: {number:,} URLs left out" for reason, number in left.items()]


def _refusal(
    url: str, number: int, room: dict[str, int], waiting: Callable[[str], int], is_fruitless: Callable[[str], bool]
) -> str | None:
    if number >= PER_LIST:
        return f"a list may add {PER_LIST:,}"
    if leads_in_a_circle(url):
        return "paths that lead in a circle"
    for part, budget in ((_host(url), PER_HOST), (prefix(url), PER_PREFIX)):
        if part not in room:
            room[part] = budget - waiting(part)
        if room[part] <= 0:
            return f"{part} may have {budget:,} waiting"
    if is_fruitless(prefix(url)):
        return f"{prefix(url)} had no article in {FRUITLESS} looks"
    return None


def _host(url: str) -> str:
    return url[: url.index("/", 8) + 1]
