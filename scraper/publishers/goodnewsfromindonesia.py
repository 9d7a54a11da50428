"""Good News From Indonesia, a national site; a layout of a stored page of 2016."""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import before, behind, bylines, css, first, links, paragraphs, photos


def _writer(line: str) -> str | None:
    return line.rpartition(" by ")[2] if line.lower().startswith("written ") else None


_SIGNED = "p:lexbor-contains('written for good news' i)"

PUBLISHER = Publisher(
    id="goodnewsfromindonesia",
    name="Good News From Indonesia",
    region=None,
    hosts=("www.goodnewsfromindonesia.id", "goodnewsfromindonesia.id"),
    article=r"/(?P<id>\d{4}/\d\d/\d\d/[^/]+)(?:/|$)",
    feeds=("https://www.goodnewsfromindonesia.id/feed",),
    verified=Verified(
        date(2016, 4, 10), "https://www.goodnewsfromindonesia.id/2016/04/09/jogja-sebuah-contoh-istimewa"
    ),
    templates=(
        Template(
            when=".SinglePost-post_body",
            headline=css(".SinglePost-title"),
            published=css(".SinglePost-author_date"),
            section=first(".SinglePost-breadcrumb a:last-child"),
            bylines=bylines(".SinglePost-author_name", "reporter") + bylines(".con-span p", "reporter", to=_writer),
            photos=photos(
                ".SinglePost-post_body figure",
                caption=css("figcaption", to=before(" | ")),
                credit=css("figcaption", to=behind(" | ")),
            ),
            body=paragraphs(
                ".SinglePost-post_body",
                drop=f"[class*=related], {_SIGNED}, {_SIGNED} ~ p",
            ),
            links=links(".SinglePost-post_body [class*=related] a", "read_also")
            + links(".SingleRelatedPost h3 a", "related"),
            required=("section", "bylines"),
        ),
    ),
)
