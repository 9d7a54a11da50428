"""Host memory: what is remembered of hosts between requests, and by an archive from run to run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from scraper.fetch.backoff import next_request_at
from scraper.models import HostState


class HostMemory(Protocol):
    """Where the state of hosts is kept."""

    def host(self, name: str) -> HostState:
        """The state of a host, a fresh one for a host never seen."""

    def save_host(self, state: HostState) -> None:
        """Remember a host as it is now, all but its last request."""

    def book_request(self, name: str, now: datetime, pause_s: float) -> float:
        """Book the next request to a host, at the earliest a pause after the last one; gives the seconds until then.

        Two who ask at the same moment are given two times.
        """


@dataclass
class HostsInMemory:
    """What is remembered of hosts for as long as one command lasts."""

    states: dict[str, HostState] = field(default_factory=dict)

    def host(self, name: str) -> HostState:
        """The state of a host, a fresh one for a host never seen."""
        known = self.states.get(name)
        return known or HostState(name)

    def save_host(self, state: HostState) -> None:
        """Remember a host as it is now."""
        last = self.host(state.host).last_request_at
        self.states[state.host] = replace(state, last_request_at=last)

    def book_request(self, name: str, now: datetime, pause_s: float) -> float:
        """Book the next request to a host; gives the seconds until then."""
        state = self.host(name)
        at = next_request_at(state.last_request_at, now, pause_s)
        self.states[name] = replace(state, last_request_at=at)
        return (at - now).total_seconds()
