"""Liputan6, a national site; layouts of stored pages of 2016 to 2021. A story's first page holds all of its pages."""

from dataclasses import replace
from datetime import date

from scraper.html.page import Page
from scraper.template import editions
from scraper.template.kly import people
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import by, by_all, bylines, css, css_all, first, highest, links, paragraphs, photos, popular
from scraper.text import of_pages

#: In the credits of 2016 the authors stand before the editors.
_AUTHORS = (
    ".read-page--header__author [itemprop=author], "
    ".read-page--credits__item:has(~ #credits_editor) .read-page--credits__name"
)
#: A part that is a film and nothing else advertises it; only then is its heading none of the article.
_FILM = "[class*=__item]:has(> [class*=video-gallery]):not(:has(> [class$=-content]))"
_SITE = "https://www.liputan6.com"
_HEADS = "p > strong, p > b"
_PARTS = (
    f"{_FILM}, [class*=video-gallery], [class*=photo-gallery], .photo-gateway, [class*=__item-break], "
    "[class*=body__break]"
)
_NO_TEXT = (
    f"{_PARTS}, .baca-juga, .baca-juga-collections, .article-ad, .seamless-ads, [class*=load-more], [class*=loadmore]"
)


def _parts(page: Page) -> str | None:
    """The number of pages where only the breaks between them are marked."""
    breaks = page.select(".article-content-body__break, .article-content-body__item-break", page.root)
    return str(len(breaks) + 1) if breaks else None


DESKTOP = Template(  # 2020
    when=".read-page--content .article-content-body",
    headline=css("h1.read-page--header--title"),
    kicker=css(".read-page--header--description"),
    published=first("time[class$='__datetime updated'], time[class$=author__datetime]", drop="span"),
    section=first("li.read-page--breadcrumb--item:last-child"),
    tags=css_all(".tags--snippet__name"),
    bylines=by_all(people) | bylines(".read-page--header--author__name, .read-page--credits__popover:has(> div)"),
    photos=photos("figure[id^=gallery-image]", caption=first("figcaption")),
    required=("section",),
    pages=highest("[class$=item-break-index]", to=of_pages) | highest("[class*=pagination__link]") | by(_parts),
    all_pages=True,
    body=paragraphs(".article-content-body", drop=_NO_TEXT, heads=_HEADS),
    links=links(
        ".baca-juga a, .baca-juga-collections a, [itemprop=description] p > a[title^=Selengkapnya]", "read_also"
    )
    + links("#related-news a[href*='/read/']", "related"),
    popular=popular("#popular-articles li", first("#popular-articles h3 a"), link="h5 a", views=css("[class$=count]")),
)
_DESKTOP_2016 = replace(
    DESKTOP,
    when=".read-page__content-body",
    headline=css("h1.read-page--header__title"),
    tags=css_all(".read-page--tags__link"),
    bylines=bylines(_AUTHORS, "reporter") + bylines("#credits_editor ~ li .read-page--credits__name", role="editor"),
    body=paragraphs(".read-page__content-body", drop=_NO_TEXT, heads=_HEADS),
)
MOBILE = replace(  # 2021
    DESKTOP,
    when=".article-readpage--section .article-content-body",
    headline=css(".article-header__title"),
    published=css(".article-header__datetime"),
    kicker=css(".article-header__short-description"),
    pages=highest("[class$=__item-index]", to=of_pages) | by(_parts),
    modified=css(".article-header__modified-time", drop="span"),
    tags=css_all(".tags--topics--item__link"),
    section=first("#breadcrumb > li:last-child"),
    bylines=by_all(people) | bylines(".article-header__author-link, .article-credits__item-label"),
    photos=photos("div[id^=gallery-image]", caption=first("[class$=__description]", drop="[class$=-more]")),
    popular=popular(".article-popular--numbered", first(".article-popular--title"), link="h5 a"),
)
_MOBILE_2016 = replace(
    MOBILE,
    when=".article-multipage .article-content",
    modified=None,
    tags=css_all(".article-readpage--section .tags__list-item-link"),
    photos=photos("div[id^=gallery-image]", caption=first("img", attr="alt")) + photos(".article-content p:has(> img)"),
    body=paragraphs(".article-content", drop=_NO_TEXT, heads=_HEADS),
)

PUBLISHER = Publisher(
    id="liputan6",
    name="Liputan6",
    region=None,
    hosts=("www.liputan6.com", "liputan6.com", "m.liputan6.com"),
    editions=editions.hosts("liputan6"),
    article=r"/(?!photo|video)(?:(?:[\w-]+/)?read/)?(?P<id>\d+)(?:/|$)",
    indexes=(f"{_SITE}/regional", f"{_SITE}/news", f"{_SITE}/indeks"),
    most_read=(f"{_SITE}/regional/indeks/terpopuler",),
    archives=(f"{_SITE}/indeks/{{day:%Y/%m/%d}}",),
    verified=Verified(date(2024, 10, 5), "https://www.liputan6.com/bisnis/read/5715195"),
    templates=(DESKTOP, _DESKTOP_2016, MOBILE, _MOBILE_2016),
)
