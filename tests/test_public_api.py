"""The public names of `scraper`: what `help(scraper)` shows can be run, and nothing is imported before it is needed."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import textwrap

import scraper
from scraper.crawl.run import crawl


def test_the_example_of_the_package_is_python() -> None:
    documentation = inspect.getdoc(scraper) or ""
    lines = [line for line in documentation.splitlines() if line.startswith("    ")]
    tree = ast.parse(textwrap.dedent("\n".join(lines)))
    assert [type(node) for node in tree.body] == [ast.Assign, ast.With]


def test_every_public_name_is_there() -> None:
    assert [name for name in scraper.__all__ if not hasattr(scraper, name)] == []
    assert callable(scraper.crawl)
    assert scraper.crawl.__doc__
    assert crawl.__doc__


def test_the_version_is_told_without_the_crawler_the_database_and_the_terminal() -> None:
    code = (
        "import sys; from scraper.cli.app import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "click" in told
    assert not {"httpx", "sqlite3", "selectolax", "rich", "datasette", "babel"} & set(told)
