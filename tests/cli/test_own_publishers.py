"""The operator's publishers' files on the command line: where they are looked for, what is told, who writes there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newspage import TITLE, URL, newspage

from scraper import publishers
from scraper.cli.app import main

Scrape = Callable[..., Result]

OWN = """
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import css, paragraphs

PUBLISHER = Publisher(
    id="kabarlembah", name="Kabar Lembah", region="Jawa Tengah", hosts=("www.kabarlembah.example",),
    article=r"/daerah/", indexes=("https://www.kabarlembah.example/",),
    templates=(Template(when="article.post", headline=css(".judul"), body=paragraphs(".post-content")),),
)
"""
OTHER = "https://www.bantennews.example/daerah/posyandu-lereng-wangi-buka-sampai-petang"
PAGE = newspage(info="<p class=judul>Posyandu Buka Lebih Lama</p><time>5 Mei 2025 10:00 WIB</time>")
FILE = ("file", "page.html", "--url", URL, "--json")


@pytest.fixture
def scrape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scrape]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SCRAPE_")]:
        monkeypatch.delenv(name)
    Path("page.html").write_bytes(PAGE)
    yield lambda *words, **environment: CliRunner().invoke(main, words, env=environment)
    publishers.adopt(())


def put(folder: str, text: str = OWN, name: str = "own.py") -> Path:
    Path(folder).mkdir(mode=0o755, parents=True, exist_ok=True)
    path = Path(folder, name)
    path.write_text(text, "utf-8")
    path.chmod(0o644)
    return path


def read_by(result: Result) -> str:
    assert result.exit_code in (0, 1), result.output
    article: dict[str, str] = json.loads(result.stdout)
    assert article["headline"] == ("Posyandu Buka Lebih Lama" if article["publisher"] == "kabarlembah" else TITLE)
    return article["publisher"]


#: Where the folder is -> what arsip.toml says, what the environment does, what stands behind the command.
PLACES: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "publishers": ("", {}, ()),
    "data/publishers": ('db = "data/archive.db"', {}, ()),
    "lain/publishers": ('db = "data/archive.db"', {"SCRAPE_DB": "lain/archive.db"}, ()),
    "lokal": ('publishers-folder = "lokal"', {}, ()),
    "env": ('publishers-folder = "lokal"', {"SCRAPE_PUBLISHERS_FOLDER": "env"}, ()),
    "opsi": ('publishers-folder = "lokal"', {}, ("--publishers-folder", "opsi")),
}


@pytest.mark.parametrize(("folder", "said"), PLACES.items(), ids=PLACES)
def test_the_folder_is_the_one_named_or_beside_the_archive(
    folder: str, said: tuple[str, dict[str, str], tuple[str, ...]], scrape: Scrape
) -> None:
    text, environment, words = said
    Path("arsip.toml").write_text(text, "utf-8")
    put(folder)
    assert read_by(scrape(*FILE, *words, **environment)) == "kabarlembah"
    assert scrape("config", "--json", *words, **environment).exit_code == 0
    assert not list(Path().rglob("*.pyc"))


def test_a_value_of_the_file_may_name_a_publisher_of_the_folder(scrape: Scrape) -> None:
    put("publishers")
    Path("arsip.toml").write_text('publishers = ["kabarlembah"]\npermitted = ["kabarlembah"]', "utf-8")
    result = scrape("crawl")
    assert "who answers for it" in result.stderr  # all is right but the contact
    Path("publishers/own.py").unlink()
    assert "publishers: no publisher is called 'kabarlembah'" in scrape("crawl").stderr


def test_a_named_folder_that_is_not_there_is_told_and_the_command_goes_on(scrape: Scrape) -> None:
    Path("arsip.toml").write_text('publishers-folder = "lokal"', "utf-8")
    result = scrape(*FILE)
    assert result.stderr == "scrape: lokal: No such file or directory\n"
    assert read_by(result) != "kabarlembah"


def test_a_fault_is_one_line_and_the_command_goes_on(scrape: Scrape) -> None:
    put("publishers")
    put("publishers", "x =\n", "rusak.py")
    result = scrape(*FILE)
    assert result.stderr == "scrape: publishers/rusak.py:1: SyntaxError: invalid syntax\n"
    assert read_by(result) == "kabarlembah"
    for words in (("publishers",), ("publishers", "kabarlembah"), ("status",), ("parse",)):
        assert scrape(*words).stderr.splitlines()[0] == result.stderr.strip(), words
    for words in (("--help",), ("file", "--help"), ("schedule", "--cron"), ("config",)):
        assert "rusak.py" not in scrape(*words).output, words


def test_what_a_file_writes_of_itself_does_not_break_the_line(scrape: Scrape) -> None:
    put("publishers", "raise ValueError('\\x1b[31m satu\\n dua' + 'x' * 5000)\n")
    (line,) = scrape(*FILE).stderr.splitlines()
    assert line.startswith("scrape: publishers/own.py:1: ValueError: satu duaxxx")
    assert line.isprintable()
    assert len(line) < 1100


def test_the_list_tells_whose_file_says_a_publisher(scrape: Scrape) -> None:
    assert scrape("publishers", COLUMNS="240").stdout.count("file") == 0
    put("publishers")
    put("publishers", OWN.replace("kabarlembah", "bantennews"), "lain.py")
    listed = scrape("publishers", COLUMNS="240").stdout
    assert "publishers/own.py" in listed
    assert "in place of ours" in " ".join(listed.replace("│", " ").split())
    assert "publishers/own.py" in scrape("publishers", "kabarlembah").stdout
    facts = {each["id"]: each for each in map(json.loads, scrape("publishers", "--json").stdout.splitlines())}
    told = {key: (facts[key]["file"], facts[key]["replaces_ours"]) for key in ("kabarlembah", "bantennews", "kompas")}
    assert told == {
        "kabarlembah": ("publishers/own.py", False),
        "bantennews": ("publishers/lain.py", True),
        "kompas": (None, False),
    }


def test_ids_are_completed_with_those_of_the_operator(scrape: Scrape) -> None:
    put("publishers")
    put("publishers", "x =\n", "rusak.py")
    Path("arsip.toml").write_text("no TOML", "utf-8")
    asked = {"_SCRAPE_COMPLETE": "bash_complete", "COMP_WORDS": "scrape crawl kabarle", "COMP_CWORD": "2"}
    result = CliRunner().invoke(main, [], prog_name="scrape", env=asked)
    assert result.output == "plain,kabarlembah\n"


def completed(line: str) -> str:
    asked = {"_SCRAPE_COMPLETE": "bash_complete", "COMP_WORDS": f"scrape {line}", "COMP_CWORD": str(len(line.split()))}
    return CliRunner().invoke(main, [], prog_name="scrape", env=asked).output


def test_a_site_of_the_archive_is_completed_and_named_like_a_publisher(scrape: Scrape) -> None:
    assert scrape("import", "page.html", "--url", URL).exit_code == 0
    publishers.know(())
    for command in ("crawl", "status", "learn", "publishers"):
        assert completed(f"{command} kabarle") == "plain,kabarlembah.example\n", command
        publishers.know(())
    assert "kabarlembah.example" in scrape("status", "kabarlembah.example").stdout
    publishers.know(())
    assert scrape("export", "--to", "csv", "--publisher", "kabarlembah.example").exit_code == 0
    publishers.know(())
    publishers.know(())
    Path("archive.db").write_bytes(b"no archive")
    assert completed("status kabarle").strip() == ""


# scrape add


def test_a_drafted_file_is_read_by_the_next_command(scrape: Scrape) -> None:
    old = os.umask(0)
    try:
        result = scrape("add", "page.html", SCRAPE_DB="data/archive.db")
    finally:
        os.umask(old)
    assert result.exit_code == 0, result.output
    assert "data/publishers/kabarlembah.py" in result.stdout
    assert "from now on" in result.stdout
    found = scrape("publishers", "kabarlembah", "--json", SCRAPE_DB="data/archive.db")
    assert json.loads(found.stdout)["file"] == "data/publishers/kabarlembah.py"
    assert found.stderr == ""


def test_a_draft_takes_the_place_of_nothing_that_is_known(scrape: Scrape) -> None:
    path = put("publishers", OWN.replace("Lembah", "Desa"))
    result = scrape("add", "page.html")
    assert result.exit_code == 2
    assert result.stderr == (
        "scrape: kabarlembah is known already, from publishers/own.py: --into FOLDER for a draft elsewhere\n"
    )
    assert os.listdir("publishers") == [path.name]  # noqa: PTH208 - names, not paths
    Path("ours.html").write_bytes(PAGE.replace(URL.encode(), OTHER.encode()))
    result = scrape("add", "ours.html")  # another site, the id of ours
    assert "bantennews is known already, from scrape" in result.stderr
    assert scrape("add", "page.html", "--into", "rancangan").exit_code == 0
    assert "from now on" not in scrape("add", "page.html", "--into", "lagi").stdout


def test_what_was_kept_before_the_file_was_written_is_read_again_by_it(scrape: Scrape) -> None:
    assert scrape("import", "page.html", "--url", URL).exit_code == 0
    assert ' "publisher": "kabarlembah.example"' in scrape("show", "1", "--json").stdout
    put("publishers")
    result = scrape("parse", "--all")
    assert result.exit_code == 0, result.output
    assert read_by(scrape("show", URL, "--json")) == "kabarlembah"
    assert scrape("check").exit_code == 0
    assert scrape("crawl", "kabarlembah").exit_code == 2  # it wants to be told who answers for it
    Path("publishers/own.py").unlink()
    assert scrape("parse", "--all").exit_code == 0
    assert read_by(scrape("show", URL, "--json")) == "kabarlembah.example"
