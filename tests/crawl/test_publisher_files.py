"""Publishers' files of the operator: read like ours, each fault a line, and nothing run that he did not put there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import scraper
from scraper import publishers
from scraper.crawl import publisher_files

OWN = """
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import css, paragraphs

PUBLISHER = Publisher(
    id="kabarkampung",
    name="Kabar Kampung",
    region="Jawa Tengah",
    hosts=("www.kabarkampung.example", "kabarkampung.example"),
    article=r"/berita/(?P<id>\\d+)",
    indexes=("https://www.kabarkampung.example/berita",),
    templates=(
        Template(
            when="main.cerita",
            headline=css("main .judul"),
            body=paragraphs("main .isi"),
        ),
    ),
)
"""
PAGE = b"""<!doctype html><title>x</title><h1>Situs Kami</h1><main class=cerita><p class=judul>Jembatan Desa Dibuka</p>
<div class=isi><p>Warga melintasi jembatan baru itu sejak Senin pagi.</p><p>Jembatan lama ditutup untuk kendaraan.</p>
</div></main>"""
URL = "https://kabarkampung.example/berita/7"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "publishers"
    made.mkdir()
    yield made
    publishers.adopt(())


def put(folder: Path, text: str | bytes, name: str = "own.py") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o644)
    return path


def told(folder: Path) -> list[str]:
    return [str(fault).removeprefix(f"{folder}/") for fault in publisher_files.load(folder)]


def test_a_file_of_the_operator_reads_its_pages_like_one_of_ours(folder: Path) -> None:
    put(folder, OWN)
    assert scraper.load_publishers(folder) == []
    article = scraper.parse(PAGE, URL)
    assert (article.publisher, article.headline) == ("kabarkampung", "Jembatan Desa Dibuka")
    assert article.url == "https://www.kabarkampung.example/berita/7"
    assert article.found_by["headline"] == "css('main .judul')"
    assert publisher_files.file_of("kabarkampung") == folder / "own.py"
    assert os.listdir(folder) == ["own.py"]  # noqa: PTH208 - no compiled copy is left


def test_a_folder_that_is_not_there_is_told_and_what_was_known_is_forgotten(folder: Path, tmp_path: Path) -> None:
    put(folder, OWN)
    assert told(folder) == []
    assert told(tmp_path / "nowhere") == [f"{tmp_path}/nowhere: No such file or directory"]
    assert "kabarkampung" not in publishers.everyone()


def test_a_file_of_several_says_them_all(folder: Path) -> None:
    second = OWN.replace("kabarkampung", "kabardusun").replace("PUBLISHER = ", "SECOND = ")
    put(folder, f"{OWN}{second}PUBLISHERS = [PUBLISHER, SECOND]\n")
    assert told(folder) == []
    assert {"kabarkampung", "kabardusun"} <= publishers.everyone().keys()


def test_a_publisher_with_an_id_of_ours_takes_its_place_and_gives_it_back(folder: Path) -> None:
    ours = publishers.named("bantennews")
    path = put(folder, OWN.replace('"kabarkampung"', '"bantennews"').replace("www.kabarkampung", "www.bantennews"))
    assert told(folder) == []
    assert publishers.named("bantennews").name == "Kabar Kampung"
    assert publisher_files.file_of("bantennews") == path
    path.unlink()
    assert told(folder) == []
    assert publishers.named("bantennews") is ours


def changed(old: str, new: str) -> str:
    assert old in OWN
    return OWN.replace(old, new)


def test_a_network_has_its_table_beside_its_file(folder: Path) -> None:
    (folder / "kabarkampung.tsv").write_text("host\tprovince\tzone\nhilir.kabarkampung.example\tBali\t\n", "utf-8")
    table = 'editions=hosts("kabarkampung", Path(__file__).parent),\n    article='
    head = "from pathlib import Path\nfrom scraper.template.editions import hosts\n"
    put(folder, head + changed("article=", table))
    assert told(folder) == []
    assert publishers.named("kabarkampung").place("https://hilir.kabarkampung.example/berita/1").region == "Bali"


#: What a file holds -> what is told of it.
FAULTS: dict[str, tuple[str | bytes, str]] = {
    "a syntax error": (changed("region=", "region: "), r"own\.py:8: SyntaxError: "),
    "a bracket left open": (OWN.rstrip().removesuffix(")"), r"own\.py:5: SyntaxError: '\(' was never closed"),
    "an indentation": (f"  {OWN.strip()}", r"own\.py:1: IndentationError: "),
    "no Python at all": (b"\x89PNG\r\n\x1a\n\x00", r"own\.py:1: SyntaxError: "),
    "a zero byte": (OWN.encode() + b"\0", r"own\.py:\d+: \w+Error: source code string cannot contain null bytes"),
    "another encoding": ("nama = 'café'\n".encode("latin-1") + OWN.encode(), r"own\.py:1: SyntaxError: "),
    "nested without end": ("x = " + "(" * 5000 + ")" * 5000, r"own\.py:1: \w+Error: "),
    "an unknown field": (changed("name=", "nama="), r"own\.py:5: TypeError: .*unexpected keyword argument 'nama'"),
    "a field too few": (changed('    name="Kabar Kampung",\n', ""), r"own\.py:5: TypeError: .*'name'"),
    "an unknown name": (changed("css(", "cSs("), r"own\.py:15: NameError: name 'cSs' is not defined"),
    "an unknown module": (f"import kabarmodul\n{OWN}", r"own\.py:1: ModuleNotFoundError: No module named 'kabarmodul'"),
    "a name that a module lacks": (changed("import css,", "import cas,"), r"own\.py:3: ImportError: "),
    "something raised": (f"{OWN}\n1 // 0\n", r"own\.py:21: ZeroDivisionError: "),
    "an exit": (f"import sys\nsys.exit('selesai')\n{OWN}", r"own\.py:2: SystemExit: selesai"),
    "an error of several lines": (f"raise ValueError('satu\\ndua')\n{OWN}", r"own\.py:1: ValueError: satu\ndua"),
    "recursion without end": (f"def f():\n    f()\nf()\n{OWN}", r"own\.py:2: RecursionError: "),
    "no publisher": ("x = 1\n", r"own\.py:1: says no publisher"),
    "an empty file": ("", r"own\.py:1: says no publisher"),
    "an empty list": (f"{OWN}PUBLISHERS = ()\n", r"own\.py:1: says no publisher"),
    "something else as a publisher": ("x = 1\nPUBLISHER = 5\n", r"own\.py:2: a publisher is a Publisher, not 5"),
    "a province that there is not": (changed("Jawa Tengah", "Jateng"), r"own\.py:5: ValueError: .*'Jateng'"),
    "a text for a list": (
        changed('("www.kabarkampung.example", "kabarkampung.example")', '("www.kabarkampung.example")'),
        r"own\.py:9: hosts: wants a list of texts, .* not 'www\.kabarkampung\.example'",
    ),
    "a number for a text": (changed('"Kabar Kampung"', "5"), r"own\.py:7: name: wants a text, not 5"),
    "an id of capitals": (changed('id="kabarkampung"', 'id="Kabar Kampung"'), r"own\.py:6: id: small letters"),
    "no host": (changed('("www.kabarkampung.example", "kabarkampung.example")', "()"), r"own\.py:9: hosts: names no"),
    "an address for a host": (
        changed('"www.kabarkampung.example"', '"https://www.kabarkampung.example/"'),
        r"own\.py:9: hosts: 'https://www\.kabarkampung\.example/' is no host",
    ),
    "no pattern": (changed(r'r"/berita/(?P<id>\d+)"', 'r"/berita/("'), r"own\.py:10: article: is no regular expre"),
    "a list elsewhere": (
        changed("https://www.kabarkampung.example/berita", "https://other.example/berita"),
        r"own\.py:11: indexes: 'https://other\.example/berita' is no address on a host of kabarkampung",
    ),
    "a text for a rule": (changed('css("main .judul")', '"main .judul"'), r"own\.py:15: headline: wants a rule"),
    "no selector": (changed("main .judul", "main ::"), r"own\.py:15: headline: is no selector, or holds none"),
    "no selector of a layout": (changed("main.cerita", "main["), r"own\.py:14: when: is no selector"),
    "a host of ours": (
        changed('"kabarkampung.example"', '"www.bantennews.co.id"'),
        r"own\.py:6: hosts: www\.bantennews\.co\.id is of bantennews, which only a file with id='bantennews' replaces",
    ),
    "too large a file": (OWN + "#" * (1 << 20), r"own\.py: is larger than 1,048,576 bytes"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_and_line_and_the_other_files_are_known(
    folder: Path, text: str | bytes, message: str
) -> None:
    put(folder, text)
    other = OWN.replace("kabarkampung", "kabardusun")
    put(folder, other, "a.py")
    put(folder, other.replace("kabardusun", "kabarhilir"), "z.py")
    before = publishers.shipped()
    (fault,) = told(folder)
    assert re.match(message, fault, re.DOTALL), fault
    assert publishers.everyone().keys() == before.keys() | {"kabardusun", "kabarhilir"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OWN, "z.py:6: id: kabarkampung is the one of own.py already"),
        (
            OWN.replace('id="kabarkampung"', 'id="lain"'),
            "z.py:6: hosts: kabarkampung.example is of kabarkampung in own.py already",
        ),
    ],
)
def test_two_files_for_one_id_or_host_are_told_and_the_first_holds(folder: Path, text: str, message: str) -> None:
    put(folder, OWN)
    put(folder, text.replace("Kabar Kampung", "Lain"), "z.py")
    assert told(folder) == [message]
    assert publishers.named("kabarkampung").name == "Kabar Kampung"


# Nothing is run that the operator did not put there

MARK = "open({!r}, 'w').close()\n"


@pytest.fixture
def running(tmp_path: Path) -> Path:
    """What a file leaves that is run."""
    return tmp_path / "was run"


def marking(running: Path) -> str:
    return MARK.format(str(running)) + OWN


def test_a_file_that_others_may_write_is_not_run(folder: Path, running: Path) -> None:
    put(folder, marking(running)).chmod(0o666)
    (fault,) = told(folder)
    assert fault == "own.py: others than its owner may write to it: not run until chmod go-w"
    assert not running.exists()


def test_a_folder_that_others_may_write_is_not_run(folder: Path, running: Path) -> None:
    put(folder, marking(running))
    folder.chmod(0o777)
    assert told(folder) == [f"{folder}: others than its owner may write to it: not run until chmod go-w"]
    assert not running.exists()


def test_a_file_that_the_group_may_write_is_run_where_the_group_is_its_owner_s_own(folder: Path) -> None:
    put(folder, OWN).chmod(0o664)
    status = (folder / "own.py").stat()
    assert bool(told(folder)) == (status.st_uid != status.st_gid)


def test_a_link_out_of_the_folder_is_not_run_and_one_within_it_is(folder: Path, tmp_path: Path, running: Path) -> None:
    (folder / "out.py").symlink_to(put(tmp_path, marking(running), "elsewhere.py"))
    within = folder / "..data"
    within.mkdir()
    (folder / "within.py").symlink_to(put(within, OWN))
    assert told(folder) == ["out.py: is a link out of its folder"]
    assert not running.exists()
    assert publisher_files.file_of("kabarkampung") == folder / "within.py"


def test_what_is_no_regular_file_is_told_without_waiting_for_it(folder: Path) -> None:
    os.mkfifo(folder / "fifo.py")
    (folder / "folder.py").mkdir()
    (folder / "nowhere.py").symlink_to("nowhere")
    (folder / "loop.py").symlink_to("loop.py")
    assert told(folder) == [
        "fifo.py: is no regular file",
        "folder.py: Is a directory",
        "loop.py: Too many levels of symbolic links",
        "nowhere.py: No such file or directory",
    ]


def test_hidden_files_and_folders_below_are_left_alone(folder: Path, running: Path) -> None:
    below = folder / "below"
    below.mkdir()
    for place, name in ((folder, "._own.py"), (folder, "__init__.py"), (folder, "own.py~"), (below, "own.py")):
        put(place, marking(running), name)
    assert told(folder) == []
    assert not running.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_file_of_somebody_else_is_not_run(folder: Path, running: Path) -> None:
    path = put(folder, marking(running))
    os.chown(path, 65534, 65534)
    assert told(folder) == ["own.py: belongs to user 65534, neither you nor the owner of the folder: not run"]
    assert not running.exists()
    os.chown(folder.parent, 65534, 65534)
    os.chown(folder, 65534, 65534)
    assert told(folder) == []
    assert running.exists()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "publishers").write_text("x")
    (tmp_path / "publishers").chmod(0o644)
    assert told(tmp_path / "publishers") == [f"{tmp_path}/publishers: is no folder"]
