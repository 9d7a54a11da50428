"""Types of options that click does not have: lengths of time, numbers of seconds."""

from __future__ import annotations

import re
from math import isnan
from typing import Any

import click

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,3})?) ?([smhd]?)", re.ASCII)


class Duration(click.ParamType):  # type: ignore[type-arg] # it takes none before click 8.4
    """A length of time: "50m", "2h", "1d", or seconds. Its value is seconds.

    >>> Duration().convert("1.5h", None, None)
    5400.0
    """

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Seconds; fails for what is no time, or none at all."""
        match = _DURATION.fullmatch(str(value).strip())
        seconds = float(match[1]) * _UNITS[match[2]] if match else 0
        if not seconds:
            self.fail(f'{value!r} is no time such as "50m", "2h" or seconds', param, ctx)
        return seconds


DURATION = Duration()


class Seconds(click.FloatRange):
    """A number of seconds in a range; what is not a number is in none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails for any outside the range."""
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value!r} is not a number of seconds", param, ctx)
        return number
