"""What many local papers share: the themes of WordPress and Blogger as templates, and where WordPress has its lists.

`LOCAL` holds them all: a paper that changes its theme is still read. They are written after the themes' own markup
and the selectors of public scrapers; what they leave silent, dates and people above all, is read as on a page of an
unknown site. A paper's own file makes one its own with `dataclasses.replace` once a real page was read.
"""

from __future__ import annotations

from dataclasses import replace

from scraper.template.publisher import Publisher, Template
from scraper.template.rules import IMAGE, bylines, css_all, first, links, paragraphs, photos, popular
from scraper.text import untagged

#: Path of a story: the last step is its title, three words at least, behind a date, a section or nothing.
ARTICLE = (
    r"/(?!(?:category|tag|author|page|kategori|wp-[\w-]+|search|feed)/)"
    r"(?:[\w-]+/){0,5}(?:[\w%]+-){2,}[\w%]+(?:\.html)?/?$"
)
#: Path of a story on Blogger: year, month and the words of its title.
BLOGGER_ARTICLE = r"/(?P<id>\d{4}/\d\d/[^/]+)\.html"
#: What the plugins of WordPress put inside the text: shares, related stories, adverts, reactions.
PLUGINS = (
    ".sharedaddy, .jp-relatedposts, .addtoany_share_save_container, .social-likes, .yarpp-related, .quads-location, "
    "[class^=IRPP_], .td-a-rec, .jnews_inline_related_post, .jeg_ad, .jeg_share_button, .jeg_post_tags, .code-block, "
    ".awac-wrapper, .essb_links, .td-post-featured-image, "
    ".post-views, .rank-math-toc, .wp-block-embed, .heateor_sss_sharing_container, #feelbox-widget"
)


#: The list of the plugin WordPress Popular Posts, wherever a theme puts it.
_MOST_READ = popular(".wpp-list li", first("*:has(+ * > .wpp-list) span, *:has(+ .wpp-list)"), title=".wpp-post-title")


def _read_also(text: str) -> str:
    """Links to other stories inside the text: of a line that says so, or of a plugin's box."""
    says_so = f"{text} p:lexbor-contains('baca juga' i) a, {text} p:has(:lexbor-contains('baca juga' i)) a"
    return f"{says_so}, {text} [class^=IRPP_], {text} .jnews_inline_related_post .jeg_post_title a"


#: The default themes of WordPress, and every theme that keeps to its classes: a story has an id, teasers have none.
STANDARD = Template(
    when="[id^=post-] .entry-content",
    headline=first("h1.entry-title") | first(".entry-title"),
    tags=css_all(".tags-links a, .post-tags a, .tag-links a, .entry-tags a", to=untagged),
    photos=photos(
        ".type-post .post-thumbnail, .type-post figure:has(> img.wp-post-image)",
        first("img", attr=IMAGE),
        first("figcaption, .wp-caption-text"),
    ),
    body=paragraphs("[id^=post-] .entry-content", drop=PLUGINS),
    links=links(_read_also(".entry-content"), "read_also", title=".postTitle")
    + links(".jp-relatedposts a, .yarpp-related li > a, .related-posts .entry-title a", "related"),
    popular=_MOST_READ,
    verified=False,
)

#: tagDiv's Newspaper (and Newsmag), versions 6 to 12; from version 9 on pages may be built of `tdb` blocks.
NEWSPAPER = Template(
    when=".td-post-content",
    headline=first("h1.entry-title, h1.tdb-title-text"),
    kicker=first(".td-post-sub-title, .tdb_single_subtitle p"),
    section=first(".td-post-header .td-category li:last-child a, .tdb-entry-category:last-child"),
    tags=css_all(".td-tags li > a, .tdb-tags li > a", to=untagged),
    views=first(".td-post-views, .tdb_single_post_views"),
    bylines=bylines(".td-post-author-name, .tdb-author-name", "reporter"),
    photos=photos(
        ".td-post-featured-image, .tdb_single_featured_image",
        first("img", attr=IMAGE),
        first(".wp-caption-text, .tdb-caption-text"),
    ),
    body=paragraphs(
        ".td-post-content:not(:has(.tdb-block-inner)), .td-post-content > .tdb-block-inner",
        drop=f".td-post-featured-image, {PLUGINS}",
    ),
    popular=_MOST_READ,
    links=links(_read_also(".td-post-content"), "read_also")
    + links("*:is(.td_block_related_posts, .tdb_single_related) .entry-title a", "related"),
    verified=False,
)

#: Jegtheme's JNews, versions 1 to 11.
JNEWS = Template(
    when=".jeg_post_title, .jeg_singlepage .content-inner",
    headline=first("h1.jeg_post_title"),
    kicker=first(".jeg_post_subtitle"),
    section=first(".entry-header .jeg_meta_category a"),
    tags=css_all(".jeg_post_tags a", to=untagged),
    views=first(".entry-header .jeg_meta_views"),
    bylines=bylines(".entry-header .jeg_meta_author a:not(:has(img))", "reporter"),
    photos=photos(".jeg_featured.featured_image", first("img", attr=IMAGE), first(".wp-caption-text"))
    | photos(".content-inner > figure", first("img", attr=IMAGE), first("figcaption")),
    body=paragraphs(".entry-content > .content-inner", drop=PLUGINS),
    popular=_MOST_READ,
    links=links(_read_also(".content-inner"), "read_also")
    + links(".jnews_related_post_container .jeg_post_title a", "related"),
    verified=False,
)

#: TieLabs' Sahifa, versions 4 and 5.
SAHIFA = Template(
    when=".post-inner > .entry",
    headline=first(".post-title.entry-title, .post-title"),
    section=first(".post-meta .post-cats a"),
    tags=css_all(".post-tag a", to=untagged),
    views=first(".post-meta .post-views"),
    bylines=bylines(".post-meta .post-meta-author", "reporter"),
    photos=photos(
        "*:has(> .single-post-thumb)", first(".single-post-thumb img", attr=IMAGE), first(".single-post-caption")
    ),
    body=paragraphs(".post-inner > .entry", drop=f".share-post, .e3lan, {PLUGINS}"),
    popular=_MOST_READ,
    links=links(_read_also(".entry"), "read_also") + links("#related_posts .related-item h3 a", "related"),
    verified=False,
)

#: The standard layout of Blogger's own themes; its machine times are in the zone of the blog's settings.
BLOGGER = Template(
    when=".post-body.entry-content, .post-body[itemprop^=description]",
    headline=first(".post-title"),
    published=first("abbr.published, abbr.updated, time.published", attr=("title", "datetime")),
    tags=css_all(".post-labels a, .byline.post-labels a"),
    photos=photos(".post-body .tr-caption-container", first("img", attr=IMAGE), first(".tr-caption"))
    + photos(".post-body .separator", first("img", attr=IMAGE)),
    body=paragraphs(
        ".post-body", drop=".post-footer, .separator, .tr-caption-container, [id^=share-], .privacy, #related-posts"
    ),
    popular=popular(".PopularPosts li", first(".PopularPosts > *:is(h2, h3, .title)"), title=".item-title"),
    verified=False,
)

LOCAL = (NEWSPAPER, JNEWS, SAHIFA, BLOGGER, STANDARD)


def on_wordpress(publisher: Publisher) -> Publisher:
    """The publisher with the lists that WordPress has wherever its addresses are the usual ones.

    Its front page goes on at /page/2/, each day has a list and each search a page (developer.wordpress.org, "Template
    Hierarchy"). A day without a story is answered with 404. Unverified for each paper.
    """
    home = publisher.home
    return replace(
        publisher,
        indexes=publisher.indexes or (home,),
        archives=(f"{home}{{day:%Y/%m/%d}}/",),
        searches=(f"{home}?s={{words}}",),
    )
