"""What every rule is: a value that finds a value, tells which rule found it, and prints as its own code."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from scraper.html.page import Node, Page

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Ambiguous(ValueError):
    """A rule for one value matched several different ones."""


class Found(NamedTuple, Generic[T]):
    """A value and the rule that found it."""

    value: T
    rule: Rule[T]


@dataclass(frozen=True, repr=False)
class Rule(ABC, Generic[T_co]):
    """Finds a T below an element, or nothing. Raises ValueError where it finds what it cannot read."""

    @abstractmethod
    def value(self, page: Page, scope: Node) -> T_co | None:
        """What the rule finds; None or an empty value where it finds nothing."""

    def find(self, page: Page, scope: Node) -> Found[T_co] | None:
        """What the rule finds, with the rule itself or the alternative of it that found it."""
        value = self.value(page, scope)
        if value:
            return Found(value, self)
        return None

    def __or__(self, other: Rule[T_co]) -> Rule[T_co]:
        return _Either(self, other)

    def __repr__(self) -> str:
        return self.code

    @cached_property
    def code(self) -> str:
        """The code that made the rule, defaults left out."""
        name = type(self).__name__
        written = ", ".join(_arguments(self))
        return f"{name}({written})"


def _arguments(rule: Rule[Any]) -> list[str]:
    """The arguments that made a rule: the first by its position, the others by name where they differ."""
    first, *others = fields(rule)
    written = [_written(getattr(rule, first.name))]
    for each in others:
        value = getattr(rule, each.name)
        if value != each.default:
            argument = _written(value)
            written.append(f"{each.name}={argument}")
    return written


def _written(value: Any) -> str:
    """A value as code: a function by its name."""
    name: str = getattr(value, "__name__", "")
    if name:
        return name
    return repr(value)


@dataclass(frozen=True, repr=False)
class _Either(Rule[T_co]):
    """`a | b`."""

    first: Rule[T_co]
    second: Rule[T_co]

    def value(self, page: Page, scope: Node) -> T_co | None:
        found = self.find(page, scope)
        if found is None:
            return None
        return found.value

    def find(self, page: Page, scope: Node) -> Found[T_co] | None:
        found = self.first.find(page, scope)
        if found:
            return found
        return self.second.find(page, scope)

    @cached_property
    def code(self) -> str:
        one = self.first.code
        other = self.second.code
        return f"{one} | {other}"


@dataclass(frozen=True, repr=False)
class ListRule(Rule[tuple[T, ...]]):
    """A rule that finds several values; those of two can be joined."""

    def __add__(self, other: ListRule[T]) -> ListRule[T]:
        return _Both(self, other)

    def __or__(self, other: Rule[tuple[T, ...]]) -> ListRule[T]:
        return _EitherList(self, other)


@dataclass(frozen=True, repr=False)
class _EitherList(_Either[tuple[T, ...]], ListRule[T]):
    """`a | b` of two list rules."""

    @cached_property
    def code(self) -> str:
        one = self.first.code
        other = self.second.code
        return f"({one} | {other})"


@dataclass(frozen=True, repr=False)
class _Both(ListRule[T]):
    """`a + b`."""

    first: ListRule[T]
    second: ListRule[T]

    def value(self, page: Page, scope: Node) -> tuple[T, ...]:
        found = self.first.value(page, scope) or ()
        more = self.second.value(page, scope) or ()
        return (*found, *more)

    @cached_property
    def code(self) -> str:
        one = self.first.code
        other = self.second.code
        return f"{one} + {other}"
