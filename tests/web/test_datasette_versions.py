"""Our plugin on Datasette 0.65 and on 1.0: the same pages, and the whole list of what 1.0 does not do."""

from __future__ import annotations

import asyncio
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from web_archive import fill

from scraper.web.datasette_versions import IS_ONE
from scraper.web.safety import inline_scripts
from scraper.web.serve import Options, datasette_of

on_one = pytest.mark.skipif(not IS_ONE, reason="is told of Datasette 1.0: .ci/alpha")


def get(tmp_path: Path, address: str, language: str = "en") -> Any:
    fill(tmp_path / "archive.db")
    served = datasette_of(tmp_path / "archive.db", Options())
    return asyncio.run(served.client.get(address, headers={"accept-language": language}))


def test_tables_have_their_words_and_queries_their_titles(tmp_path: Path) -> None:
    assert "An article as its best reading knows it." in get(tmp_path, "/archive/articles").text


def test_queries_have_their_titles(tmp_path: Path) -> None:
    assert "What did they say?" in get(tmp_path, "/archive").text


@on_one
def test_tables_are_in_one_language(tmp_path: Path) -> None:
    page = get(tmp_path, "/archive/articles", "id").text
    assert "An article as its best reading knows it." in page
    assert "Artikel menurut bacaan terbaiknya." not in page


@on_one
def test_every_column_of_a_table_is_shown(tmp_path: Path) -> None:
    page = get(tmp_path, "/archive/articles").text
    assert "col-found_by" in page
    assert ".col-found_by { display: none" not in page


@on_one
def test_scripts_that_hold_what_only_a_request_knows_are_refused_by_the_policy() -> None:
    """They set up the dialogs that insert, edit and alter, which nobody may, and the chooser of columns."""
    folder = files("datasette").joinpath("templates")
    texts = [path.read_text("utf-8") for path in folder.iterdir() if path.name in SHOWN]
    scripts = {script for text in texts for script in re.findall(r"<script>(.*?)</script>", text, re.DOTALL)}
    allowed = set(inline_scripts(texts))
    refused = {script for script in scripts if "{{" in script and "datasette_" not in script} - allowed
    assert {re.sub(r"\W+$", "", script.strip().partition(" = ")[0]) for script in refused} == {
        "window._datasetteDatabaseData", "window._datasetteTableData", "window._columnChooserData",
        "window._setColumnTypeData",
    }  # fmt: skip


#: Pages of Datasette's own that a reader of an archive comes to.
SHOWN = ("base.html", "database.html", "table.html", "row.html", "index.html")
