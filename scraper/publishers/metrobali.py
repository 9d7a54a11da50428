"""Metro Bali, a local paper of Bali on WordPress. Its theme's layout was read on a stored page of 2020."""

from dataclasses import replace
from datetime import date

from scraper import themes
from scraper.dates import WITA
from scraper.publisher import Publisher
from scraper.rules import IMAGE, first, paragraphs, photos, popular

#: A photo's caption is the first line of the text, all in italics.
_CAPTION = ".entry-content-inner > p:first-of-type > em:only-child"

PUBLISHER = Publisher(
    id="metrobali",
    name="Metro Bali",
    region="Bali",
    zone=WITA,
    hosts=("metrobali.com", "www.metrobali.com"),
    article=themes.ARTICLE,
    feeds=("https://metrobali.com/feed/",),
    verified=date(2020, 10, 14),
    templates=(
        replace(
            themes.STANDARD,
            when=".entry-content-inner",
            photos=photos(
                ".type-post:has(> .single-image)",
                first(".single-image img", attr=IMAGE),
                first(_CAPTION, alone=True),
            ),
            body=paragraphs(".entry-content-inner", drop=f"{themes.PLUGINS}, .ads_content_single", beside=_CAPTION),
            popular=popular(
                ".most-views-content .post-item", first(".widget_nerubian_most_views h2"), ".entry-title a"
            ),
            verified=True,
        ),
        *themes.LOCAL,
    ),
)
