"""The division of publishers over machines: whole, disjoint, even, and stable when a machine is added."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest

from scraper import publishers
from scraper.crawl.shard import Shard, keys_of, machine_of, sites_of
from scraper.sites.site import site_of
from scraper.template.publisher import Publisher

SITES = [site_of(f"https://kabar{number}.example/") for number in range(3000)]


def machines(chosen: list[Publisher], count: int) -> dict[str, int]:
    """The machine of each publisher."""
    shares = {number: Shard(number, count).own(chosen) for number in range(1, count + 1)}
    return {each.id: number for number, share in shares.items() for each in share}


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_publisher_has_exactly_one_machine(count: int) -> None:
    chosen = [*publishers.everyone().values(), *SITES[:100]]
    shares = [Shard(number, count).own(chosen) for number in range(1, count + 1)]
    assert Counter(each.id for share in shares for each in share) == Counter(each.id for each in chosen)


def test_one_of_one_is_everything_in_its_order() -> None:
    assert Shard(1, 1).own(SITES) == SITES


def test_a_machine_more_takes_its_share_and_moves_nothing_else() -> None:
    before, after = machines(SITES, 5), machines(SITES, 6)
    moved = {name for name in before if before[name] != after[name]}
    assert {after[name] for name in moved} == {6}
    assert 0.14 < len(moved) / len(SITES) < 0.19  # a sixth


def test_shares_are_even() -> None:
    counts = Counter(machines(SITES, 5).values())
    assert max(counts.values()) < 1.1 * min(counts.values())


def test_a_registrable_host_has_one_machine() -> None:
    """Publishers that share one, directly or by a third, stay together in whatever order they are named."""
    last, first, other = (site_of(f"https://{name}.example/") for name in ("warta", "berita", "kabar"))
    joins = replace(site_of("https://zona.example/"), hosts=("zona.example", "m.warta.example", "m.berita.example"))
    together = dict.fromkeys((last.id, first.id, joins.id), "berita.example")
    for order in permutations([last, first, other, joins]):
        assert keys_of(order) == {**together, other.id: "kabar.example"}


def test_no_host_of_a_known_publisher_is_asked_by_two_machines() -> None:
    everyone = list(publishers.everyone().values())
    of_publisher = machines(everyone, 7)
    machines_of_host: dict[str, set[int]] = {}
    for each in everyone:
        for host in sites_of(each):
            machines_of_host.setdefault(host, set()).add(of_publisher[each.id])
    assert {len(found) for found in machines_of_host.values()} == {1}


def test_the_division_is_the_same_on_every_machine_and_in_every_version() -> None:
    assert [machine_of(f"kabar{number}.example", 5) for number in range(8)] == [4, 2, 4, 5, 5, 5, 2, 2]
