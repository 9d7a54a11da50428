from __future__ import annotations

import gzip
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import NamedTuple

import pytest

from scraper.demo.server import DemoSite
from scraper.demo.site import HOST, ROOT, Site, Story
from scraper.html import page


class Got(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@pytest.fixture
def served() -> Iterator[DemoSite]:
    with DemoSite() as site:
        yield site


def get(site: DemoSite, path: str, **headers: str) -> Got:
    connection = HTTPConnection(site.address, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": HOST, **headers})
        return got(connection.getresponse())
    finally:
        connection.close()


def got(response: HTTPResponse) -> Got:
    with response:
        return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


def path(story: Story) -> str:
    return story.url.removeprefix(ROOT)


def wording(story: Story) -> tuple[str, ...]:
    return (story.headline, story.text, story.credit, *story.reporters, *story.editors)


def texts(html: bytes, selector: str) -> list[str]:
    read = page.read(html, ROOT)
    return [page.text_of(node) for node in read.select(selector, read.root)]


def hrefs(html: bytes, selector: str) -> list[str]:
    read = page.read(html, ROOT)
    return [node.attributes["href"] or "" for node in read.select(selector, read.root)]


FIRST, SECOND = Site(1), Site(2)


def test_it_listens_on_the_loopback_alone(served: DemoSite) -> None:
    assert served.address.startswith("127.0.0.1:")
    assert get(served, "/berita/terkini").status == 200


def test_every_story_is_listed_and_served_at_both_visits(served: DemoSite) -> None:
    for _ in range(2):
        lists = get(served, "/berita/terkini").body, get(served, "/latest-news").body
        listed = [url for html in lists for url in hrefs(html, ".list-index h2 a")]
        assert sorted(listed) == sorted(story.url for story in served.site.stories.values())
        for story in served.site.stories.values():
            answer = get(served, path(story))
            assert answer.status == 200
            assert texts(answer.body, "div.content > h1") == [story.headline]
            assert answer.text.rstrip().endswith("</html>")
        served.advance()


def test_the_newest_story_is_listed_first() -> None:
    listed = SECOND.listed("/berita/terkini") or []
    assert [story.published for story in listed] == sorted((s.published for s in listed), reverse=True)


def test_a_section_lists_its_own_stories(served: DemoSite) -> None:
    html = get(served, "/kategori/lintas-kota").body
    assert texts(html, ".list-index h2 a") == ["Pelajar Sagara Tanam 5.000 Bibit Mangrove di Pulau Renggis"]


def test_exactly_one_story_is_rewritten_between_the_visits() -> None:
    both = FIRST.stories.keys() & SECOND.stories.keys()
    changed = [FIRST.stories[n] for n in both if wording(FIRST.stories[n]) != wording(SECOND.stories[n])]
    assert [story.headline for story in changed] == ["Bus Pengumpan Tanjung Asri Layani 12 Halte"]
    again = SECOND.stories[changed[0].id]
    assert again.headline == "Bus Pengumpan Tanjung Asri Layani 14 Halte"
    assert "14 halte" in again.text
    assert again.credit != changed[0].credit
    assert again.url == changed[0].url


def test_every_promised_rewriting_takes_place() -> None:
    rewritten = [story for story in FIRST.stories.values() if story.rewritten]
    for story in rewritten:
        again = SECOND.stories[story.id]
        printed = f"{again.headline}\n{again.alt}\n{again.text}\n{again.credit}"
        assert [new for old, new in (story.rewritten or {}).items() if old in printed or new not in printed] == []


def test_one_story_is_gone_and_one_is_new_at_the_second_visit(served: DemoSite) -> None:
    (gone,) = FIRST.stories.keys() - SECOND.stories.keys()
    (new,) = SECOND.stories.keys() - FIRST.stories.keys()
    assert [get(served, f"/read/{n}/").status for n in (gone, new)] == [200, 404]
    served.advance()
    assert [get(served, f"/read/{n}/").status for n in (gone, new)] == [404, 200]


def test_a_missing_page_is_html_and_no_article(served: DemoSite) -> None:
    answer = get(served, "/read/1/tidak-ada")
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/html; charset=UTF-8"
    assert texts(answer.body, "div.news-read") == []
    assert [get(served, odd).status for odd in ("/read/x", "/kategori/", "/read/" + "9" * 5000)] == [404] * 3


def test_counts_move_with_every_look_and_words_do_not(served: DemoSite) -> None:
    story = path(next(iter(FIRST.stories.values())))
    once, twice = get(served, story).body, get(served, story).body
    views = [int(texts(html, ".content-info > span")[1]) for html in (once, twice)]
    assert views[1] == views[0] + 1
    assert texts(once, ".content-body") == texts(twice, ".content-body")


def test_the_most_read_list_is_another_at_the_second_visit(served: DemoSite) -> None:
    before = hrefs(get(served, "/berita/terkini").body, ".populer-title a")
    served.advance()
    after = hrefs(get(served, "/berita/terkini").body, ".populer-title a")
    assert len(before) == len(after) == 5
    assert before != after


def test_counts_never_fall_between_the_visits() -> None:
    both = FIRST.stories.keys() & SECOND.stories.keys()
    # A crawl looks at each story a few times: the counts of the second visit leave room for that.
    assert [n for n in both if SECOND.readers[n] < FIRST.readers[n] + 10] == []


def test_every_link_to_a_story_leads_somewhere() -> None:
    for site in (FIRST, SECOND):
        urls = {story.url for story in site.stories.values()}
        for story in list(site.stories.values()):
            html = site.answer(path(story)).body.encode()
            linked = hrefs(html, "a.read-also, .list-index h2 a, .populer-title a")
            assert set(linked) <= urls
            assert story.url not in hrefs(html, "a.read-also, .list-index h2 a")


def test_any_slug_leads_to_the_story(served: DemoSite) -> None:
    html = get(served, "/read/9100104/judul-lain?utm_source=uji").body
    assert hrefs(html, "link[rel=canonical]") == [FIRST.stories[9100104].url]


def test_robots_txt_is_served(served: DemoSite) -> None:
    answer = get(served, "/robots.txt")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert answer.text.startswith("User-agent: *\n")


def test_gzip_is_sent_to_those_who_take_it(served: DemoSite) -> None:
    squeezed = get(served, "/latest-news", **{"Accept-Encoding": "gzip, br"})
    plain = get(served, "/latest-news")
    assert squeezed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(squeezed.body) == plain.body
    assert len(plain.body) == int(plain.headers["content-length"])


def test_requests_are_logged_in_order(served: DemoSite) -> None:
    for asked in ("/robots.txt", "/berita/terkini?a=1"):
        get(served, asked)
    assert served.requests == ["/robots.txt", "/berita/terkini?a=1"]


def test_nothing_listens_after_the_site_is_closed() -> None:
    with DemoSite() as site:
        address = site.address
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection(address, timeout=5).connect()


def test_a_site_may_begin_at_the_second_visit() -> None:
    with DemoSite(visit=2) as site:
        assert get(site, "/read/9100109/").status == 404


def test_the_pages_keep_the_faults_of_the_true_markup() -> None:
    html = {number: FIRST.answer(path(story)).body for number, story in FIRST.stories.items()}
    assert '<p class="text-justify"><p>' in html[9100103]
    assert "sceditor-selection" in html[9100101]
    for body in html.values():
        assert "<ol" in body
        assert "</ol>" not in body
        assert "<h5>KONTAK KAMI</h3>" in body
        assert 'rel="amphtml"' in body


def test_no_page_names_another_host() -> None:
    for site in (FIRST, SECOND):
        for story in list(site.stories.values()):
            assert "http" not in site.answer(path(story)).body.replace(ROOT, "").replace("http-equiv", "")
