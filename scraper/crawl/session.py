"""Session: what all parts of one run share: its archive, its clock, its stats, and when it is to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from scraper.archive import Archive
from scraper.crawl.events import Event
from scraper.crawl.frontier import Frontier
from scraper.crawl.outcome import Outcome
from scraper.crawl.stats import Stats
from scraper.crawl.story_reader import OpenStory, open_here
from scraper.discovery.learned_shapes import LearnedShapes


class HostClosed(Exception):
    """A host wants no more of this run: what else was to be asked of it waits for the next one."""


@dataclass
class Session:
    """One run over an archive."""

    archive: Archive
    #: Gives UTC.
    now: Callable[[], datetime]
    #: Hears of each page.
    tell: Callable[[Event], None]
    #: Its number in the table runs.
    run: int
    stats: Stats = field(default_factory=Stats)
    #: Ends the run between pages.
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    #: What is known of the addresses of sites without rules, by their ids.
    shapes: dict[str, LearnedShapes] = field(default_factory=dict)
    #: Reads the first pages of articles.
    open_story: OpenStory = open_here

    def __post_init__(self) -> None:
        self.frontier = Frontier(self.archive)

    def note(self, event: Event) -> None:
        """Count an event and tell of it. A page that was not asked for because the run ends is none."""
        if event.outcome is not Outcome.STOPPED:
            self.stats.outcomes[event.publisher][event.outcome] += 1
            self.tell(event)
