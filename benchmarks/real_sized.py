"""Real-sized newspapers: a publisher's true markup, grown to the size of real pages around invented news; and a server.

    PYTHONPATH=tests python benchmarks/real_sized.py [--hosts 40] [--articles 50] [--folder DIRECTORY]

Serves them over TLS on the loopback, from memory and gzipped as servers do, in a process of its own; what a crawl has
to know of it is the line of JSON that it prints. Pages are the same ones every time. With --folder the pages of a
directory stand behind the addresses, each under as many of them as there are.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import ssl
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import trustme
from newspapers import FIXTURES, Newspaper, tls_of

from scraper import publishers, urls
from scraper.template.publisher import Publisher

#: Bytes of real article pages: the deciles of 111 of them (median 91 kB, mean 127 kB).
SIZES = (40_000, 51_000, 63_000, 67_000, 85_000, 91_000, 106_000, 123_000, 181_000, 289_000, 330_000)
#: Paragraphs of a story: some 250 words, which is the median of the same pages.
PARAGRAPHS = range(7, 14)
#: Of what stands around a story so much is script and style.
SCRIPT_SHARE = 0.28
#: A fixture that an archive of the web printed, under its own host.
LEFT_OUT = {"jpnn"}
INDEX, ROBOTS = "/indeks", b"User-agent: *\nDisallow: /admin\n"

PLACES = "Sagara Melati Cendana Rawajati Tanjungsari Wanasari Bukitraya Lembayung Karangjaya Muaratirta".split()
FIRST = "Rudi Sari Yusuf Dewi Bambang Ratna Hendra Lestari Agus Wulan Darto Kartika Surya Nurul Galih".split()
LAST = "Hamdani Pambudi Wibowo Maharani Susilo Kusuma Saputra Anggraini Prakoso Handayani Nugraha".split()
OFFICES = (
    "Kepala Dinas Perhubungan {place}", "Bupati {place}", "Ketua RW 03 {place}", "Kapolres {place} AKBP",
    "Camat {place}", "Direktur RSUD {place} dr", "Juru bicara Pemerintah Kota {place}", "Anggota DPRD {place}",
)  # fmt: skip
DEEDS = (
    "memperbaiki jembatan yang rusak sejak musim hujan", "membuka kembali pasar pagi bagi para pedagang",
    "menanam seribu pohon di tepi sungai", "menambah angkutan umum pada jam sibuk",
    "membagikan bibit padi kepada kelompok tani", "membersihkan saluran air di empat kelurahan",
    "melatih relawan menghadapi banjir", "menutup jalan lama untuk kendaraan berat",
)  # fmt: skip
REASONS = (
    "karena warga sudah lama menunggu", "agar anak-anak tiba di sekolah dengan selamat",
    "sebelum musim hujan tiba pada akhir tahun", "bersama para pelajar dan nelayan setempat",
    "dengan biaya yang ditanggung bersama", "setelah tiga kali bermusyawarah di balai desa",
)  # fmt: skip
VERBS = ("kata", "ujar", "tutur", "jelas", "ungkap")


class Writer:
    """Invented news, the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        pick = self._random.choice
        self.place, self.person = pick(PLACES), f"{pick(FIRST)} {pick(LAST)}"
        self.office = pick(OFFICES).format(place=self.place)

    def headline(self) -> str:
        """A headline."""
        pick = self._random.choice
        return f"Warga {pick(PLACES)} {pick(DEEDS)}".title()

    def story(self) -> list[str]:
        """The paragraphs of a story: reports, quotations, indirect speech."""
        kinds = [self._report, self._quotation, self._report, self._indirect, self._continued]
        return [kinds[number % len(kinds)]() for number in range(self._random.choice(PARAGRAPHS))]

    def _deed(self) -> str:
        pick = self._random.choice
        return f"{pick(DEEDS)} {pick(REASONS)}"

    def _report(self) -> str:
        number = self._random.randrange(12, 900)
        return (
            f"Pemerintah {self.place} {self._deed()}. Kegiatan itu diikuti {number} keluarga dari "
            f"{self._random.randrange(3, 20)} desa dan berlangsung sejak Rabu pagi."
        )

    def _quotation(self) -> str:
        verb = self._random.choice(VERBS)
        return f"“Kami {self._deed()},” {verb} {self.office} {self.person}, Rabu ({self._random.randrange(1, 28)}/4)."

    def _indirect(self) -> str:
        return f"Menurut {self.person.split()[0]}, warga {self._deed()}. Ia mengatakan bantuan segera disalurkan."

    def _continued(self) -> str:
        return f"“Tahun ini kita {self._deed()}. Semua sudah siap,” {self._random.choice(VERBS)}nya."


@dataclass(frozen=True, kw_only=True)
class RealSized(Newspaper):
    """A newspaper on one host of a publisher."""

    #: The host; "" is the one of the fixture.
    edition: str = ""

    @property
    def host(self) -> str:
        """Where it is served."""
        return self.edition or super().host

    def page(self, number: int, path: str) -> bytes:
        """A story of its own in the publisher's markup, with as much around it as on real pages."""
        writer = Writer(f"{self.host} {number}")
        page = super().page(number, path).decode("utf-8", "replace").replace(super().host, self.host)
        page = _with_story(page, self._paragraphs, writer.story())
        return _grown(page, self.host, number, list(self.paths)).encode()

    @cached_property
    def _paragraphs(self) -> list[str]:
        paragraphs: list[str] = next(_cases(self.id))["paragraphs"]
        return paragraphs

    def index(self) -> bytes:
        """The list of all articles."""
        writer = Writer(self.host)
        items = "".join(f'<li><h3><a href="{path}">{writer.headline()}</a></h3></li>' for path in self.paths)
        return _grown(f"<html><body><ul>{items}</ul></body></html>", self.host, 0, list(self.paths)).encode()


def _cases(publisher: str) -> Iterator[dict[str, Any]]:
    for told in sorted((FIXTURES / publisher).glob("*.json")):
        case = json.loads(told.read_text("utf-8"))
        if "headline" in case:
            yield case


def _with_story(page: str, paragraphs: Sequence[str], story: Sequence[str]) -> str:
    """The page with a story behind the last of its paragraphs that stands in it in one piece."""
    found = [(page.index(each), each) for each in paragraphs if each in page]
    if not found:
        return page
    start, last = max(found)
    end = start + len(last)
    if page[end:].lstrip().startswith("</p>"):
        end = page.index("</p>", end) + 4
        return page[:end] + "".join(f"\n<p>{each}</p>" for each in story) + page[end:]
    return page[:end] + "".join(f"<br /><br />{each}" for each in story) + page[end:]


def _size(host: str, number: int) -> int:
    """Bytes of a page, of the distribution of real ones. The pages of one host differ by little, as real ones do."""
    at = random.Random(host).random() * (len(SIZES) - 1)
    low, share = int(at), at % 1
    size = SIZES[low] + share * (SIZES[low + 1] - SIZES[low])
    return int(size * (0.97 + 0.06 * random.Random(f"{host}/{number}").random()))


def _grown(page: str, host: str, number: int, others: Sequence[str]) -> str:
    """The page with a menu before it, and with cards of other stories and scripts behind it."""
    menu, wanted = _menu(host), _size(host, number) - len(page)
    scripts, cards, writer = "", "", Writer(f"{host} cards {number}")
    layout = random.Random(host)
    while len(scripts) < SCRIPT_SHARE * wanted:
        scripts += _script(layout)
    place = 0
    while len(menu) + len(scripts) + len(cards) < wanted:
        place += 1
        cards += _card(f"https://{host}{others[place % len(others)]}", place, writer)
    head, opening, body = page.partition("<body")
    attributes, closing, body = body.partition(">")
    body, end, tail = body.rpartition("</body>")
    return f"{head}{opening}{attributes}{closing}{menu}{body}<div class=grid>{cards}</div>{scripts}{end}{tail}"


def _menu(host: str) -> str:
    layout = random.Random(f"{host} menu")
    entries = (f"{layout.choice(PLACES).lower()}-{entry}" for entry in range(60))
    items = "".join(f'<li><a href="https://{host}/kanal/{each}">{each}</a></li>' for each in entries)
    return f"<nav class=menu><ul>{items}</ul></nav>"


def _script(layout: random.Random) -> str:
    tokens = [f"{layout.getrandbits(96):x}" for _ in range(30)]  # what packs badly, as real scripts do
    lines = "".join(f"var v{name[:6]}=window.v{name[:6]}||{{slot:'{name}',size:[[300,250]]}};" for name in tokens)
    return f"<script>(function(){{{lines}}})();</script>\n"


def _card(link: str, place: int, writer: Writer) -> str:
    headline = writer.headline()
    return (
        f'<div class="col-md-4 card" data-slot="{place}"><a class="thumb" href="{link}"><img loading="lazy" '
        f'src="https://gambar.example/{place}/300x200.jpg" width="300" height="200" alt="{headline}"></a>'
        f'<div class="card-body"><span class="cat">Kanal</span>'
        f'<h4 class="card-title"><a href="{link}">{headline}</a></h4></div></div>\n'
    )


def papers(hosts: int, articles: int) -> list[RealSized]:
    """Newspapers on so many hosts: each publisher that has a fixture once, then editions of their networks."""
    ours = [each.name for each in sorted(FIXTURES.iterdir()) if each.name not in LEFT_OUT and any(_cases(each.name))]
    found: dict[str, RealSized] = {}
    for paper in [RealSized(each, articles) for each in ours] + _editions(ours, articles):
        if len(found) < hosts and _is_its_own(paper):
            found.setdefault(paper.host, paper)
    return list(found.values())


def _editions(ours: Sequence[str], articles: int) -> list[RealSized]:
    folder = Path(publishers.__path__[0])
    networks = [[(name, host) for host in _hosts(folder / f"{name}.tsv")] for name in ours]
    by_turns = chain.from_iterable(zip_longest(*networks))
    return [RealSized(name, articles, edition=host) for name, host in filter(None, by_turns)]


def _hosts(table: Path) -> list[str]:
    """The hosts of a network's editions; none for a publisher that is no network."""
    places = [line.partition("\t")[0] for line in table.read_text("utf-8").splitlines()] if table.exists() else []
    return [place for place in places if "." in place]


def _is_its_own(paper: RealSized) -> bool:
    """Whether the addresses of a paper are articles, under these addresses and no others."""
    first, second = (f"https://{paper.host}{paper.path(number)}" for number in (1, 2))
    publisher = publishers.of(first)
    if publisher is None or publisher.id != paper.id or not publisher.is_article(first):
        return False
    return publisher.canonical(first) == first and not publisher.same_article(first, second)


def chosen(papers: Sequence[RealSized]) -> list[Publisher]:
    """The publishers of these papers, with their index pages as their only lists."""
    by_id: dict[str, list[str]] = {}
    for paper in papers:
        by_id.setdefault(paper.id, []).append(f"https://{paper.host}{INDEX}")
    return [
        replace(publishers.named(name), indexes=tuple(indexes), feeds=(), sitemaps=(), most_read=())
        for name, indexes in by_id.items()
    ]


def _answers(served: Sequence[RealSized], folder: Path | None) -> dict[tuple[bytes, bytes], bytes]:
    """Host and path -> the whole answer."""
    given = [file.read_bytes() for file in sorted(folder.rglob("*.html"))] if folder else []
    answers: dict[tuple[bytes, bytes], bytes] = {}
    for paper in served:
        host = paper.host.encode()
        answers[host, b"/robots.txt"] = _answer(ROBOTS, "text/plain")
        answers[host, INDEX.encode()] = _answer(paper.index(), "text/html; charset=utf-8")
        for path, number in paper.paths.items():
            page = given[len(answers) % len(given)] if given else paper.page(number, path)
            answers[host, path.encode()] = _answer(page, "text/html; charset=utf-8")
    return answers


def _answer(body: bytes, kind: str) -> bytes:
    packed = gzip.compress(body, 6, mtime=0)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n"
    more = "Server: nginx\r\nDate: Wed, 01 Apr 2026 03:00:00 GMT\r\nVary: Accept-Encoding\r\nCache-Control: max-age=60"
    return f"{head}{more}\r\n\r\n".encode() + packed


class _Answering(asyncio.Protocol):
    """Answers requests without a body."""

    def __init__(self, answers: dict[tuple[bytes, bytes], bytes]) -> None:
        self._answers, self._pending = answers, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._pending = (self._pending + data).split(b"\r\n\r\n")
        for request in requests:
            first, *lines = request.split(b"\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
            host = headers[b"host"].partition(b":")[0]
            found = self._answers.get((host, first.split(b" ")[1]))
            missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            self._transport.write(found or missing)  # type: ignore[attr-defined]


async def _serve(answers: dict[tuple[bytes, bytes], bytes], tls: ssl.SSLContext, told: dict[str, Any]) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Answering(answers), "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    print(json.dumps({**told, "port": port}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # until whoever began this ends it


def main() -> None:
    """Serve until standard input ends."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--hosts", type=int, default=40)
    arguments.add_argument("--articles", type=int, default=50, help="of each host")
    arguments.add_argument("--folder", type=Path, help="pages to serve in place of invented ones")
    given = arguments.parse_args()
    served = papers(given.hosts, given.articles)
    answers = _answers(served, given.folder)
    authority = trustme.CA()
    with tempfile.TemporaryDirectory() as folder:
        ca_file = Path(folder) / "authority.pem"
        authority.cert_pem.write_to_path(str(ca_file))
        hosts = [paper.host for paper in served]
        articles = {urls.authority(f"https://{paper.host}/"): list(paper.paths) for paper in served}
        told: dict[str, Any] = {"ca_file": str(ca_file), "articles": articles}
        asyncio.run(_serve(answers, tls_of(authority, *hosts), told))


if __name__ == "__main__":
    main()
