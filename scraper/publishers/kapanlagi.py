"""KapanLagi.com, a national site on films and stars; a layout of a stored page of 2024, which prints no names."""

from datetime import date

from scraper.template.kly import people
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import by_all, bylines, css, css_all, first, links, paragraphs, photos

_NO_TEXT = ".detail__crosslink, .editorial-promotion, .advertisement-placeholder, .box-detail, .copyright"


def _words(line: str) -> str:
    return line.partition("©")[0].strip()


def _credit(line: str) -> str | None:
    return "".join(line.partition("©")[1:]) or None


PUBLISHER = Publisher(
    id="kapanlagi",
    name="KapanLagi.com",
    region=None,
    hosts=("www.kapanlagi.com", "kapanlagi.com", "m.kapanlagi.com"),
    article=r"/(?!tag|foto|video|indeks)(?:[\w-]+/){1,4}[\w-]+-(?P<id>[0-9a-f]{6})\.html",
    feeds=("https://www.kapanlagi.com/feed/",),
    verified=Verified(
        date(2024, 5, 27),
        "https://www.kapanlagi.com/showbiz/selebriti/dituduh-jadi-salah-satu-dpo-pembunuhan-vina-dan-eki-"
        "anak-eks-bupati-cirebon-saya-masih-di-bangku-5-sd-3b183b.html",
    ),
    templates=(
        Template(
            when=".content-detail .body-paragraph",
            headline=css(".headline-detail h1"),
            published=first(".toppostinfo-datetime-text"),
            section=first("ul.breadcrumb li:last-child a"),
            tags=css_all(".related-topics li a, #tag-more li a"),
            bylines=bylines(".toppostinfo-reporter", "reporter") | by_all(people),
            photos=photos(".img-warper-head", caption=css("span", to=_words), credit=css("span", to=_credit))
            + photos(".body-paragraph:has(.image_pagging_on)", credit=first(".copyright")),
            body=paragraphs(".content-detail .body-paragraph:not(.body-paragraph .body-paragraph)", drop=_NO_TEXT),
            links=links(".detail__crosslink a", "read_also")
            + links(".box-detail-paragraph .list-crosslink a", "related"),
            required=("section",),
        ),
    ),
)
