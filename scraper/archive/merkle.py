"""Merkle trees (RFC 6962, section 2.1): one digest over many facts, and short proofs that a fact is among them. Pure.

>>> leaves = [leaf(b"a"), leaf(b"b"), leaf(b"c")]
>>> proved(leaves[2], path(leaves, 2)) == root(leaves)
True
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple


class Step(NamedTuple):
    """A step of a proof: the digest beside the one that is proven, and on which side it stands."""

    side: Literal["left", "right"]
    digest: bytes


def leaf(content: bytes) -> bytes:
    """The digest of a fact: SHA-256 behind a zero byte, so that no fact can pass for a node."""
    return hashlib.sha256(b"\0" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The digest over two digests: SHA-256 behind a one byte."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The digest over all leaves in their order; that of nothing for none.

    >>> root([]).hex()[:8], root([b"x" * 32]) == b"x" * 32
    ('e3b0c442', True)
    """
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[bytes], index: int) -> list[Step]:
    """The steps from a leaf to the root."""
    steps, level = [], list(leaves)
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            steps.append(Step("left" if beside < index else "right", level[beside]))
        level, index = _above(level), index // 2
    return steps


def proved(digest: bytes, steps: Iterable[Step]) -> bytes:
    """The root that a leaf and its steps lead to."""
    for side, beside in steps:
        digest = node(beside, digest) if side == "left" else node(digest, beside)
    return digest


def _above(level: Sequence[bytes]) -> list[bytes]:
    """The nodes over a level. An odd one out goes up as it is, which gives the tree of RFC 6962."""
    pairs = [node(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
    return pairs + list(level[-1:]) if len(level) % 2 else pairs
