"""What `scrape schedule` prints: a crawl every hour and a look at its health every day, for cron and for systemd. Pure.

Three languages quote a path in three ways: the shell, cron (crontab(5): a bare % ends the command) and systemd
(systemd.syntax(7), systemd.service(5), "Command lines").
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from string import Template

from scraper.errors import WrongUse

_CRON = Template(
    """\
# Crawl every hour. A crawl that is still running makes the next one step back.
$minute * * * *  $crawl >> $log 2>&1
# Look at its health once a day: cron mails what is said, and it is said only when something fell.
$minute 6 * * *  s=$$($status 2>&1) || printf '\\%s\\n' "$$s"
"""
)

_SERVICE = Template(
    """\
[Unit]
Description=$what
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User=$user
WorkingDirectory=$folder
ExecStart=$command
$ends
TimeoutStopSec=90
NoNewPrivileges=yes
PrivateDevices=yes
ProtectSystem=strict
ReadWritePaths=$writes
"""
)

_TIMER = Template(
    """\
[Unit]
Description=$what

[Timer]
OnCalendar=$when
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
"""
)

#: With problems, another crawl runs, told to stop: none of these is a failure of the service.
_ENDS = "SuccessExitStatus=1 3 130"
#: 1 is what the look is for: it shows in `systemctl --failed`, and starts what OnFailure= names.
_ENDS_OF_STATUS = "# Fails when a field fell: see systemctl --failed."


@dataclass(frozen=True, slots=True)
class Installation:
    """Where everything is. Paths are absolute."""

    #: The words that start `scrape`.
    program: tuple[str, ...]
    #: The working folder.
    folder: str
    #: The folder of the archive.
    archive_folder: str
    #: The words behind `crawl` and behind `status`.
    crawl: tuple[str, ...]
    status: tuple[str, ...]
    #: Who runs it.
    user: str

    def __post_init__(self) -> None:
        words = (*self.program, self.folder, self.archive_folder, *self.crawl, *self.status, self.user)
        for word in words:
            if not word.isprintable():
                raise WrongUse(f"{word!r} cannot stand in a table of cron or systemd: it holds what is no character")

    @property
    def minute(self) -> int:
        """A minute of its own in the hour, so that not every archive asks at the same one."""
        return sum(self.folder.encode()) % 60


def cron(here: Installation) -> str:
    """Lines for `crontab -e`."""
    start = f"cd {shlex.quote(here.folder)} && "
    return _CRON.substitute(
        minute=here.minute,
        crawl=in_cron(start + shlex.join((*here.program, "crawl", *here.crawl))),
        status=in_cron(start + shlex.join((*here.program, "status", *here.status))),
        log="crawl.log",
    )


def in_cron(command: str) -> str:
    r"""A shell command as a line of a crontab.

    >>> print(in_cron("cd '/srv/100% news'"))
    cd '/srv/100\% news'
    """
    return command.replace("%", r"\%")


def length(seconds: float) -> str:
    """A length of time as `--max-time` takes it.

    >>> length(3000), length(90)
    ('50m', '90s')
    """
    return f"{seconds / 60:g}m" if seconds % 60 == 0 else f"{seconds:g}s"


def systemd(here: Installation) -> dict[str, str]:
    """Units by the names of their files."""
    crawl, health = "Crawl regional news into the archive", "Look whether every publisher is still read whole"
    return {
        "arsip.service": _service(here, crawl, ("crawl", *here.crawl), _ENDS),
        "arsip.timer": _TIMER.substitute(what="Crawl regional news every hour", when="hourly"),
        "arsip-status.service": _service(here, health, ("status", *here.status), _ENDS_OF_STATUS),
        "arsip-status.timer": _TIMER.substitute(what="Look at the crawl's health every day", when="daily"),
    }


def _service(here: Installation, what: str, words: tuple[str, ...], ends: str) -> str:
    first, *others = (*here.program, *words)
    command = " ".join([in_systemd(first), *(in_systemd(word.replace("$", "$$")) for word in others)])
    folders = dict.fromkeys((here.folder, here.archive_folder))
    return _SERVICE.substitute(
        what=what,
        user=here.user,
        folder=here.folder.replace("%", "%%"),
        command=command,
        ends=ends,
        writes=" ".join(map(in_systemd, folders)),
    )


def in_systemd(word: str) -> str:
    r"""A word of a command line or a list of paths in a unit.

    >>> print(in_systemd("/srv/arsip"), in_systemd('/srv/100% "news"'))
    /srv/arsip "/srv/100%% \"news\""
    """
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return word if re.fullmatch(r"[\w@+=:,./$-]+", word) else f'"{escaped}"'
