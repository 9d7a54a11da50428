"""Metro Bali, a local paper of Bali on WordPress. Its theme's layout was read on a stored page of 2020."""

from dataclasses import replace
from datetime import date

from scraper.html.page import Page, text_of
from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Publisher, Verified
from scraper.template.rules import IMAGE, by, first, paragraphs, photos, popular
from scraper.template.wordpress import ARTICLE, LOCAL, PLUGINS, STANDARD, on_wordpress

#: A photo's caption is the first line of the text, all in italics.
_CAPTION = ".entry-content-inner > p:first-of-type > em:only-child"


def _caption(page: Page) -> str | None:
    """The caption is all of its paragraph; a word in italics is none."""
    for node in page.select(_CAPTION, page.root):
        text = text_of(node)
        if node.parent is not None and text == text_of(node.parent):
            return text
    return None


PUBLISHER = on_wordpress(
    Publisher(
        id="metrobali",
        name="Metro Bali",
        region="Bali",
        zone=WITA,
        hosts=("metrobali.com", "www.metrobali.com"),
        article=ARTICLE,
        feeds=("https://metrobali.com/feed/",),
        verified=Verified(
            date(2020, 10, 14),
            "http://metrobali.com/cegah-dan-tanggulangi-covid-19-badung-gencarkan-edukasi-prokes-dan-penyemprotan-disinfektan/",
        ),
        templates=(
            replace(
                STANDARD,
                when=".entry-content-inner",
                photos=photos(
                    ".type-post:has(> .single-image)",
                    first(".single-image img", attr=IMAGE),
                    by(_caption),
                ),
                body=paragraphs(".entry-content-inner", drop=f"{PLUGINS}, .ads_content_single", beside=_CAPTION),
                popular=popular(
                    ".most-views-content .post-item", first(".widget_nerubian_most_views h2"), ".entry-title a"
                ),
                verified=True,
            ),
            *LOCAL,
        ),
    )
)
