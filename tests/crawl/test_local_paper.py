"""The README's five lines from an address to an archive, as they are printed, against a site of an invented village."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import village
from click.testing import CliRunner
from test_site_forms import rows
from village_server import Server

from scraper import publishers
from scraper.cli.app import main

ROOT = Path(__file__).parents[2]
HOST = "kabardesa.example"


def lines(readme: str) -> list[list[str]]:
    """The commands of the second section."""
    section = re.split(r"^## ", (ROOT / readme).read_text("utf-8"), flags=re.MULTILINE)[2]
    (block,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [shlex.split(line) for line in block.splitlines()]


def test_both_readmes_have_the_same_five_lines() -> None:
    (made, *english), (_, *indonesian) = lines("README.md"), lines("README.id.md")
    assert english == indonesian
    assert (made[0], english[-1]) == ("mkdir", ["scrape", "serve"])
    assert len(english) == 4


def test_the_address_of_a_paper_becomes_an_archive_with_rules_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, crawl, learn, parse, _ = lines("README.md")
    monkeypatch.chdir(tmp_path)
    site = village.wordpress()
    crawl, learn, parse = ([word.replace(HOST, site.host) for word in line[1:]] for line in (crawl, learn, parse))
    try:
        with Server(site, tmp_path) as server:
            assert server.scrape(*crawl).exit_code == 0
        kept = rows("SELECT url, headline FROM articles ORDER BY url")
        assert len(kept) == len(site.articles)
        for words in (learn, parse, ["check"]):
            result = CliRunner().invoke(main, words)
            assert result.exit_code == 0, result.output
        (file,) = Path("publishers").glob("*.py")
        assert rows("SELECT url, headline FROM articles ORDER BY url") == kept
        assert "css('h1')" in CliRunner().invoke(main, ["show", "1"]).stdout
        assert str(file) in CliRunner().invoke(main, ["publishers", site.host]).output
    finally:
        publishers.know(())
        publishers.adopt(())
