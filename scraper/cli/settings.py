"""The operator's file: one optional TOML table, whose keys are the long names of the options.

So every value has a flag, and one meaning. A flag wins over the environment ($SCRAPE_ and the name), that over the
file, the file over the default. The whole file is checked by every command before it does anything.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from scraper.cli.param_types import Duration
from scraper.errors import ScrapeError, WrongUse

#: Bytes of the largest file of values.
LARGEST = 1 << 15
#: The file that is read when no other is named and it is there.
DEFAULT = Path("arsip.toml")
#: What is said for one call only.
ONE_CALL = frozenset(
    """
    all allow at because check config cron edits forbid from headers help into json lang language no-color only-known
    open out person post publisher reason request run search
    setting since state systemd timestamp tld to until url user vanished version yes
    """.split()
)
#: The key of what is an argument on the command line, and the command whose it is.
PUBLISHERS, ITS_COMMAND = "publishers", "crawl"

#: What a file says, by key.
Table = dict[str, Any]


def keys(command: click.Command) -> dict[str, click.Parameter]:
    """The keys that a command heeds, each with its parameter."""
    found: dict[str, click.Parameter] = {}
    for param in command.params:
        if isinstance(param, click.Argument) and command.name == ITS_COMMAND:
            found[PUBLISHERS] = param
        names = (name[2:] for name in param.opts if name.startswith("--"))
        found |= {name: param for name in names if name not in ONE_CALL}
    return found


def variable(key: str) -> str:
    """The environment variable of a key.

    >>> variable("max-time")
    'SCRAPE_MAX_TIME'
    """
    return f"SCRAPE_{key.upper().replace('-', '_')}"


def file_option() -> click.Option:
    """`--config`, before and behind the name of the command."""
    return click.Option(
        ["--config"],
        type=click.Path(path_type=Path),
        envvar=variable("config"),
        metavar="FILE",
        expose_value=False,
        callback=_note_file,
        help=f"Values for these options, in TOML; {DEFAULT} by default, if it is there. Also $SCRAPE_CONFIG.",
    )


def meta_key(key: str) -> str:
    """Where the context of a command line holds the value of a key that no command takes as an argument."""
    return f"scraper.cli.settings.{key}"


_META = meta_key("config")


def _note_file(ctx: click.Context, _: click.Parameter, given: Path | None) -> None:
    """Note which file is named before the name of the command, or by the environment."""
    if given is not None:
        ctx.meta.setdefault(_META, given)


def all_commands(group: click.Group, ctx: click.Context) -> list[click.Command]:
    """Every command of a group."""
    found = (group.get_command(ctx, name) for name in group.list_commands(ctx))
    return [command for command in found if command is not None]


def note_file(ctx: click.Context, named: str) -> None:
    """Note the file that a command is given: it goes before any other."""
    ctx.meta[_META] = Path(named)


def file_of(ctx: click.Context) -> Path | None:
    """The file in force for a command; None where there is none."""
    named: Path | None = ctx.meta.get(_META)
    return named or (DEFAULT if DEFAULT.exists() or DEFAULT.is_symlink() else None)


def checked(path: Path, table: Table, ctx: click.Context, commands: Iterable[click.Command]) -> Table:
    """What a file says, checked against the options of all these commands.

    A relative path in it is meant from its own folder. Raises errors.WrongUse with the file and the key.
    """
    known: dict[str, click.Parameter] = {}
    for command in commands:
        known |= keys(command)
    return dict(_checked(path, table, ctx, known))


def parse_toml(path: Path) -> Table:
    """The table of a file of the operator's; raises errors.WrongUse for whatever else is there."""
    try:
        return tomllib.loads(_content(path).decode("utf-8-sig"))
    except OSError as err:
        raise WrongUse(f"{path}: cannot be read: {err.strerror}") from None
    except UnicodeDecodeError:
        raise WrongUse(f"{path}: is no UTF-8 text") from None
    except tomllib.TOMLDecodeError as err:
        raise WrongUse(f"{path}: is no TOML: {err}") from None
    except RecursionError:
        raise WrongUse(f"{path}: is no TOML that can be read: brackets in brackets in brackets") from None


def _content(path: Path) -> bytes:
    """The bytes of a regular file: whoever reads a FIFO or a device may wait for ever."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a folder is told as one when it is opened
        raise WrongUse(f"{path}: is no file")
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise WrongUse(f"{path}: is larger than {LARGEST:,} bytes")
    return content


def _checked(
    path: Path, table: Table, ctx: click.Context, known: Mapping[str, click.Parameter]
) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        try:
            if key not in known:
                raise WrongUse(f"there is no such key{_nearest(key, known)}")
            yield key, _value(path, value, ctx, known[key])
        except click.BadParameter as err:
            raise WrongUse(f"{path}: {_printable(key)}: {err.message.rstrip('.')}") from None
        except ScrapeError as err:
            raise WrongUse(f"{path}: {_printable(key)}: {err}") from None


def _nearest(key: str, known: Iterable[str]) -> str:
    found = get_close_matches(key.lower().replace("_", "-"), sorted(known), 1)
    return f"; did you mean {found[0]}?" if found else f"; there are {', '.join(sorted(known))}"


def _printable(key: str) -> str:
    """A key in a message of one line, whatever is in it."""
    return key if key.isprintable() and len(key) <= 60 else ascii(key[:60])


def _value(path: Path, value: Any, ctx: click.Context, param: click.Parameter) -> Any:
    """A value of the right type that its option would take; raises errors.WrongUse, click.BadParameter."""
    many = param.nargs == -1 or (isinstance(param, click.Option) and param.multiple)
    kind, words = _type(param)
    if many and not isinstance(value, list):
        raise WrongUse(f"wants a list, not {_quoted(value)}")
    for each in value if many else [value]:
        if not isinstance(each, kind) or (isinstance(each, bool) and bool not in kind):
            raise WrongUse(f"wants {words}, not {_quoted(each)}")
    if isinstance(param.type, click.Path):
        value = str(from_file(path, value))
    cast = param.type_cast_value(ctx, value)
    if param.callback:
        param.callback(ctx, param, cast)
    return value


def from_file(file: Path, path: str) -> Path:
    """A path that a file says, meant from the folder of the file."""
    return file.parent / Path(path).expanduser()


def _type(param: click.Parameter) -> tuple[tuple[type, ...], str]:
    """The TOML types of one value of an option, and what they are called."""
    if isinstance(param, click.Option) and param.is_flag:
        return (bool,), "true or false"
    if isinstance(param.type, Duration):
        return (str, int, float), 'a time such as "50m"'
    if isinstance(param.type, type(click.INT)):
        return (int,), "a whole number"
    if isinstance(param.type, type(click.FLOAT)):
        return (int, float), "a number"
    return (str,), "a text in quotes"


def _quoted(value: Any) -> str:
    """A value as a message names it, on one line and not too long."""
    shown = "true" if value is True else "false" if value is False else ascii(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}..."


def in_force(ctx: click.Context, commands: Iterable[click.Command]) -> dict[str, tuple[Any, str]]:
    """Every key with its value and where that comes from: a variable, the file, or "default".

    Only commands that need no argument are asked.
    """
    found: dict[str, tuple[Any, str]] = {}
    for command in commands:
        if any(param.required for param in command.params):
            continue
        own = command.make_context(command.name, [], parent=ctx)
        for key, param in keys(command).items():
            value = own.params.get(param.name or "", own.meta.get(meta_key(key)))
            found.setdefault(key, (value, _source(own, param)))
    return found


def _source(ctx: click.Context, param: click.Parameter) -> str:
    source = ctx.get_parameter_source(param.name or "")
    if source is click.core.ParameterSource.ENVIRONMENT:
        return f"${param.envvar}"
    return str(file_of(ctx)) if source is click.core.ParameterSource.DEFAULT_MAP else "default"
