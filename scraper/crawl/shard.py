"""Shard: the share of one machine in a crawl of several, by rendezvous hashing of registrable hosts. Pure.

Each machine has its archive and asks nobody: all come to the same division because all know the same publishers. A
host has one machine, so one queue and one pause. With a machine more, only what that one takes moves (Thaler and
Ravishankar, "Using name-based mappings to increase hit rates", 1998).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from scraper import urls
from scraper.template.publisher import Publisher


@dataclass(frozen=True, slots=True)
class Shard:
    """One machine of several.

    >>> str(Shard(2, 5))
    '2/5'
    """

    #: Its number, from 1.
    number: int = 1
    #: How many there are.
    machines: int = 1

    def __str__(self) -> str:
        return f"{self.number}/{self.machines}"

    def own(self, chosen: Sequence[Publisher]) -> list[Publisher]:
        """Those of these publishers that this machine crawls, in their order."""
        keys = keys_of(chosen)
        own: list[Publisher] = []
        for publisher in chosen:
            machine = machine_of(keys[publisher.id], self.machines)
            if machine == self.number:
                own.append(publisher)
        return own


def machine_of(key: str, machines: int) -> int:
    """The machine, from 1, whose score for a key is the highest."""
    everyone = range(1, machines + 1)
    return max(everyone, key=partial(_score, key))


def _score(key: str, machine: int) -> bytes:
    named = f"{machine} {key}"
    return hashlib.sha256(named.encode()).digest()


def keys_of(chosen: Iterable[Publisher]) -> dict[str, str]:
    """Publisher's id -> what its machine is told by: the registrable host of its home.

    For several that share any registrable host it is the same: the first of their homes in the alphabet.
    """
    key_of_host: dict[str, str] = {}
    sites = {each.id: sites_of(each) for each in chosen}
    for own, *others in sites.values():
        keys = {key_of_host.get(host, own) for host in (own, *others)} | {own}
        key = min(keys)
        key_of_host |= dict.fromkeys((own, *others), key)
        _rename(key_of_host, keys - {key}, key)
    return {name: key_of_host[own] for name, (own, *_) in sites.items()}


def _rename(key_of_host: dict[str, str], former: set[str], key: str) -> None:
    """Give the hosts with one of the former keys another one."""
    if not former:
        return
    hosts = [host for host, had in key_of_host.items() if had in former]
    key_of_host |= dict.fromkeys(hosts, key)


def sites_of(publisher: Publisher) -> list[str]:
    """The registrable hosts of a publisher, its own first, then those of its editions and lists."""
    lists = (*publisher.indexes, *publisher.feeds, *publisher.sitemaps, *publisher.most_read)
    addresses = [f"https://{host}/" for host in (*publisher.hosts, *publisher.editions)]
    return list(dict.fromkeys(map(urls.site, (*addresses, *lists))))
