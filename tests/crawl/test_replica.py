"""Twenty hosts at once, some slow, some failing, one hanging, one with a trap: nobody waits for anybody else.

In virtual time (`virtual`): what is compared is what the crawl waited for, so a busy machine changes nothing.
`benchmarks/replica.py` does the same by the clock on the wall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from crawling import Desk, Visit, dictated
from newspapers import FAILING, HANGING, OVERWORKED, SLOW, TRAP, WELL, Newspaper, Replica, twenty

from scraper.archive import open_archive
from scraper.crawl.outcome import Outcome
from scraper.fetch import Limits

#: Of each host; the benchmark has 200.
ARTICLES = 60
LIMIT = ARTICLES + 10


@pytest.fixture(scope="module")
def papers() -> dict[str, Newspaper]:
    return {paper.id: paper for paper in twenty(ARTICLES)}


@pytest.fixture(scope="module")
def desk(papers: dict[str, Newspaper], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("replica")
    slow = {papers[name].host: seconds for name, seconds in SLOW.items()}
    with open_archive(folder / "archive.db") as archive, Replica(papers.values(), folder) as replica:
        # with 200 articles a host that hangs is given up long before the slow ones are through; so here
        yield Desk(archive, replica, slow=slow, limits=Limits(deadline_s=15))


@pytest.fixture(scope="module")
def visit(desk: Desk, papers: dict[str, Newspaper]) -> Visit:
    return desk.crawl(list(papers.values()), LIMIT)


def stored(desk: Desk, name: str) -> Counter[str]:
    """Address of every article in the archive -> how often it was kept."""
    sql = """
    SELECT a.url, count(c.id) AS n FROM articles a LEFT JOIN captures c USING (url) WHERE a.publisher = ? GROUP BY a.url
    """
    return Counter({row["url"]: row["n"] for row in desk.archive.rows(sql, name)})


def test_it_ends_when_the_pauses_let_it(desk: Desk, papers: dict[str, Newspaper], visit: Visit) -> None:
    hosts = visit.by_host()
    longest = max(dictated(hosts[papers[name].host], desk.politeness) for name in (*WELL, *SLOW))
    assert longest > 2 * ARTICLES
    assert longest - 0.001 < visit.seconds <= 1.15 * longest


def test_no_host_is_asked_twice_within_its_pause(desk: Desk, visit: Visit) -> None:
    for host, flights in visit.by_host().items():
        gaps = [later.began - earlier.began for earlier, later in pairwise(flights)]
        assert min(gaps) > desk.politeness.min_pause_s - 0.001, host
        assert all(later.began >= earlier.began + earlier.took for earlier, later in pairwise(flights)), host


@pytest.mark.parametrize("name", [*WELL, *SLOW])
def test_every_article_is_stored_once(desk: Desk, papers: dict[str, Newspaper], visit: Visit, name: str) -> None:
    assert stored(desk, name) == Counter(papers[name].urls())
    assert visit.stats.outcomes[name][Outcome.NEW] == ARTICLES


def test_what_a_failing_host_can_give_is_stored_once(desk: Desk, papers: dict[str, Newspaper], visit: Visit) -> None:
    paper = papers["detik"]
    good = {paper.path(number) for number in range(1, ARTICLES + 1) if number % OVERWORKED}
    assert stored(desk, "detik") == Counter({f"https://{paper.host}{path}": 1 for path in good})
    assert visit.stats.outcomes["detik"][Outcome.FAILED] == ARTICLES // OVERWORKED


def test_a_host_that_only_fails_or_hangs_costs_a_few_requests(papers: dict[str, Newspaper], visit: Visit) -> None:
    for name in ("merdeka", "okezone", HANGING):
        assert len(visit.by_host()[papers[name].host]) < 20
        assert visit.stats.outcomes[name][Outcome.POSTPONED] == 1


def test_a_trap_is_left_at_its_budget_with_its_true_articles(
    desk: Desk, papers: dict[str, Newspaper], visit: Visit
) -> None:
    paper = papers[TRAP]
    assert len(visit.by_host()[paper.host]) <= LIMIT + 2
    assert stored(desk, TRAP) & Counter(paper.urls()) == Counter(paper.urls())


def test_the_failing_hosts_are_named_and_the_exit_code_is_told(papers: dict[str, Newspaper], visit: Visit) -> None:
    failed = {event.publisher for event in visit.events if event.outcome in ("failed", "unreachable", "postponed")}
    assert failed == {*FAILING, HANGING}
    assert all(name in visit.summary for name in papers)
    assert visit.stats.exit_code == 1


def test_the_next_run_fetches_what_was_left_and_nothing_else(
    desk: Desk, papers: dict[str, Newspaper], visit: Visit
) -> None:
    for name in (*FAILING, HANGING):
        healed = replace(papers[name], fault=lambda _: None, hangs=lambda _: False)
        desk.replica.papers[healed.host] = healed
    desk.now += timedelta(minutes=40)
    healthy = desk.crawl([papers[name] for name in (*FAILING, HANGING)])
    assert healthy.stats.exit_code == 0, healthy.summary
    for name in (*FAILING, HANGING):
        assert set(stored(desk, name)) == papers[name].urls()
    assert desk.archive.check() == []
