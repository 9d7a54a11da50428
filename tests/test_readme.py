"""The README tells the truth: its commands, options, exit codes, keys and queries, in both languages."""

from __future__ import annotations

import ast
import re
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from datasette.utils import parse_metadata

import scraper
from scraper import errors, publishers
from scraper.cli.app import COMMANDS, main
from scraper.models import Article

ROOT = Path(__file__).parent.parent
READMES = (ROOT / "README.md", ROOT / "README.id.md")
#: What is said of options in general, and belongs to other programs.
OTHERS = {"--cron", "--quiet"}
_COMMAND = re.compile(r"scrape ((?:--lang \w+ )?[a-z]+)")
_OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]+)")


def spans(text: str) -> list[str]:
    """What is set as code, in a line or a block of the shell."""
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", text, re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text) + [line for block in blocks for line in block.splitlines()]


def options() -> dict[str, set[str]]:
    """Command -> its options."""
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in COMMANDS}
    return {
        name: {word for param in [*command.params, *main.params] for word in param.opts if word.startswith("--")}
        for name, command in found.items()
        if command is not None
    }


@pytest.fixture(scope="module", params=READMES, ids=lambda path: path.name)
def readme(request: pytest.FixtureRequest) -> str:
    text: str = request.param.read_text("utf-8")
    return text


def rows(text: str, first: str) -> Iterator[list[str]]:
    """The cells of the table whose first heading is this."""
    after = text.partition(f"\n| {first} |")[2]
    for line in after.splitlines()[2:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.replace("\\|", "/").strip("|").split("|")]


def test_every_command_has_its_row_and_every_row_is_a_command(readme: str) -> None:
    heading = "perintah" if "perintah |" in readme else "command"
    named = {match[1] for row in rows(readme, heading) for match in _COMMAND.finditer(row[0])}
    assert named == set(COMMANDS)


def test_every_command_and_option_that_is_named_is_there(readme: str) -> None:
    known = options()
    every = set().union(*known.values()) | {"--help"} | OTHERS
    for span in spans(readme):
        command = _COMMAND.search(span)
        name = command[1].rpartition(" ")[2] if command else None
        if name and span.startswith(("scrape", ".venv/bin/scrape", "cd ")) and "COMPLETE" not in span:
            assert name in known, span
            assert set(_OPTION.findall(span)) <= known[name] | {"--help"} | OTHERS, span
        elif span.startswith("--"):
            assert set(_OPTION.findall(span)) <= every, span


def test_the_exit_codes_are_those_of_the_errors(readme: str) -> None:
    heading = "kode" if "| kode |" in readme else "code"
    told = {int(row[0]) for row in rows(readme, heading)}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ScrapeError)]
    assert told == {kind.exit_code for kind in kinds if hasattr(kind, "exit_code")} | {0, 1, 130}


def test_the_keys_of_the_output_are_those_of_an_article(readme: str) -> None:
    heading = "kunci" if "| kunci |" in readme else "key"
    told = [key for row in rows(readme, heading) for key in re.findall(r"`(\w+)`", row[0])]
    assert sorted(told) == sorted(Article(url="https://a.example/", publisher=None).to_dict())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme") / "archive.db"
    result = CliRunner().invoke(main, ["demo", "--db", str(path)])
    assert result.exit_code == 0, result.output
    return path


def test_every_query_gives_rows_on_the_demo(readme: str, demo: Path) -> None:
    (block,) = re.findall(r"```sql\n(.*?)```", readme, re.DOTALL)
    with closing(sqlite3.connect(demo)) as db:
        for query in filter(None, map(str.strip, block.split(";"))):
            assert db.execute(query).fetchall(), query


def test_every_view_that_is_named_is_there(readme: str, demo: Path) -> None:
    heading = "tampilan" if "| tampilan |" in readme else "view"
    named = {name for row in rows(readme, heading) for name in re.findall(r"`(\w+)`", row[0])}
    with closing(sqlite3.connect(demo)) as db:
        views = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert named
    assert named <= views


def test_the_examples_of_python_are_python_and_name_what_there_is(readme: str) -> None:
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert blocks
    for block in blocks:
        tree = ast.parse(textwrap.dedent(block))
        named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_scraper(node.value)}
        assert [name for name in named if not hasattr(scraper, name)] == []


def test_the_example_of_a_publisher_s_file_is_one(readme: str, tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n([^`]*PUBLISHER = [^`]*)```", readme)
    path = tmp_path / "kabarcontoh.py"
    path.write_text(example, "utf-8")
    path.chmod(0o644)
    try:
        assert scraper.load_publishers(tmp_path) == []
        assert publishers.named("kabarcontoh").templates
    finally:
        publishers.adopt(())


def _is_scraper(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "scraper"


def test_every_link_to_a_file_leads_to_one(readme: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", readme)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_both_readmes_have_the_same_chapters_and_blocks() -> None:
    english, indonesian = (path.read_text("utf-8") for path in READMES)
    for pattern in (r"^##+ ", r"^```\w*$", r"^\|"):
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in (english, indonesian)]
        assert counts[0] == counts[1], pattern


def test_publishers_are_completed() -> None:
    words = {"_SCRAPE_COMPLETE": "bash_complete", "COMP_WORDS": "scrape crawl beritaj", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", "from scraper.cli.app import main; main(prog_name='scrape')"],
        capture_output=True, text=True, check=False, env={**words, "PATH": ""},
    )  # fmt: skip
    assert done.stdout.strip() == "plain,beritajakarta"


def test_the_compose_file_starts_commands_that_there_are() -> None:
    services = parse_metadata((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    name, *words = services["serve"]["command"]
    assert name in COMMANDS
    assert {word for word in words if word.startswith("--")} <= options()[name]
    assert "robots.txt" in services["serve"]["healthcheck"]["test"][-1]
    assert "scrape crawl --max-time" in services["crawl"]["entrypoint"][-1]
