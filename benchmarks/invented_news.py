"""Invented news: stories of any number, the same ones for the same seed, each made without the others.

The words are made of syllables, and are as frequent as words are (Zipf): some thousand stand in every tenth story, most
in a few of a million. So are persons, tags and publishers. Half of the publishers have a file of rules here; the others
are sites.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple, TypeVar

from scraper import publishers, urls
from scraper.models import PARAGRAPH_BREAK, Article, Byline, Link, Person, Photo, PopularEntry, Problem, Quote
from scraper.sites.site import site_of
from scraper.template.provinces import PROVINCES
from scraper.template.publisher import Publisher

T = TypeVar("T")

#: Words that a benchmark asks for: they stand among the most frequent ones.
KNOWN_WORDS = "yang di dan untuk dari warga banjir jalan pasar sekolah bupati listrik sungai panen jembatan".split()
SECTIONS = "Daerah Ekonomi Politik Hukum Olahraga Pendidikan Kesehatan Wisata Budaya Lingkungan Opini Teknologi".split()
OFFICES = "Bupati|Wakil Bupati|Kepala Dinas|Camat|Kapolres|Sekretaris Daerah|Ketua DPRD|Direktur".split("|")
CUES = "kata ujar ungkap tutur jelas imbuh".split()
WORDS, REPORTERS, TAGS, SITES = 40_000, 900, 4_000, 60
#: Fields of an article and the rules that found them, as most readings have them.
FOUND_BY = {
    "headline": "css h1", "published_at": "meta article:published_time", "section": "css .rubrik",
    "tags": "css .tags a", "bylines": "text reporter, editor", "photos": "css figure img", "paragraphs": "css .isi p",
}  # fmt: skip
#: Outlines that are kept in memory.
REMEMBERED = 20_000
_SYLLABLES = (
    "ba be bi bo bu da di du ga gi gu ja ji ju ka ki ku la li lu ma mi mu na ni nu pa pi pu ra ri ru sa si su ta ti tu "
    "wa ya kan tan ran lan bang sing dung mar kar pur ber"
).split()

#: What becomes of a story after its first capture.
Fate = Literal["not modified", "other bytes", "edited", "gone"]
FATES: dict[Fate, float] = {"not modified": 0.6, "other bytes": 0.28, "edited": 0.1, "gone": 0.02}


class Outline(NamedTuple):
    """What others say of a story that they link to."""

    number: int
    publisher: Publisher
    url: str
    headline: str
    #: With the publisher's offset.
    at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """A story with the pages that its address showed."""

    outline: Outline
    fate: Fate
    first: Article
    page: bytes
    #: The same as the first where nothing more was seen.
    second: Article
    second_page: bytes


@dataclass(frozen=True)
class Newsroom:
    """Everything that `number` invented stories are made of, from `first` on, one each `step`."""

    number: int
    seed: str
    first: datetime
    step: timedelta
    #: From the first look at a story to the second, in stories.
    lag: int
    #: Stories that come out during a run of the crawler, and those for which a most-read list stands.
    run: int = 200
    block: int = 100
    publishers_number: int = 101
    persons_number: int = 30_000
    sentences_number: int = 40_000
    #: Number of a block -> the stories before it by publisher; the last one asked for.
    _blocks: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    #: Outlines that were asked for lately.
    _outlines: dict[int, Outline] = field(default_factory=dict)

    @cached_property
    def publishers(self) -> list[Publisher]:
        """Publishers with a file, and sites; the first publish most."""
        sites = [site_of(f"https://kabar{n:02}.example/", f"Kabar {n:02}") for n in range(SITES)]
        mixed = [*publishers.everyone().values(), *sites]
        random.Random(f"{self.seed} publishers").shuffle(mixed)
        return mixed[: self.publishers_number]

    @cached_property
    def words(self) -> Frequent[str]:
        """All words, the most frequent first."""
        made = dict.fromkeys(KNOWN_WORDS)
        chance = random.Random(f"{self.seed} words")
        while len(made) < WORDS:
            made["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))] = None
        return Frequent(list(made), 8)

    @cached_property
    def persons(self) -> Frequent[Person]:
        """Persons who are quoted, the most quoted first."""
        chance = random.Random(f"{self.seed} persons")
        return Frequent([self._person(chance) for _ in range(self.persons_number)], 20)

    @cached_property
    def reporters(self) -> Frequent[str]:
        """Names of those who write."""
        chance = random.Random(f"{self.seed} reporters")
        return Frequent([self._name(chance) for _ in range(REPORTERS)], 40)

    @cached_property
    def tags(self) -> Frequent[str]:
        """Tags, the most frequent first."""
        chance = random.Random(f"{self.seed} tags")
        made = dict.fromkeys(" ".join(self.words.several(chance, chance.choice((1, 1, 2)))) for _ in range(TAGS))
        return Frequent(list(made), 10)

    @cached_property
    def _sentences(self) -> list[str]:
        """Sentences that many stories share, for a story of nothing but its own takes twice the time to make."""
        chance = random.Random(f"{self.seed} sentences")
        return [self._sentence(chance) for _ in range(self.sentences_number)]

    @cached_property
    def _frequent_publishers(self) -> Frequent[Publisher]:
        return Frequent(self.publishers, 5)

    @cached_property
    def _layouts(self) -> dict[str, str]:
        """What stands around every story of a publisher."""
        return {each.id: self._layout(each) for each in self.publishers}

    def _layout(self, publisher: Publisher) -> str:
        chance = random.Random(f"{self.seed} {publisher.id}")
        items = (" ".join(self.words.several(chance, 4)) for _ in range(200))
        return "".join(f"<li>{item}</li>" for item in items)

    def _name(self, chance: random.Random) -> str:
        words = ("".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3)))) for _ in range(chance.choice((2, 2, 3))))
        return " ".join(words).title()

    def _person(self, chance: random.Random) -> Person:
        place = self.words.one(chance).title()
        office = chance.choice(OFFICES)
        name = self._name(chance)
        return Person(name, f"{office} {place}", place, (name, name.split()[0]))

    def publisher_of(self, number: int) -> Publisher:
        """Whose a story is."""
        return self.outline(number).publisher

    def outline(self, number: int) -> Outline:
        """What others say of a story."""
        if number not in self._outlines:
            if len(self._outlines) > REMEMBERED:
                self._outlines.clear()
            self._outlines[number] = self._outline(number)
        return self._outlines[number]

    def _outline(self, number: int) -> Outline:
        """Each publisher has one of the first stories."""
        chance = random.Random(f"{self.seed} {number} outline")
        is_first = number < len(self.publishers)
        publisher = self.publishers[number] if is_first else self._frequent_publishers.one(chance)
        words = self.words.several(chance, 9)
        at = (self.first + number * self.step).astimezone(publisher.zone)
        address = f"{publisher.scheme}://{publisher.hosts[0]}/read/{number}/{'-'.join(words[:6])}"
        url = publisher.canonical(urls.canonical(address))
        return Outline(number, publisher, url, " ".join(words).capitalize(), at)

    def most_read(self, number: int, size: int) -> tuple[PopularEntry, ...]:
        """The most-read list of a story's publisher when it came out, which changes with every block."""
        return self.most_read_of(self.publisher_of(number).id, number, size)

    def most_read_of(self, publisher: str, number: int, size: int) -> tuple[PopularEntry, ...]:
        """The most-read list of a publisher when a story came out."""
        block = number // self.block
        if block not in self._blocks:
            self._blocks.clear()
            self._blocks[block] = self._by_publisher(range(max((block - 4) * self.block, 0), block * self.block))
        named = map(self.outline, reversed(self._blocks[block].get(publisher, [])[-size:]))
        return tuple(
            PopularEntry("Terpopuler", rank, each.url, each.headline, 9000 // rank + each.number % 97)
            for rank, each in enumerate(named, 1)
        )

    def _by_publisher(self, numbers: Iterable[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number in numbers:
            found.setdefault(self.publisher_of(number).id, []).append(number)
        return found

    def story(self, number: int) -> Story:
        """A story with all that becomes of it."""
        outline, chance = self.outline(number), random.Random(f"{self.seed} {number}")
        first = self._article(outline, chance)
        fate = chance.choices(list(FATES), list(FATES.values()))[0]
        second = first
        if fate == "edited":
            second = self._edited(first, chance)
        if fate in ("edited", "other bytes"):
            second = replace(second, views=second.views and second.views + chance.randrange(900))
        return Story(outline, fate, first, self.page(first), second, self.page(second))

    def _article(self, outline: Outline, chance: random.Random) -> Article:
        speakers = self.persons.several(chance, chance.choice((0, 1, 1, 2)))
        lead = [" ".join(chance.choices(self._sentences, k=2)) for _ in range(chance.randrange(5, 11))]
        lead.append(self._sentence(chance))
        said = [(speaker, self._sentence(chance)) for speaker in dict.fromkeys(speakers) for _ in range(2)]
        paragraphs, quotes = laid_out(lead, said, chance)
        region = outline.publisher.region or (chance.choice(list(PROVINCES)) if chance.random() < 0.6 else None)
        by_host = outline.publisher.region is not None
        return Article(
            url=outline.url,
            publisher=outline.publisher.id,
            headline=outline.headline,
            published_at=outline.at,
            published_raw=f"{outline.at:%d/%m/%Y, %H:%M}",
            region=region,
            region_by=None if region is None else "host" if by_host else "text",
            section=SECTIONS[min(int(chance.expovariate(0.4)), len(SECTIONS) - 1)],
            tags=tuple(dict.fromkeys(self.tags.several(chance, chance.randrange(5)))),
            views=chance.randrange(20, 9000) if chance.random() < 0.5 else None,
            bylines=(Byline(self.reporters.one(chance), "reporter"), Byline(self.reporters.one(chance), "editor")),
            photos=(Photo(f"{outline.url}.jpg", self._sentence(chance), self.reporters.one(chance)),),
            paragraphs=paragraphs,
            quotes=quotes,
            people=tuple(dict.fromkeys(speakers)),
            links=self._links(outline, chance),
            popular=self.most_read(outline.number, 5) if outline.number % 2 else (),
            found_by=FOUND_BY,
            problems=(Problem("kicker", "ambiguous", "two elements match"),) if chance.random() < 0.04 else (),
        )

    def _sentence(self, chance: random.Random) -> str:
        return " ".join(self.words.several(chance, chance.randrange(8, 22))).capitalize() + "."

    def _links(self, outline: Outline, chance: random.Random) -> tuple[Link, ...]:
        known = [max(outline.number - chance.randrange(1, 3000), 0) for _ in range(chance.randrange(5))]
        named = [self.outline(number) for number in dict.fromkeys(known)]
        return tuple(Link("related", each.url, each.headline) for each in named if each.url != outline.url)

    def _edited(self, article: Article, chance: random.Random) -> Article:
        """The article with another headline, or one more paragraph behind all quotations."""
        if chance.random() < 0.3:
            return replace(article, headline=f"{article.headline} {self.words.one(chance)}")
        return replace(article, paragraphs=(*article.paragraphs, self._sentence(chance)))

    def page(self, article: Article) -> bytes:
        """A page that shows an article in the layout of its publisher."""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
        at = article.published_at.isoformat() if article.published_at else ""
        tags = "".join(f"<a href='/tag'>{tag}</a>" for tag in article.tags)
        document = (
            f"<!doctype html><html><head><title>{article.headline}</title>"
            f"<meta property='article:published_time' content='{at}'></head>"
            f"<body><nav><ul>{self._layouts[article.publisher or '']}</ul></nav><h1>{article.headline}</h1>"
            f"<div class=rubrik>{article.section}</div><div class=isi>{text}</div><div class=tags>{tags}</div>"
            f"<p>Dibaca {article.views} kali</p></body></html>"
        )
        return document.encode()


class Frequent(list[T]):
    """Things by their frequency: the one on place n is chosen as often as 1 / (n + flat)."""

    def __init__(self, things: Iterable[T], flat: int) -> None:
        super().__init__(things)
        self._weights = list(accumulate(1 / (place + flat) for place in range(len(self))))

    def several(self, chance: random.Random, number: int) -> list[T]:
        """As many of them, some perhaps twice."""
        return chance.choices(self, cum_weights=self._weights, k=number)

    def one(self, chance: random.Random) -> T:
        """One of them."""
        return self.several(chance, 1)[0]


def laid_out(
    lead: Sequence[str], said: Sequence[tuple[Person, str]], chance: random.Random
) -> tuple[tuple[str, ...], tuple[Quote, ...]]:
    """Paragraphs of a story, those of its quotations at the end, with the quotations at their offsets."""
    paragraphs, quotes = list(lead), []
    for person, sentence in said:
        before = len(PARAGRAPH_BREAK.join(paragraphs)) + len(PARAGRAPH_BREAK)
        text, cue = sentence.rstrip("."), chance.choice(CUES)
        named = f" {cue} {person.name}, {person.role}."
        start = before + 1
        evidence = (start + len(text) + 3 + len(cue) + 1, start + len(text) + 3 + len(cue) + 1 + len(person.name))
        quotes.append(
            Quote(
                *(text, person.name, person.name, cue, "direct", len(paragraphs), start, start + len(text)),
                *(person.role, person.affiliation, "name", 0.97, evidence),
            )
        )
        paragraphs.append(f"“{text},”{named}")
    return tuple(paragraphs), tuple(quotes)
