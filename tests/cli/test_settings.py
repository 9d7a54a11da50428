"""The operator's file: what it may say, what wins over it, and that a mistake in it is one line and changes nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from scraper import publishers
from scraper.cli import settings
from scraper.cli.app import main
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST

Scrape = Callable[..., Result]


@pytest.fixture
def scrape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scrape:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SCRAPE_")]:
        monkeypatch.delenv(name)
    return lambda *words, **environment: CliRunner().invoke(main, words, env=environment)


def says(text: str, name: str = "arsip.toml") -> None:
    Path(name).write_text(text, "utf-8")


def values(scrape: Scrape, *words: str, **environment: str) -> dict[str, tuple[Any, str]]:
    result = scrape(*words, "config", "--json", **environment)
    assert result.exit_code == 0, result.output
    return {key: (each["value"], each["from"]) for key, each in json.loads(result.stdout)["values"].items()}


WHOLE = """
publishers = ["beritajakarta", "antaranews"]
contact = "redaksi@example.org"
permitted = ["antaranews"]
pause = 2
limit = 200
max-time = "50m"
shard = "2/5"
scheduler = "tcp://10.0.0.1:8786"
jobs = 2
db = "data/arsip.db"
publishers-folder = "own"
log-json = true
allow-address = ["10.0.0.0/8", "mirror.lan"]
connect-to = ["www.beritajakarta.id:443:10.0.0.1:8443"]
port = 8080
host = "0.0.0.0"
metadata = "datasette.json"
plugins-dir = "plugins"
base-url = "/arsip/"
tsa = "https://tsa.example.org/"
"""


def test_every_value_of_a_file_is_in_force(scrape: Scrape) -> None:
    says(WHOLE)
    says("{}", "datasette.json")
    Path("plugins").mkdir()
    found = values(scrape)
    assert {source for key, (_, source) in found.items() if not key.endswith("ca-file")} == {"arsip.toml"}
    assert {key: value for key, (value, _) in found.items()} == {
        "publishers": ["beritajakarta", "antaranews"], "contact": "redaksi@example.org", "permitted": ["antaranews"],
        "pause": 2.0, "limit": 200, "max-time": 3000.0, "shard": "2/5",
        "scheduler": "tcp://10.0.0.1:8786", "jobs": 2, "db": "data/arsip.db", "log-json": True,
        "allow-address": ["10.0.0.0/8", "mirror.lan"], "connect-to": ["www.beritajakarta.id:443:10.0.0.1:8443"],
        "port": 8080, "host": "0.0.0.0", "ca-file": None, "base-url": "/arsip/",
        "metadata": "datasette.json", "plugins-dir": "plugins", "tsa": "https://tsa.example.org/",
        "tsa-ca-file": None, "publishers-folder": "own",
    }  # fmt: skip


def test_without_a_file_the_defaults_hold(scrape: Scrape) -> None:
    assert {source for _, source in values(scrape).values()} == {"default"}
    assert "no file" in scrape("config").stdout


def test_a_flag_wins_over_the_environment_and_that_over_the_file(scrape: Scrape) -> None:
    says('contact = "file@example.org"\npause = 7\ndb = "file.db"\npublishers = ["tempo"]')
    found = values(scrape, SCRAPE_PAUSE="5", SCRAPE_PUBLISHERS="beritajakarta kompas")
    assert found["pause"] == (5.0, "$SCRAPE_PAUSE")
    assert found["publishers"] == (["beritajakarta", "kompas"], "$SCRAPE_PUBLISHERS")
    assert found["db"] == ("file.db", "arsip.toml")
    for words, environment, name in (
        ((), {}, "file.db"),
        ((), {"SCRAPE_DB": "variable.db"}, "variable.db"),
        (("--db", "flag.db"), {"SCRAPE_DB": "variable.db"}, "flag.db"),
    ):
        assert scrape("check", *words, **environment).stderr == f"scrape: {name}: there is no archive here\n"


def test_a_file_is_named_by_flag_or_variable_before_or_behind_the_command(scrape: Scrape) -> None:
    Path("etc").mkdir()
    says("pause = 9", "etc/other.toml")
    says("pause = 4")
    assert values(scrape)["pause"] == (4.0, "arsip.toml")
    assert values(scrape, "--config", "etc/other.toml")["pause"] == (9.0, "etc/other.toml")
    assert values(scrape, SCRAPE_CONFIG="etc/other.toml")["pause"] == (9.0, "etc/other.toml")
    behind = scrape("config", "--config", "etc/other.toml", "--json", SCRAPE_CONFIG="nowhere.toml")
    assert json.loads(behind.stdout)["values"]["pause"]["value"] == 9


def test_a_relative_path_is_meant_from_the_folder_of_the_file(scrape: Scrape) -> None:
    Path("etc").mkdir()
    says('db = "data/arsip.db"', "etc/other.toml")
    assert values(scrape, "--config", "etc/other.toml")["db"][0] == "etc/data/arsip.db"
    says('db = "/srv/arsip.db"', "etc/other.toml")
    assert values(scrape, "--config", "etc/other.toml")["db"][0] == "/srv/arsip.db"


FAULTS: dict[str, tuple[str | bytes, str]] = {
    "a typing error": ('kontact = "a@example.org"', "kontact: there is no such key; did you mean contact?"),
    "an underscore": ("max_time = 5", "max_time: there is no such key; did you mean max-time?"),
    "a capital": ("Pause = 5", "Pause: there is no such key; did you mean pause?"),
    "nothing like it": ("zzzzzz = 5", "zzzzzz: there is no such key; there are allow-address"),
    "what is said for one call only": ("json = true", "json: there is no such key"),
    "a table": ("[crawl]\npause = 5", "crawl: there is no such key"),
    "a text for a number": ('pause = "5"', "pause: wants a number, not '5'"),
    "a number for a text": ("contact = 5", "contact: wants a text in quotes, not 5"),
    "true for a number": ("limit = true", "limit: wants a whole number, not true"),
    "a fraction for a whole number": ("limit = 1.5", "limit: wants a whole number, not 1.5"),
    "a text for true": ('log-json = "yes"', "log-json: wants true or false, not 'yes'"),
    "one for a list": ('permitted = "tempo"', "permitted: wants a list, not 'tempo'"),
    "a list for one": ('contact = ["a@example.org"]', "contact: wants a text in quotes, not ['a@example.org']"),
    "a number in a list of texts": ("publishers = [1]", "publishers: wants a text in quotes, not 1"),
    "a list of lists": ('publishers = [["tempo"]]', "publishers: wants a text in quotes, not ['tempo']"),
    "a time of day": ("max-time = 12:00:00", 'max-time: wants a time such as "50m", not datetime.time'),
    "no time": ('max-time = "soon"', "max-time: 'soon' is no time"),
    "a time of nothing": ("max-time = 0", "max-time: 0 is no time"),
    "too long a pause": ("pause = 5000", "pause: 5000.0 is not in the range 0<=x<=3600"),
    "a pause that goes back": ("pause = -1", "pause: -1.0 is not in the range"),
    "an endless pause": ("pause = inf", "pause: inf is not in the range"),
    "a pause that is no number": ("pause = nan", "pause: nan is not a number"),
    "no articles": ("limit = 0", "limit: 0 is not in the range"),
    "more articles than numbers": (f"limit = {10**30}", "is not in the range"),
    "a port that there is not": ("port = 70000", "port: 70000 is not in the range"),
    "an unknown publisher": ('publishers = ["kabarangin"]', "publishers: no publisher is called 'kabarangin'"),
    "an unknown publisher permitted": ('permitted = ["x"]', "permitted: no publisher is called 'x'"),
    "a contact that breaks a header": ('contact = "a@example.org\\nX-Y: z"', "contact: the User-Agent"),
    "no address": ('allow-address = ["not an address"]', "allow-address: neither an address"),
    "no way to connect": ('connect-to = ["x"]', "connect-to: --connect-to takes HOST:PORT:ADDRESS:PORT"),
    "certificates that are not there": ('ca-file = "no.pem"', "ca-file: File 'no.pem' does not exist"),
    "certificates that are none": ('ca-file = "arsip.toml"', "ca-file: arsip.toml: no certificates"),
    "an archive that is a folder": ('db = "."', "db: File '.' is a directory"),
    "broken TOML": ("pause = = 5", "is no TOML: Invalid value (at line 1, column 9)"),
    "a key twice": ("pause = 5\npause = 6", "is no TOML: Cannot overwrite a value"),
    "another encoding": ("contact = 'caf\u00e9@example.org'".encode("latin-1"), "is no UTF-8 text"),
    "a byte order mark of UTF-16": ("pause = 5".encode("utf-16"), "is no UTF-8 text"),
    "hostile text": ('"a\\u001b[31m\\nb" = 5', r"'a\x1b[31m\nb': there is no such key"),
    "hostile and long text": (f'contact = 5\n"{"x" * 5000}" = 1', "contact: wants a text"),
    "a list without end": (f"contact = [{'1, ' * 5000}]", "contact: wants a text in quotes, not [1, 1,"),
}


@pytest.mark.parametrize("command", [("status",), ("crawl", "beritajakarta", "--contact", "a@example.org"), ("demo",)])
@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_a_mistake_is_one_line_that_names_file_and_key_and_nothing_is_changed(
    scrape: Scrape, text: str | bytes, message: str, command: tuple[str, ...]
) -> None:
    Path("arsip.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    result = scrape(*command)
    assert result.exit_code == 2, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("scrape: arsip.toml: ")
    assert message in line
    assert line.isprintable()
    assert len(line) < 1000
    assert os.listdir() == ["arsip.toml"]  # noqa: PTH208 - names, not paths


UNREADABLE: dict[str, tuple[Callable[[], None], str]] = {
    "not there": (lambda: None, "No such file or directory"),
    "a folder": (lambda: Path("x.toml").mkdir(), "Is a directory"),
    "a link to nowhere": (lambda: Path("x.toml").symlink_to("nowhere"), "No such file or directory"),
    "a link to itself": (lambda: Path("x.toml").symlink_to("x.toml"), "Too many levels of symbolic links"),
}


@pytest.mark.parametrize(("make", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_line(scrape: Scrape, make: Callable[[], None], message: str) -> None:
    make()
    for result in (scrape("--config", "x.toml", "status"), scrape("status", SCRAPE_CONFIG="x.toml")):
        assert result.exit_code == 2
        assert result.stderr == f"scrape: x.toml: cannot be read: {message}\n"


def test_the_usual_file_that_leads_nowhere_is_told_too(scrape: Scrape) -> None:
    Path("arsip.toml").symlink_to("nowhere")
    assert scrape("status").stderr.startswith("scrape: arsip.toml: cannot be read")


def test_help_needs_no_whole_file(scrape: Scrape) -> None:
    says("kontact = 5")
    assert scrape("--help").exit_code == scrape("--version").exit_code == 0
    assert "--config" in scrape("--help").output


# What it does


def test_a_publisher_that_is_found_by_feeds_alone_is_a_real_host_too(scrape: Scrape) -> None:
    for each in publishers.everyone().values():
        if each.id != "kabardemo":
            result = scrape("crawl", each.id, "--permitted", each.id)
            assert result.exit_code == 2
            assert "who answers for it" in result.stderr


def test_a_crawl_takes_all_from_its_file(scrape: Scrape) -> None:
    with DemoSite() as site:
        says(
            f'publishers = ["kabardemo"]\npause = 0\nlimit = 3\nlog-json = true\ndb = "here.db"\n'
            f'connect-to = ["{HOST}:80:{site.address}"]\nallow-address = ["127.0.0.1"]\n'
        )
        result = scrape("crawl")
    assert result.exit_code == 0, result.output
    assert Path("here.db").exists()
    assert not Path("archive.db").exists()
    assert "3 new" in result.stdout
    assert json.loads(result.stderr.splitlines()[0])["event"] == "start"


def test_who_is_permitted_is_crawled_without_being_named(scrape: Scrape) -> None:
    asked_first = [each.id for each in publishers.everyone().values() if each.terms]
    assert "antaranews" in asked_first
    assert not {each.id for each in publishers.chosen(())} & set(asked_first)
    assert {each.id for each in publishers.chosen((), ["antaranews"])} & set(asked_first) == {"antaranews"}
    says('permitted = ["antaranews"]')
    result = scrape("crawl", "antaranews")
    assert result.exit_code == 2
    assert "who answers for it" in result.stderr  # the permission is there, the contact is not


# One home for each key


def test_every_key_has_a_flag_and_a_variable() -> None:
    for command in main.commands.values():
        for key, param in settings.keys(command).items():
            assert param.envvar == settings.variable(key)
            if key != settings.PUBLISHERS:
                assert f"--{key}" in param.opts
                assert isinstance(param, click.Option)


def test_a_key_means_one_thing_whatever_the_command() -> None:
    seen: dict[str, click.Parameter] = {}
    for command in main.commands.values():
        for key, param in settings.keys(command).items():
            former = seen.setdefault(key, param)
            assert (former.name, repr(former.type)) == (param.name, repr(param.type)), key


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--pause", "nan"), "not a number"),
        (("--limit", str(10**30)), "not in the range"),
        (("--contact", "a\nb"), "must be plain ASCII"),
        (("--allow-address", "not an address"), "neither an address"),
        (("--connect-to", "x"), "HOST:PORT:ADDRESS:PORT"),
        (("--permitted", "kabarangin"), "no publisher is called"),
    ],
)
def test_an_impossible_flag_changes_nothing(scrape: Scrape, words: tuple[str, ...], message: str) -> None:
    result = scrape("crawl", "kabardemo", *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert os.listdir() == []  # noqa: PTH208 - names, not paths
