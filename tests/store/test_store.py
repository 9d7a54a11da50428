"""What the readings promise: no lie, no false edit, nothing lost, and twice the same is the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.archive import Archive, open_archive
from scraper.cli.commands.watch import listed
from scraper.errors import UnknownPublisher
from scraper.indonesian.time_zones import WIB, WITA
from scraper.models import Article, Byline, Capture, Link, Person, Photo, PopularEntry, Problem, Quote
from scraper.store.store import Saved, Store
from scraper.template.publisher import Publisher

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
URL = "https://kabar.example/read/1/"
KABAR = Publisher(id="kabar", name="Kabar", region="Bali", zone=WITA, hosts=("kabar.example",), article=r"/read/(\d+)/")

STORY = Article(
    url=URL,
    publisher="kabar",
    headline="Pasar Senen dibuka kembali",
    published_at=datetime(2026, 11, 23, 0, 30, tzinfo=WIB),
    published_raw="Senin, 23 November 2026 00:30 WIB",
    tags=("pasar", "Senen"),
    views=10,
    bylines=(Byline("Sari Dewi", "reporter"), Byline("Made Putra", "editor")),
    photos=(Photo("https://kabar.example/1.jpg", "Pasar", "Istimewa"), Photo("https://kabar.example/2.jpg")),
    paragraphs=("Pasar dibuka kembali hari ini.", "“Kami siap”, kata Budi."),
    quotes=(Quote("Kami siap", "Budi", "Budi", "kata", "direct", 1, 33, 42, confidence=0.9),),
    people=(Person("Budi", "Pedagang", None, ("Budi", "dia")),),
    links=(Link("related", "https://kabar.example/read/2/", "Lain"),),
    popular=(PopularEntry("Terpopuler", 1, "https://kabar.example/read/2/", "Lain", 99),),
    found_by={"headline": "css('h1')"},
)
EDITED = replace(STORY, headline="Pasar Senen ditutup lagi", quotes=())
#: The story without its second page, and without its second and third.
PARTLY = tuple(
    replace(
        STORY,
        paragraphs=STORY.paragraphs[:pages_read],
        quotes=(),
        pages=3,
        pages_read=pages_read,
        problems=(Problem("paragraphs", "incomplete", "?page=3: status 500"),),
    )
    for pages_read in (2, 1)
)
BROKEN = replace(
    STORY, headline=None, paragraphs=(), quotes=(), problems=(Problem("headline", "missing", "css('h1')"),)
)


@dataclass
class Desk:
    """An archive, its store and what its captures will be read as."""

    archive: Archive
    store: Store
    readings: dict[int, Article | str] = field(default_factory=dict)

    def keep(self, url: str = URL) -> int:
        """Keep one more answer, an hour later than the one before."""
        at = NOON + timedelta(hours=len(self.readings))
        answer = Capture(url, url, at, 200, "text/html", None, (), str(len(self.readings)).encode())
        key = self.archive.keep(answer, kind="article", publisher="kabar", run=None)
        self.readings[key] = "error"
        return key

    def see(self, article: Article = STORY) -> Saved:
        """Keep one more answer and read it as this article."""
        key = self.keep(article.url)
        self.readings[key] = article
        return self.store.save(key, article)

    def read_again(self) -> None:
        """What `scrape parse` does."""
        for key in chain.from_iterable(self.archive.unread(problems=True)):
            reading = self.readings[key]
            if isinstance(reading, Article):
                self.store.save(key, reading)
            else:
                self.store.set_aside(key, reading, (Problem("page", reading, ""),))

    def read_all_again(self) -> None:
        """What `scrape parse --all` does."""
        self.store.forget_readings()
        self.read_again()

    def dump(self) -> list[str]:
        return list(self.archive.db.conn.iterdump())

    def one(self, sql: str) -> Any:
        """The only value that a query finds."""
        return next(iter(self.archive.rows(sql)[0].values()))

    def all(self, sql: str) -> list[Any]:
        """The first column of all that a query finds."""
        return [next(iter(row.values())) for row in self.archive.rows(sql)]

    def wordings(self) -> list[str | None]:
        return self.all("SELECT headline FROM revisions ORDER BY article, number")

    def found(self, word: str) -> list[int]:
        """Articles that a search finds."""
        return self.all(f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH '{word}'")

    def quoted(self, word: str) -> list[int]:
        """Quotations that a search finds."""
        return self.all(f"SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH '{word}'")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_archive(tmp_path / "archive.db") as archive:
        store = Store(archive)
        store.publisher(KABAR)
        yield Desk(archive, store)
        assert archive.check() == []


# One article, one record


def test_an_article_is_stored_with_all_its_parts(desk: Desk) -> None:
    assert desk.see() == Saved(1, "new")
    stored = desk.store.article(1)
    assert stored["published_at"] == "2026-11-22T17:30:00Z"
    assert (stored["published_on"], stored["zone"]) == ("2026-11-23", "+07:00")
    assert (stored["tags"], stored["found_by"]) == ('["pasar", "Senen"]', '{"headline": "css(\'h1\')"}')
    assert (stored["body"], stored["words"], stored["state"]) == (STORY.body, 9, "live")
    assert [(b["position"], b["role"], b["name"]) for b in stored["bylines"]] == [
        (1, "reporter", "Sari Dewi"),
        (2, "editor", "Made Putra"),
    ]
    assert [photo["credit"] for photo in stored["photos"]] == ["Istimewa", None]
    assert (stored["quotes"][0]["start"], stored["quotes"][0]["end"]) == (33, 42)
    assert stored["people"][0]["mentions"] == '["Budi", "dia"]'
    assert stored["popular_entries"][0]["rank"] == 1
    assert [revision["number"] for revision in stored["revisions"]] == [1]


def test_a_number_survives_every_new_reading(desk: Desk) -> None:
    desk.see()
    desk.see(replace(STORY, url="https://kabar.example/read/2/"))
    assert desk.see(EDITED) == Saved(1, "changed")
    desk.read_all_again()
    assert desk.all("SELECT url FROM articles ORDER BY id") == [URL, "https://kabar.example/read/2/"]


def test_parts_follow_the_newest_reading(desk: Desk) -> None:
    desk.see()
    desk.see(replace(STORY, url="https://kabar.example/read/2/"))
    desk.see(replace(STORY, bylines=(Byline("Sari Dewi", "editor"), *STORY.bylines[1:])))
    assert desk.all("SELECT id FROM bylines WHERE article = 1") == [1, 2]
    desk.see(replace(STORY, bylines=STORY.bylines[:1], photos=(), tags=()))
    assert desk.archive.rows("SELECT id, role FROM bylines WHERE article = 1") == [{"id": 1, "role": "reporter"}]
    assert desk.all("SELECT id FROM photos WHERE article = 1") == []


def test_search_follows_the_words(desk: Desk) -> None:
    desk.see()
    assert desk.found("dibuka") == desk.found("siap") == desk.quoted("siap") == [1]
    desk.see(replace(STORY, quotes=(replace(STORY.quotes[0], text="Kami libur"),)))
    assert (desk.quoted("siap"), desk.quoted("libur")) == ([], [1])
    desk.see(replace(EDITED, paragraphs=("Pasar sepi.",)))
    assert (desk.found("dibuka"), desk.found("ditutup"), desk.found("siap")) == ([], [1], [])
    assert desk.quoted("libur") == []


def test_a_search_finds_other_forms_of_its_words_and_phrases_as_they_are_written(desk: Desk) -> None:
    planting = replace(STORY, paragraphs=("Warga menanam bakau di tepi sungai.",))
    desk.see(planting)

    def found(words: str) -> list[str]:
        listing = listed(desk.archive, "search", {"q": words}, "match")
        return [row["passage"] for row in listing]

    assert found("penanaman") == ["Warga ⟦menanam⟧ bakau di tepi sungai."]
    assert found("bakau ditanam") == ["Warga menanam ⟦bakau⟧ di tepi sungai."]
    assert found('"tanam"') == found('"penanaman"') == found("-menanam bakau") == found("penanam*") == []
    assert found('"menanam bakau"') == ["Warga ⟦menanam bakau⟧ di tepi sungai."]
    desk.see(replace(planting, paragraphs=("Warga menebang bakau di tepi sungai.",)))
    assert found("penanaman") == []
    assert found("penebangan") == ["Warga ⟦menebang⟧ bakau di tepi sungai."]


def test_an_archive_without_stems_has_them_when_it_was_read_again(desk: Desk) -> None:
    desk.see(replace(STORY, paragraphs=("Warga menanam bakau di tepi sungai.",)))
    desk.archive.rows("UPDATE articles SET stems = NULL")
    assert listed(desk.archive, "search", {"q": "penanaman"}, "match") == []
    desk.read_all_again()
    assert len(listed(desk.archive, "search", {"q": "penanaman"}, "match")) == 1


def test_an_article_of_nobody_known_is_not_stored(desk: Desk) -> None:
    key = desk.keep()
    with pytest.raises(UnknownPublisher):
        desk.store.save(key, replace(STORY, publisher=None))
    assert desk.store.counts()["articles"] == 0


def test_a_publisher_may_be_told_again(desk: Desk) -> None:
    desk.see()
    desk.store.publisher(replace(KABAR, name="Kabar Bali"))
    assert desk.archive.rows("SELECT * FROM publishers") == [
        {"id": "kabar", "name": "Kabar Bali", "region": "Bali", "zone": "+08:00", "home": "https://kabar.example/"}
    ]


def test_an_article_is_found_by_number_url_and_other_urls(desk: Desk) -> None:
    other = desk.keep("https://m.kabar.example/read/1/")
    desk.store.save(other, STORY)
    for which in (1, "1", URL, "https://m.kabar.example/read/1/"):
        row = desk.store.find(which)
        assert row is not None
        assert row["url"] == URL
    for which in (2, "2", 2**63, "https://kabar.example/read/2/", "\ud800"):
        assert desk.store.find(which) is None
    with pytest.raises(KeyError):
        desk.store.article(2)


# Edits


def test_each_wording_is_kept_in_its_time(desk: Desk) -> None:
    outcomes = [desk.see(article).outcome for article in (STORY, STORY, EDITED, EDITED, STORY)]
    assert outcomes == ["new", "same", "changed", "same", "changed"]
    assert desk.wordings() == [STORY.headline, EDITED.headline, STORY.headline]
    assert desk.archive.rows("SELECT first_capture, last_capture FROM revisions ORDER BY number") == [
        {"first_capture": 1, "last_capture": 2},
        {"first_capture": 3, "last_capture": 4},
        {"first_capture": 5, "last_capture": 5},
    ]
    assert desk.one("SELECT edits FROM rewritten") == 2


def test_views_lists_and_links_are_counted_and_are_no_edit(desk: Desk) -> None:
    desk.see()
    later = replace(
        STORY,
        views=25,
        popular=(*STORY.popular, replace(STORY.popular[0], rank=2)),
        links=(),
        headline="Pasar Senen  dibuka\u00a0kembali",
    )
    assert desk.see(later).outcome == "same"
    assert desk.see(replace(STORY, views=None)).outcome == "same"
    assert desk.all("SELECT views FROM view_counts ORDER BY capture") == [10, 25]
    assert desk.all("SELECT count(*) FROM popular_lists GROUP BY capture") == [1, 2, 1]
    assert desk.one("SELECT views FROM articles") == 25
    assert len(desk.wordings()) == 1


def test_a_story_that_was_cut_is_an_edit(desk: Desk) -> None:
    desk.see()
    assert desk.see(replace(STORY, paragraphs=("Batal.",), quotes=())).outcome == "changed"
    assert desk.one("SELECT body FROM articles") == "Batal."


# No lie


def test_a_worse_reading_never_takes_the_place_of_a_better_one(desk: Desk) -> None:
    desk.see()
    before = desk.archive.rows("SELECT * FROM articles, bylines, quotes")
    assert desk.see(replace(BROKEN, views=None)) == Saved(1, "worse")
    assert desk.archive.rows("SELECT * FROM articles, bylines, quotes") == before
    assert desk.all("SELECT outcome FROM readings ORDER BY capture") == ["article", "worse"]
    assert desk.all("SELECT capture FROM problems") == [2]
    assert desk.wordings() == [STORY.headline]


def test_what_a_worse_reading_counts_is_counted(desk: Desk) -> None:
    desk.see()
    desk.see(replace(BROKEN, views=70))
    assert desk.one("SELECT views FROM articles") == 70
    assert desk.all("SELECT capture FROM popular_lists") == [1, 2]


def test_a_first_reading_is_stored_however_bad_and_mended_by_a_better_one(desk: Desk) -> None:
    assert desk.see(BROKEN).outcome == "new"
    assert desk.see(STORY).outcome == "changed"
    assert desk.one("SELECT headline FROM articles") == STORY.headline


def test_a_rule_that_broke_takes_nothing_from_what_it_read_before(desk: Desk) -> None:
    desk.see()
    before = desk.archive.rows("SELECT * FROM articles, revisions")
    desk.readings[1] = BROKEN
    for _ in range(2):
        desk.read_all_again()
        assert desk.archive.rows("SELECT * FROM articles, revisions") == before
        assert desk.one("SELECT outcome FROM readings") == "worse"
    desk.readings[1] = EDITED
    desk.read_again()
    assert desk.one("SELECT headline FROM articles") == EDITED.headline
    assert desk.wordings() == [EDITED.headline]


@pytest.mark.parametrize("outcome", ["error", "hostile"])
def test_an_error_of_ours_takes_nothing_back(desk: Desk, outcome: str) -> None:
    desk.see()
    desk.readings[1] = outcome
    desk.read_all_again()
    assert desk.one("SELECT headline FROM articles") == STORY.headline
    assert desk.one("SELECT kind FROM problems") == outcome
    assert list(chain.from_iterable(desk.archive.unread(problems=True))) == [1]


def test_a_capture_that_is_no_article_after_all_gives_way_to_the_one_before(desk: Desk) -> None:
    desk.see()
    desk.see(EDITED)
    desk.readings[2] = "not_article"
    desk.read_all_again()
    assert desk.one("SELECT headline FROM articles") == STORY.headline
    assert desk.wordings() == [STORY.headline]
    assert desk.all("SELECT capture FROM view_counts") == [1]


def test_an_article_that_no_capture_shows_is_none(desk: Desk) -> None:
    desk.see()
    desk.see(BROKEN)
    desk.readings = dict.fromkeys(desk.readings, "not_article")
    desk.read_all_again()
    assert desk.store.counts() == {"articles": 0, "captures": 2, "revisions": 0, "quotes": 0, "problems": 2}
    assert desk.found("pasar") == []


def test_what_was_worse_than_nothing_is_the_first_reading(desk: Desk) -> None:
    desk.see()
    desk.see(replace(BROKEN, problems=()))
    desk.store.set_aside(1, "not_article")
    desk.readings[1] = "not_article"
    desk.read_again()
    assert desk.all("SELECT outcome FROM readings ORDER BY capture") == ["not_article", "article"]
    assert desk.one("SELECT body FROM articles") == ""


def test_a_capture_that_turns_out_to_be_another_article_moves(desk: Desk) -> None:
    desk.see()
    desk.see(EDITED)
    other = replace(EDITED, url="https://kabar.example/read/7/")
    desk.readings[2] = other
    desk.read_all_again()
    assert desk.archive.rows("SELECT url, headline FROM articles ORDER BY id") == [
        {"url": URL, "headline": STORY.headline},
        {"url": other.url, "headline": other.headline},
    ]
    assert desk.wordings() == [STORY.headline, EDITED.headline]


# Where it went


def test_an_article_is_seen_again_when_its_server_says_that_nothing_changed(desk: Desk) -> None:
    key = desk.see()
    number = desk.one("SELECT capture FROM articles")
    desk.archive.not_modified(number, NOON + timedelta(days=3), None)
    desk.store.seen_again(number)
    assert desk.one("SELECT last_seen_at FROM articles") == "2026-11-26T05:00:00Z"
    before = desk.dump()
    desk.read_all_again()
    assert desk.dump() == before
    assert key.outcome == "new"


def test_a_vanished_article_keeps_its_text_and_a_later_capture_revives_it(desk: Desk) -> None:
    desk.see()
    missing = desk.keep()
    desk.readings[missing] = "gone"
    desk.store.set_aside(missing, "gone")
    assert desk.one("SELECT state FROM articles") == "live"
    assert desk.store.vanished(URL, "gone", missing)
    desk.read_all_again()
    assert desk.archive.rows("SELECT state, body FROM articles") == [{"state": "gone", "body": STORY.body}]
    assert desk.one("SELECT last_seen_at FROM vanished") == "2026-11-23T05:00:00Z"
    desk.see()
    assert desk.one("SELECT state FROM articles") == "live"


def test_nothing_vanishes_that_was_never_there(desk: Desk) -> None:
    assert not desk.store.vanished(URL, "moved", desk.keep())


def test_an_index_keeps_its_most_read_list(desk: Desk) -> None:
    key = desk.keep()
    desk.store.set_aside(key, "index", popular=STORY.popular)
    assert desk.one("SELECT title FROM popularity") == "Lain"


# Again


SERIES = [STORY, BROKEN, STORY, EDITED, replace(EDITED, views=88), BROKEN, STORY]


def test_reading_everything_again_changes_nothing(desk: Desk) -> None:
    for n, article in enumerate(SERIES * 2):
        desk.see(replace(article, url=f"https://kabar.example/read/{n % 2}/"))
    desk.readings[desk.keep()] = "not_article"
    desk.read_again()
    before = desk.dump()
    for _ in range(2):
        desk.read_all_again()
        assert desk.dump() == before


def test_a_reading_of_everything_that_is_cut_off_goes_on_later(desk: Desk) -> None:
    for article in SERIES:
        desk.see(article)
    before = desk.dump()
    desk.store.forget_readings()
    for key in next(desk.archive.unread(problems=True))[:3]:
        reading = desk.readings[key]
        assert isinstance(reading, Article)
        desk.store.save(key, reading)
    desk.read_again()
    assert desk.dump() == before


def test_everything_is_read_again_article_by_article(desk: Desk) -> None:
    for number in (1, 2, 1, 2):
        desk.see(replace(STORY, url=f"https://kabar.example/read/{number}/"))
    waiting = desk.keep()
    desk.store.forget_readings()
    assert list(next(desk.archive.unread(problems=True))) == [waiting, 1, 3, 2, 4]
    # nobody reads them, and still it ends
    assert len(list(chain.from_iterable(desk.archive.unread(problems=True)))) == 10


def test_a_finer_reading_of_the_same_words_is_no_edit_and_is_shown(desk: Desk) -> None:
    desk.see(replace(STORY, headline="Pasar  Senen dibuka kembali"))
    desk.see()
    desk.readings[1] = STORY
    assert desk.wordings() == ["Pasar  Senen dibuka kembali"]
    desk.read_all_again()
    assert desk.wordings() == [STORY.headline]


def test_pages_that_come_late_are_no_edit(desk: Desk) -> None:
    two, one = PARTLY
    whole = replace(STORY, paragraphs=(*STORY.paragraphs, "Pasar buka setiap hari."))
    assert [desk.see(article).outcome for article in (one, two, whole)] == ["new", "changed", "changed"]
    assert desk.all("SELECT body FROM wordings") == [whole.body]
    assert desk.one("SELECT first_seen_at FROM articles") == "2026-11-23T05:00:00Z"
    assert desk.see(two).outcome == "worse"
    assert desk.one("SELECT body FROM articles") == whole.body
    before = desk.dump()
    desk.read_all_again()
    assert desk.dump() == before


def test_a_story_that_lacks_the_same_pages_each_time_has_its_edits(desk: Desk) -> None:
    _, one = PARTLY
    desk.see(one)
    assert desk.see(replace(one, paragraphs=("Pasar tutup lagi.",))).outcome == "changed"
    assert desk.all("SELECT body FROM wordings ORDER BY number") == [one.body, "Pasar tutup lagi."]
    assert desk.store.is_unfinished(2)


def test_a_whole_reading_read_late_takes_the_place_of_a_newer_incomplete_one(desk: Desk) -> None:
    late = desk.keep()
    desk.see(PARTLY[0])
    desk.store.save(late, EDITED)
    assert desk.one("SELECT headline FROM articles") == EDITED.headline
    assert desk.wordings() == [EDITED.headline]


def test_an_old_capture_read_late_is_not_the_newest(desk: Desk) -> None:
    late = desk.keep()
    desk.see(EDITED)
    assert desk.store.save(late, STORY).outcome == "changed"
    assert desk.one("SELECT headline FROM articles") == EDITED.headline
    assert desk.one("SELECT first_seen_at FROM articles") == "2026-11-23T05:00:00Z"
    assert desk.wordings() == [STORY.headline, EDITED.headline]


FACTS = """
SELECT a.url, a.headline, a.body, a.views, a.state, a.first_seen_at, a.last_seen_at, a.capture, r.number, r.headline,
       r.first_capture, r.last_capture FROM articles a JOIN revisions r ON r.article = a.id ORDER BY a.url, r.number
"""


@settings(max_examples=25, deadline=None)
@given(
    series=st.lists(st.sampled_from([STORY, EDITED, replace(STORY, headline="C"), *PARTLY]), min_size=1, max_size=5),
    shuffle=st.randoms(use_true_random=False),
)
def test_the_order_of_reading_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, series: list[Article], shuffle: random.Random
) -> None:
    def facts(order: Callable[[list[int]], None]) -> list[dict[str, Any]]:
        with open_archive(tmp_path_factory.mktemp("order") / "archive.db") as archive:
            store = Store(archive)
            store.publisher(KABAR)
            desk = Desk(archive, store)
            for article in series:
                desk.readings[desk.keep()] = article
            keys = list(desk.readings)
            order(keys)
            for key in keys:
                reading = desk.readings[key]
                assert isinstance(reading, Article)
                store.save(key, reading)
            return archive.rows(FACTS)

    assert facts(shuffle.shuffle) == facts(list.sort)


# What a page can hold


HOSTILE = "Jakarta\ud800 \x00 \x1b[31m \udfff'; DROP TABLE articles; --"


def test_hostile_text_and_numbers_are_stored_and_harmless(desk: Desk) -> None:
    article = replace(
        STORY,
        headline=HOSTILE,
        views=2**63,
        paragraphs=(HOSTILE,),
        tags=(HOSTILE,),
        found_by={"headline": HOSTILE},
        bylines=(Byline(HOSTILE, "reporter"),),
        people=(Person(HOSTILE, mentions=(HOSTILE,)),),
        popular=(PopularEntry(HOSTILE, 2**70, HOSTILE, HOSTILE, -(2**64)),),
        problems=(Problem("page", "suspect", HOSTILE),),
    )
    article = replace(article, popular=tuple(replace(entry, rank=1) for entry in article.popular))
    assert desk.see(article).outcome == "new"
    headline = desk.one("SELECT headline FROM articles")
    assert len(headline) == len(HOSTILE) == desk.one("SELECT length(headline) FROM articles")
    assert desk.one("SELECT views FROM articles") is None
    before = desk.dump()
    desk.read_all_again()
    assert desk.dump() == before


def test_a_headline_of_ten_megabytes_is_no_trouble(desk: Desk) -> None:
    desk.see(replace(STORY, headline="Pasar " * 1_700_000))
    assert desk.one("SELECT length(headline) FROM articles") == 10_200_000


def test_an_incomplete_capture_takes_the_place_of_a_whole_one_that_is_set_aside(desk: Desk) -> None:
    desk.see(PARTLY[0])
    desk.see(STORY)
    desk.readings[2] = "not_article"  # a newer rule
    desk.read_all_again()
    assert desk.one("SELECT body FROM articles") == PARTLY[0].body
    assert desk.all("SELECT first_capture FROM revisions") == [1]
    assert desk.archive.unread_count() == 0
    before = desk.dump()
    desk.read_all_again()
    assert desk.dump() == before
