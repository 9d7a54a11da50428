"""One spelling for every URL: first as a browser spells it, then without what does not name the story."""

from __future__ import annotations

import re
from urllib.parse import unquote

from ada_url import URL

from scraper.errors import BadURL

#: Longest URL that is taken, in characters. RFC 9110 section 4.1 asks servers for 8,000; longer ones are traps.
MAX_LENGTH = 8000

#: Who appends parameters to links without changing the page -> their names, lower case. A name that ends in
#: an underscore stands for all that begin so.
TRACKING = {
    # support.google.com/analytics/answer/10917952, /answer/11367152; support.google.com/google-ads/answer/9744275
    "Google": "utm_ _ga _gl gclid gclsrc dclid gbraid wbraid gad_ srsltid",
    # news.google.com/rss: the links of its feeds end in ?oc=5
    "Google News": "oc",
    # developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc; fb_* of its old plugins
    "Meta": "fbclid fb_ igshid igsh mibextid sfnsn",
    "Microsoft": "msclkid",
    "X, TikTok, LinkedIn, Yandex": "twclid __twitter_impression ttclid li_fat_id yclid ysclid _openstat",
    # matomo.org/faq/how-to/faq_120
    "Matomo": "mtm_ pk_ piwik_ matomo_",
    "newsletters": "mc_cid mc_eid _hsenc _hsmi hsctatracking hsa_ mkt_tok vero_",
    # robots.txt of kompas.com and detik.com forbid their own pages under these; tagfrom stands in detik's links
    "Kompas, detik": "jxrecoid tag_from tagfrom sortby device",
    # developer.wordpress.org: Jetpack's share buttons, the reply links of comments
    "WordPress": "share nb replytocom",
    "sessions": "phpsessid jsessionid",
    # amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors
    "AMP viewers": "amp_js_v amp_gsa usqp aoh",
}
_TRACKED = frozenset(" ".join(TRACKING.values()).split())
_TRACKING = tuple(name for name in sorted(_TRACKED) if name.endswith("_"))

#: Parameters that name one page of a story, or all of it on one page: kompas.com, tribunnews.com, sindonews.com,
#: detik.com. The value says which.
PAGED = {"page": r"\d+|all", "showpage": r"\d+|all", "single": r"1"}

#: Parameters that are dropped only with a value of this form: another form may name a story.
FOLDED = {
    **PAGED,
    # AMP forms of one story; noamp and nonamp are the links back from them (WordPress, merdeka.com)
    "amp": r".*",
    "noamp": r".*",
    "nonamp": r".*",
    "outputtype": r"amp",
    # where a reader came from, on kompas.com, liputan6.com and merdeka.com; a bare number may be an id
    "source": r"(?!\d+$).*",
    "medium": r"(?!\d+$).*",
    "campaign": r"(?!\d+$).*",
    "ref": r"(?!\d+$).*",
    "from": r"(?!\d+$).*",
}
_FOLDED = {name: re.compile(form) for name, form in FOLDED.items()}

#: Parameters that show one story for another screen, for print or under another theme (Blogger's "?m=1" and "?view",
#: Joomla's "tmpl"): dropped where the path names the story itself.
TWINS = {
    "m": r"[01]",
    "mobile": r"[01]|true|false",
    "desktop": r"[01]|true|false",
    "mobileview": r".*",
    "fullsite": r"[01]|true",
    "print": r"[01]|true|y|yes|pdf|print|",
    "printable": r".*",
    "view": r"(?:print|mobile|desktop|amp|classic|magazine|flipcard|sidebar|timeslide|mosaic|snapshot)",
    "display": r"print|mobile|amp",
    "mode": r"print|mobile|amp|desktop",
    "output": r"amp|print",
    "format": r"amp|print",
    "layout": r"print|mobile",
    "tmpl": r"component",
    "v": r"amp",
}
_TWINS = {name: re.compile(form) for name, form in TWINS.items()}

#: A URL that is canonical as it stands, as nearly all links of news pages are: most of the time of reading a page
#: would go into parsing them. Labels that IDNA or the IPv4 parser would look at, and any trace of AMP, go the
#: long way. Possessive, so that a URL that is not plain is told from one look at each character.
_PLAIN = re.compile(
    r"https?://(?:(?!xn--)[a-z][a-z0-9-]{0,40}+\.){1,5}+[a-z]{2,12}/+(?:[A-Za-z0-9][\w.=:,()-]*+(?:/++|(?=\?|$)))*+"
    r"(?:\?(?P<query>[\w.=&-]*+))?",
    re.ASCII,
)
#: What stands before a path, in a form that is canonical where the whole of it is plain.
_ORIGIN = re.compile(r"https?://[^/?#\\]+(?=/)")
#: An http URL in WHATWG form, without its fragment.
_WEB = re.compile(r"(https?)://([^/]*)(/[^?#]*)\??([^#]*)")
#: A copy on Google's servers; group 1 is there for https (developers.google.com/amp/cache/overview).
_AMP_COPY = re.compile(r"https?://(?:[^/]+\.cdn\.ampproject\.org/[cv]|(?:www\.)?google\.[a-z.]+/amp)/(s/)?(.+)")
#: amp.suara.com, but not the site of somebody called Amp ("amp.co.id").
_AMP_HOST = re.compile(r"^(?:amp\.)+(?!(?:ac|co|com|go|net|or|org|sch|web)\.)(?=[^.]+\.)")
#: A capture in the Web Archive: the moment, how it is shown ("im_", "id_"), what it is a copy of
#: (archive.org/help/wayback_api.php).
_CAPTURE = re.compile(r"https?://web\.archive\.org/web/\d{4,14}(?:[a-z]{2}_)?/(https?://[^/].*)")
#: "&amp;" was escaped once too often on its way here.
_SEPARATOR = re.compile(r"&(?:amp;)*")
#: What the path of a story holds.
_NAMING = re.compile(r"[\d-]")
#: Not after a dot, which would be left as a segment that browsers resolve.
_AMP_ENDING = re.compile(r"(?<!\.)(?<!%2e)(?:\.amp)+(?=(?:\.html?)?$)", re.IGNORECASE)


def normalize(url: str, base: str | None = None) -> str:
    """The URL as the WHATWG URL standard serializes it; relative to `base` when one is given.

    Any scheme. Raises errors.BadURL, a ValueError, for what a browser refuses.

    >>> normalize("HTTPS://M.Beritajakarta.id:443/read/../berita?q=a b#x")
    'https://m.beritajakarta.id/berita?q=a%20b#x'
    """
    return _parse(url, base).href


def canonical(url: str, base: str | None = None) -> str:
    """The one spelling under which a page is kept: `normalize`, then our own rules.

    Dropped are the fragment, tracking parameters, page parameters (an article split over pages is one
    article) and the marks of AMP copies. What is left keeps its order and its bytes. Hosts and the scheme
    stay: which of them are one site is known to the publisher. Pages of an index become one, so a crawler
    walks them by `normalize`.

    Raises errors.BadURL, a ValueError, for what a browser refuses, for schemes other than http and https,
    for more than `MAX_LENGTH` characters, and for a URL with a user name or a password: it would be kept and
    shown, and a page that asks for them is not public. Line breaks go as in browsers, so none is left.

    >>> canonical("http://suryamalang.tribunnews.com/amp/2017/02/07/lima-orang?page=2&utm_source=wa#isi")
    'http://suryamalang.tribunnews.com/2017/02/07/lima-orang'
    >>> canonical("/?p=123&fbclid=IwAR0", base="https://metrobali.com/cegah/")
    'https://metrobali.com/?p=123'
    """
    whole = _whole(url, base) if base else url
    plain = _PLAIN.fullmatch(whole) if len(whole) <= MAX_LENGTH else None
    if plain and "/amp" not in whole and ".amp" not in whole:
        query = plain["query"]
        if query is None:
            return whole
        before = whole[: plain.start("query") - 1]
        return before + _story_query(query, before)
    scheme, site, steps, query = _web_parts(normalize(url, base))
    return f"{scheme}://{_AMP_HOST.sub('', site)}{_story_path(steps)}{_story_query(query, steps)}"


def _whole(url: str, base: str) -> str:
    """A link with what it leaves out of its base, where that takes no parser; any other link as it is."""
    link = url.strip(" \t\r\n")
    if link.startswith("/") and (origin := _ORIGIN.match(base)):
        return origin[0].partition("/")[0] + link if link.startswith("//") else origin[0] + link
    return link


def authority(url: str) -> str:
    """Host, and port where it is not the scheme's own, of a canonical URL.

    >>> authority("https://m.beritajakarta.id/read/1/x")
    'm.beritajakarta.id'
    """
    return url.split("/", 3)[2]


def site(url: str) -> str:
    """The part of a canonical URL's host that the hosts of one publisher share.

    >>> site("https://regional.kompas.com/x"), site("https://m.viva.co.id/x")
    ('kompas.com', 'viva.co.id')
    """
    labels = authority(url).split(".")
    return ".".join(labels[-3 if len(labels) > 2 and len(labels[-2]) <= 3 else -2 :])


def path(url: str) -> str:
    """The path of a canonical URL, without its query.

    >>> path("https://m.beritajakarta.id/read/1/x?q=1")
    '/read/1/x'
    """
    return url[url.index("/", 8) :].partition("?")[0]


def target(url: str) -> str:
    """The path of a canonical URL with its query.

    >>> target("https://m.beritajakarta.id/read/1/x?q=1")
    '/read/1/x?q=1'
    """
    return url[url.index("/", 8) :]


def archived(url: str) -> str:
    """The canonical URL of which a canonical URL of the Web Archive shows a copy; any other URL as it is.

    >>> archived("https://web.archive.org/web/20220721150811/https://www.jpnn.com/news/banjir-surut")
    'https://www.jpnn.com/news/banjir-surut'
    """
    copy = _CAPTURE.fullmatch(url)
    try:
        return canonical(copy[1]) if copy else url
    except BadURL:
        return url


def host(url: str) -> str:
    """The host in lower case, without a port; empty for a scheme that has none.

    Raises errors.BadURL for what a browser refuses.

    >>> host("https://WWW.Beritajakarta.id:8080/")
    'www.beritajakarta.id'
    """
    return _parse(url).hostname


def _parse(url: str, base: str | None = None) -> URL:
    try:
        return URL(_scalar(url), base if base is None else _scalar(base))
    except ValueError as error:
        raise BadURL(f"no URL that a browser would take: {url[:200]!r}") from error


def _scalar(text: str) -> str:
    """The text as Unicode scalar values: Web IDL, USVString, puts U+FFFD for a lone surrogate."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _web_parts(href: str) -> tuple[str, str, str, str]:
    """Scheme, authority, path and query of a URL in WHATWG form, of the original where it is an AMP copy."""
    while copy := _AMP_COPY.fullmatch(_checked(href)):
        href = normalize(f"http{'s' if copy[1] else ''}://{copy[2]}")
    parts = _WEB.match(href)
    if parts is None:
        raise BadURL(f"only http and https are read: {href[:200]!r}")
    scheme, authority, path, query = parts.groups()
    if "@" in authority:
        raise BadURL(f"a URL with a user name or a password is not public: {authority.rpartition('@')[2]}")
    return scheme, authority, path, query


def _checked(href: str) -> str:
    if len(href) > MAX_LENGTH:
        raise BadURL(f"longer than {MAX_LENGTH} characters: {href[:100]!r}...")
    return href


def _story_path(path: str) -> str:
    """The path without the marks of an AMP copy, unless nothing that could name a story would be left.

    Seen: /amp/2017/02/07/slug (Tribun), /internasional/amp/pr-18808737/slug (Promedia), /d-6453192/slug/amp
    (detik), slug.amp (BBC).
    """
    if "amp" not in path.lower():
        return path
    plain = _AMP_ENDING.sub("", "/".join(part for part in path.split("/") if part != "amp"))
    if plain == path or not _NAMING.search(plain):
        return path
    return _story_path(plain)


def _story_query(query: str, path: str) -> str:
    names_story = _NAMING.search(path.rstrip("/").rpartition("/")[2]) is not None
    kept = [part for part in _SEPARATOR.split(query) if part and not _is_noise(part, names_story=names_story)]
    return "?" + "&".join(kept) if kept else ""


def _is_noise(parameter: str, *, names_story: bool) -> bool:
    raw_name, _, value = parameter.partition("=")
    name = unquote(raw_name).lower()
    if name in _TRACKED or name.startswith(_TRACKING):
        return True
    form = _FOLDED.get(name) or (_TWINS.get(name) if names_story else None)
    return form is not None and form.fullmatch(value) is not None
