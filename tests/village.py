"""Sites of invented villages, each made with another system, in that system's true markup: pages by their paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product

NEWEST = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
_WHO = ("Warga", "Petani", "Karang Taruna", "Kader Posyandu", "Pemuda", "Nelayan", "Pengrajin", "Ibu PKK")
_WHAT = (
    "Menanam Bakau di Muara",
    "Memperbaiki Jalan Kebun",
    "Membuka Pasar Pagi",
    "Merawat Mata Air",
    "Panen Cabai Rawit",
)
_WHERE = ("Dusun Sukamaju", "Lereng Wangi", "Tepi Kali Jernih", "Desa Awan Biru", "Kampung Melati")
_DID = (
    "Mereka bekerja sejak pagi dan berbagi bekal di balai dusun sebelum hujan turun pada siang hari.",
    "Kepala dusun mencatat kebutuhan alat dan membagi giliran supaya semua keluarga dapat ikut serta.",
    "“Kami ingin anak cucu tetap menikmati hasilnya,” kata Ketua Kelompok, Sumiati, di sela kegiatan itu.",
    "Pupuk dan bibit dibeli dari iuran bulanan yang dikumpulkan warga selama setengah tahun terakhir.",
    "Kegiatan berikutnya direncanakan bulan depan dengan bantuan mahasiswa yang sedang bertugas di sana.",
)


@dataclass(frozen=True)
class Story:
    """One invented story."""

    number: int

    @property
    def title(self) -> str:
        who, what, where = _ALL[self.number % len(_ALL)]
        return f"{who} {where} {what}"

    @property
    def slug(self) -> str:
        return self.title.lower().replace(" ", "-")

    @property
    def at(self) -> datetime:
        return NEWEST - timedelta(hours=5 * self.number)

    @property
    def day(self) -> str:
        return f"{self.at:%d/%m/%Y}"

    @property
    def text(self) -> str:
        first = f"{self.title} pada pekan ke-{self.number + 1} kegiatan gotong royong yang digelar tahun ini."
        return "".join(f"<p>{line}</p>" for line in (first, *_DID))


_ALL = list(product(_WHO, _WHAT, _WHERE))


def stories(count: int) -> list[Story]:
    return [Story(number * 7) for number in range(count)]


def in_pages(told: list[Story], size: int) -> list[list[Story]]:
    return [told[at : at + size] for at in range(0, len(told), size)]


@dataclass
class Village:
    """A site: its host, what it serves by path, and where its articles stand."""

    host: str
    pages: dict[str, bytes]
    articles: set[str]
    redirects: dict[str, str] = field(default_factory=dict)
    #: How the addresses of pages begin that are made up as they are asked for, and what they hold.
    endless: Mapping[str, bytes] = field(default_factory=dict)


def html(title: str, body: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html lang=id><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    ).encode()


def article(story: Story, header: str, *, head: str = "", text: str = "entry-content", footer: str = "") -> bytes:
    """A story's page."""
    head = f'<meta property="og:type" content="article"><meta property="og:title" content="{story.title}">{head}'
    head += f'<meta property="article:published_time" content="{story.at.isoformat()}">'
    return html(
        f"{story.title} - Kabar Desa",
        f"{header}<main><article><h1>{story.title}</h1><p class=meta>Oleh Rini Astuti, {story.day}</p>"
        f"<div class={text}>{story.text}</div></article></main>{footer}",
        head,
    )


def urlset(urls: Iterable[str]) -> bytes:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()
    )


def sitemap_index(urls: Iterable[str]) -> bytes:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'.encode()


def robots(*lines: str) -> bytes:
    return "\n".join(("User-agent: *", *lines, "")).encode()


def wordpress(host: str = "kabarsukamaju.example", count: int = 13) -> Village:
    """WordPress with a theme as GeneratePress prints it: feed of ten, numbered front page, its own sitemaps."""
    home = f"https://{host}/"
    told, pages = stories(count), dict[str, bytes]()
    sections = ("desa", "tani-dan-nelayan")
    header = (
        '<header class="site-header"><p class="main-title"><a href="/" rel="home">Kabar Sukamaju</a></p></header>'
        '<nav class="main-navigation"><ul>'
        + "".join(f'<li class="menu-item"><a href="/category/{each}/">{each}</a></li>' for each in sections)
        + '<li><a href="/tentang-kami/">Tentang Kami</a></li></ul></nav>'
    )
    head = (
        '<meta name="generator" content="WordPress 6.7"><link rel="https://api.w.org/" href="/wp-json/">'
        f'<link rel="alternate" type="application/rss+xml" title="Feed" href="{home}feed/">'
        f'<link rel="alternate" type="application/rss+xml" title="Komentar" href="{home}comments/feed/">'
    )

    def excerpt(story: Story) -> str:
        return (
            f'<article class="post type-post"><header class="entry-header"><h2 class="entry-title">'
            f'<a href="{home}{story.slug}/" rel="bookmark">{story.title}</a></h2><div class="entry-meta"><time '
            f'datetime="{story.at.isoformat()}">{story.day}</time> <a href="/author/rini/">Rini</a></div></header>'
            f'<div class="entry-summary"><p>{_DID[0]} <a class="more" href="{home}{story.slug}/">Baca</a></p></div>'
            f'<footer><a href="/category/desa/">desa</a> <a href="/tag/gotong-royong-warga/">gotong royong warga</a>'
            "</footer></article>"
        )

    for number, few in enumerate(in_pages(told, 6), 1):
        older = f'<a class="next page-numbers" href="{home}page/{number + 1}/">Berikutnya</a>'
        body = header + "".join(map(excerpt, few)) + (older if number * 6 < count else "")
        page = html("Kabar Sukamaju", body + '<a href="/wp-login.php">Masuk</a>', head)
        pages["/" if number == 1 else f"/page/{number}/"] = page
    items = "".join(
        f"<item><title>{each.title}</title><link>{home}{each.slug}/</link>"
        f"<pubDate>{each.at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for each in told[:10]
    )
    pages["/feed/"] = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()
    pages["/wp-sitemap.xml"] = sitemap_index(
        f"{home}wp-sitemap-{each}-1.xml" for each in ("posts-post", "posts-page", "taxonomies-category", "users")
    )
    pages["/wp-sitemap-posts-post-1.xml"] = urlset(f"{home}{each.slug}/" for each in told)
    for section in sections:
        pages[f"/category/{section}/"] = html(section, header + "".join(map(excerpt, told[:6])), head)
    pages |= {f"/{each.slug}/": article(each, header, head=head) for each in told}
    pages["/tentang-kami/"] = html("Tentang Kami", f"{header}<h1>Tentang Kami</h1><p>{_DID[3]}</p>", head)
    pages["/robots.txt"] = robots("Disallow: /wp-admin/", f"Sitemap: {home}wp-sitemap.xml")
    return Village(host, pages, {f"/{each.slug}/" for each in told})


def blogger(host: str = "lerengwangi.example", count: int = 9) -> Village:
    """Blogger on a domain of its own: whole posts on the front page, archive by month, a feed that leads elsewhere."""
    home = f"https://{host}/"
    told, pages = stories(count), dict[str, bytes]()
    path = {each.number: f"/{each.at:%Y/%m}/{each.slug[:39].rstrip('-')}.html" for each in told}
    months = sorted({f"/{each.at:%Y/%m}/" for each in told}, reverse=True)
    head = (
        "<meta content='blogger' name='generator'/>"
        f'<link rel="alternate" type="application/atom+xml" title="Atom" href="{home}feeds/posts/default" />'
        f'<link rel="alternate" type="application/rss+xml" title="RSS" href="{home}feeds/posts/default?alt=rss" />'
    )
    archive = "".join(
        f"<li class='archivedate'><a class='post-count-link' href='{home[:-1]}{each}'>{each[1:-1]}</a></li>"
        for each in months
    )
    side = (
        f"<aside class='sidebar'><div class='widget BlogArchive'><ul>{archive}</ul></div><div class='widget Label'><ul>"
        f"<li><a href='{home}search/label/Kabar%20Dusun%20Kami'>Kabar Dusun Kami</a></li></ul></div></aside>"
    )

    def post(story: Story) -> str:
        return (
            f"<div class='post hentry'><h3 class='post-title entry-title'><a href='{home[:-1]}{path[story.number]}'>"
            f"{story.title}</a></h3><div class='post-body entry-content'>{story.text}</div></div>"
        )

    def few(listed: Iterable[Story], older: str = "") -> bytes:
        return html("Lereng Wangi", f"<div class='main'>{''.join(map(post, listed))}{older}</div>{side}", head)

    older = f"<a class='blog-pager-older-link' href='{home}search?updated-max={NEWEST:%Y-%m-%d}'>Posting Lama</a>"
    pages["/"] = few(told[:4], older)
    pages |= {each: few([story for story in told if path[story.number].startswith(each)]) for each in months}
    pages |= {
        path[each.number]: article(each, "<header><a href='/'>Lereng Wangi</a></header>", head=head, footer=side)
        for each in told
    }
    entries = "".join(
        f"<entry><title type='text'>{each.title}</title><updated>{each.at.isoformat()}</updated>"
        f"<link rel='alternate' type='text/html' href='{home[:-1]}{path[each.number]}'/></entry>"
        for each in told[:5]
    )
    feed = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()
    pages["/feeds/posts/default?redirect=false&max-results=150"] = feed
    pages["/sitemap.xml"] = sitemap_index([f"{home}sitemap.xml?page=1"])
    pages["/sitemap.xml?page=1"] = urlset(f"{home[:-1]}{path[each.number]}" for each in told)
    pages["/robots.txt"] = robots("Disallow: /search", "Allow: /", f"Sitemap: {home}sitemap.xml")
    elsewhere = "https://feeds.feedburner.com/LerengWangi"
    leads = {"/feeds/posts/default": elsewhere, "/feeds/posts/default?alt=rss": elsewhere}
    return Village(host, pages, set(path.values()), redirects=leads)


def static(host: str = "awanbiru.example", count: int = 11) -> Village:
    """Pages written by hand: no feed, no sitemap, no robots.txt, relative links, addresses that only number."""
    told, pages = stories(count), dict[str, bytes]()
    path = {each.number: f"/berita/{number}.html" for number, each in enumerate(told, 101)}
    menu = {"index": "Beranda", "arsip": "Arsip", "kontak": "Kontak"}
    links = "".join(f"<a href=/{name}.html>{title}</a> " for name, title in menu.items())
    header = f"<table><tr><td>{links}</td></tr></table>"

    def lines(listed: Iterable[Story]) -> str:
        return "".join(
            f"<p>{each.day} <a href='{path[each.number][1:]}'><b>{each.title}</b></a></p>" for each in listed
        )

    pages["/"] = html("Desa Awan Biru", f"{header}<h2>Kabar terbaru</h2>{lines(told[:5])}")
    pages["/index.html"] = pages["/"]
    for number, few in enumerate(in_pages(told, 8), 1):
        older = f"<a rel=next href=arsip-{number + 1}.html>Lebih lama</a>" if number * 8 < count else ""
        pages["/arsip.html" if number == 1 else f"/arsip-{number}.html"] = html(
            "Arsip", f"{header}<h2>Arsip</h2>{lines(few)}{older}"
        )
    pages["/kontak.html"] = html("Kontak", f"{header}<h1>Kontak</h1><p>Balai Desa Awan Biru, telepon 0361 000111</p>")
    pages |= {path[each.number]: article(each, header, text="isi") for each in told}
    pages["/robots.txt"] = b""
    return Village(host, pages, set(path.values()))


def news_sitemap(host: str = "warta.melati.example", count: int = 9) -> Village:
    """A site whose front page is drawn by a script: only its news sitemap, named by robots.txt, tells of articles."""
    home = f"https://{host}/"
    told = stories(count)
    path = {each.number: f"/baca/{4000 + each.number}/{each.slug}" for each in told}
    news = "".join(
        f"<url><loc>{home[:-1]}{path[each.number]}</loc><news:news><news:publication>"
        f"<news:name>Warta</news:name>"
        f"<news:language>id</news:language></news:publication><news:publication_date>{each.at.isoformat()}"
        f"</news:publication_date><news:title>{each.title}</news:title></news:news></url>"
        for each in told
    )
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{news}</urlset>'
    )
    pages = {path[each.number]: article(each, "<div id=app></div>") for each in told}
    pages["/"] = html("Warta Melati", "<div id=app></div><script src=/app.js></script>")
    pages["/sitemap/google-news.xml"] = sitemap.encode()
    pages["/robots.txt"] = robots("Disallow: /akun", f"Sitemap: {home}sitemap/google-news.xml")
    return Village(host, pages, set(path.values()))


def forty_sections(host: str = "harianpesisir.example", sections: int = 40) -> Village:
    """A site of forty sections without feeds or sitemaps: the front page shows the newest stories of a few."""
    told = stories(sections + 2)
    names = [f"kanal-{chr(97 + number // 10)}{chr(97 + number % 10)}" for number in range(sections)]
    of = {each.number: names[number % sections] for number, each in enumerate(told)}
    path = {each.number: f"/{of[each.number]}/{each.slug}-{each.number}" for each in told}
    header = "<header><nav><ul>" + "".join(f"<li><a href=/{name}>{name.title()}</a></li>" for name in names)
    header += "</ul></nav></header>"

    def cards(listed: Iterable[Story]) -> str:
        return "".join(
            f"<div class=card><a href={path[each.number]}><img src=/x.jpg alt=''></a><h3><a href={path[each.number]}>"
            f"{each.title}</a></h3><span>{each.day}</span></div>"
            for each in listed
        )

    pages = {f"/{name}": html(name, header + cards(each for each in told if of[each.number] == name)) for name in names}
    pages |= {path[each.number]: article(each, header) for each in told}
    pages["/"] = html("Harian Pesisir", header + cards(told[:12]))
    pages["/robots.txt"] = b"User-agent: *\nDisallow: /cari\n"
    return Village(host, pages, set(path.values()))


def hostile(host: str = "jebakan.example", count: int = 8) -> Village:
    """A site that leads astray: a calendar without end, numbered lists without end, ids of sessions, other hosts."""
    told = stories(count)
    path = {each.number: f"/warta/{each.slug}" for each in told}
    days = "".join(
        f"<a href=/agenda/2026/12/{day:02d}/acara-warga-dusun-hari-{day}>Acara warga dusun hari ke-{day}</a> "
        for day in range(1, 29)
    )
    outside = (
        "<a href=https://iklan.luar.example/promo-besar-bulan-ini-saja>Promo Besar Bulan Ini Saja untuk Anda</a>"
        f"<a href=https://toko.{host}/barang-murah-dan-bagus>Barang Murah dan Bagus Sekali</a>"
    )
    menu = {"/": "Beranda", "/warta": "Warta", "/agenda": "Agenda Desa", "/masuk?ke=/": "Masuk"}
    header = f"<nav>{''.join(f'<a href={to}>{title}</a>' for to, title in menu.items())}</nav>"
    listed = "".join(f"<h2><a href={path[each.number]}>{each.title}</a></h2>" for each in told)
    calendar = html("Agenda", f"{header}<h1>Agenda</h1>{days}<a rel=next href=/agenda/2027/1>Bulan depan</a>{outside}")
    pages = {path[each.number]: article(each, header, footer=outside) for each in told}
    pages["/"] = html("Warta Jebakan", header + listed + days + outside)
    pages["/warta"] = html("Warta", header + listed + "<a href=/warta?page=2>2</a>")
    pages["/agenda"] = calendar
    pages["/robots.txt"] = b"User-agent: *\nDisallow: /masuk\n"
    endless = {
        "/agenda/": calendar,
        "/warta?page=": html(
            "Warta", header + listed + "".join(f"<a href=/warta?page={n}>{n}</a>" for n in range(3, 60))
        ),
    }
    return Village(host, pages, set(path.values()), endless=endless)


def all_forms() -> Iterator[Village]:
    yield from (wordpress(), blogger(), static(), news_sitemap(), forty_sections(), hostile())
