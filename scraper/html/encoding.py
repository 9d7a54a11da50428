"""How a page's bytes become text: the encoding that a browser would take, and decoding that cannot fail.

The rules are the WHATWG's: HTML 13.2.3 (encoding sniffing), MIME Sniffing 4.4 (the Content-Type header) and
Encoding (labels and decoders). Encodings are called by their WHATWG name in lower case: "utf-8", "euc-jp".
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from webencodings import lookup

#: HTML 13.2.3.2: how far a browser looks for a <meta> before it begins to read.
PRESCAN_BYTES = 1024
#: Encoding 6, "BOM sniff".
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_MARK_SIZES = {name: len(mark) for mark, name in _BOMS}
#: What a <meta> cannot mean, because it was read as ASCII (HTML 13.2.3.2, "prescan", steps 14 and 15).
_NOT_BY_META = {"utf-16be": "utf-8", "utf-16le": "utf-8", "x-user-defined": "windows-1252"}

#: A parameter of a media type: its name, and its value quoted or bare. MIME Sniffing 4.4, steps 11.1 to 11.9.
_PARAMETER = re.compile(r';[ \t\r\n]*([^;=]*)(?:=(?:"((?:[^"\\]|\\.)*)[^;]*|([^;]*)))?', re.DOTALL)


def _bytes_pattern(source: bytes) -> bytes:
    """A pattern in which `_` is a character of the white space of HTML, without and with a slash `/_`."""
    return source.replace(b"_", rb"\t\n\f\r ")


#: HTML 13.2.3.2, "get an attribute". A quoted value that never ends is no attribute and so ends the search.
_ATTRIBUTE = rb"""[^_/>][^_/>=]*+(?:[_]*+=[_]*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^_>]*+)|(?![_]*+=))"""
_ATTRIBUTES_TO_END = rb"(?:[_/]*+%b)*+[_/]*+>" % _ATTRIBUTE
#: What the prescan passes by: text, comments, other markup declarations, other tags.
_PASSED = (
    rb"[^<]++|<(?![!/?a-z])|<!(?=--).*?-->|<(?:!(?!--)|\?|/(?![a-z]))[^>]*+>"
    rb"|<(?!meta[_/])/?[a-z][^_>]*+%b" % _ATTRIBUTES_TO_END
)
#: Elements in whose content a browser sees no tags (HTML 13.2.6.4.4 and 13.2.6.4.7): to their end tag or the end.
_RAW = b"|".join(
    rb"<%b(?=[_/>]).*?(?:</%b(?=[_/>])|\Z)" % (name, name)
    for name in b"script style title textarea xmp iframe noembed noframes".split()
)


def _next_meta(passed: bytes) -> re.Pattern[bytes]:
    """A pattern for everything up to the next <meta> and for its attributes, group 1. Linear: it never goes back."""
    source = rb"(?:%b)*+<meta(?=[_/])(%b)" % (passed, _ATTRIBUTES_TO_END)
    return re.compile(_bytes_pattern(source), re.DOTALL | re.IGNORECASE)


_PRESCAN = _next_meta(_PASSED)
_DOCUMENT = _next_meta(_RAW + b"|" + _PASSED)
_NAME_AND_VALUE = re.compile(_bytes_pattern(rb"""([^_/>][^_/>=]*)(?:[_]*=[_]*(?:"([^"]*)"|'([^']*)'|([^_>]*)))?"""))
#: HTML 2.5.1, "extracting a character encoding from a meta element".
_PRAGMA = re.compile(r"charset[\t\n\f\r ]*=[\t\n\f\r ]*", re.IGNORECASE)
_PRAGMA_VALUE = re.compile(r""""([^"]*)"|'([^']*)'|([^\t\n\f\r ;"'][^\t\n\f\r ;]*)""")
#: HTML 13.2.3.2, "get an XML encoding".
_XML = re.compile(rb"""<\?xml(?=[^>]*+>).*?encoding[\0- ]*+=[\0- ]*+(?:"([^"\0- ]*+)"|'([^'\0- ]*+)')""", re.DOTALL)


def charset(content_type: str | None, body: bytes) -> str:
    """The name of the encoding that a browser would decode the page with.

    `content_type` is the value of the HTTP header, None when there was none. In the order of the standard: byte
    order mark, header, the first <meta> of the document that names an encoding, a <meta>-like text or an XML
    declaration in the first 1024 bytes.

    A page that says nothing is windows-1252 in a browser of western settings. The standard lets a browser look
    at the bytes first and calls UTF-8 "highly detectable"; pages without a label are mostly that. So a page with
    bytes above 0x7F that are well-formed UTF-8 is taken for UTF-8.

    >>> charset("text/html; charset=ISO-8859-1", b"")
    'windows-1252'
    >>> charset("text/html", b'<meta http-equiv=content-type content="text/html; charset=euc-jp">')
    'euc-jp'
    >>> charset(None, "Jum’at".encode()), charset(None, "Jum’at".encode("cp1252"))
    ('utf-8', 'windows-1252')
    """
    return (
        _by_mark(body)
        or _by_header(content_type or "")
        or _by_meta(_DOCUMENT, body)
        or _by_meta(_PRESCAN, body[:PRESCAN_BYTES])
        or _by_xml(body[:PRESCAN_BYTES])
        or ("utf-8" if _looks_like_utf8(body) else "windows-1252")
    )


def decode(body: bytes, label: str) -> str:
    r"""The text of a page, without its byte order mark. Bytes that mean nothing become U+FFFD; nothing is raised.

    A byte order mark is stronger than the label, an unknown label is UTF-8. The text holds no surrogates.

    >>> decode(b"\x93Jumat\x94 \x81", "windows-1252")
    '“Jumat” \x81'
    """
    marked = _by_mark(body)
    name = marked or _name(label) or "utf-8"
    if marked:
        size = _MARK_SIZES[marked]
        body = body[size:]
    if name.startswith("windows-"):
        return codecs.charmap_decode(body, "replace", _windows_table(name))[0]
    # A GBK page is decoded as GB18030, which holds all of it and more (Encoding 10.1.1).
    text: str = lookup("gb18030" if name == "gbk" else name).codec_info.decode(body, "replace")[0]
    return text


def _name(label: str | bytes) -> str | None:
    """The name of the encoding that a label stands for, None when it stands for none."""
    if isinstance(label, bytes):
        label = label.decode("latin-1")
    encoding = lookup(label)
    return encoding.name if encoding else None


def _by_mark(body: bytes) -> str | None:
    return next((name for mark, name in _BOMS if body.startswith(mark)), None)


def _by_header(content_type: str) -> str | None:
    """The first charset parameter decides, even when no encoding has that label."""
    media_type, _, _ = content_type.partition(";")
    if "/" not in media_type:
        return None
    for match in _PARAMETER.finditer(content_type):
        name, quoted, bare = match.groups("")
        if name.lower() != "charset":
            continue
        if match[2] is not None:
            label = re.sub(r"\\(.)", r"\1", quoted)
            return _name(label)
        if bare.strip():
            return _name(bare)
    return None


def _by_meta(pattern: re.Pattern[bytes], data: bytes) -> str | None:
    """The encoding of the first <meta> that names one. Text that is cut inside a tag ends the search."""
    meta = pattern.match(data)
    while meta:
        source = meta[1]
        if b"charset" in source.lower():
            attributes = _attributes(source)
            found = _of_attributes(attributes)
            if found:
                return _NOT_BY_META.get(found, found)
        meta = pattern.match(data, meta.end())
    return None


def _attributes(source: bytes) -> dict[str, str]:
    """Names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for name, *values in _NAME_AND_VALUE.findall(source):
        found.setdefault(name.decode("latin-1").lower(), b"".join(values).decode("latin-1"))
    return found


def _of_attributes(attributes: dict[str, str]) -> str | None:
    label = attributes.get("charset", "")
    found = _name(label)
    if found:
        return found
    pragma = attributes.get("http-equiv", "")
    if pragma.lower() != "content-type":
        return None
    content = attributes.get("content", "")
    before = _PRAGMA.search(content)
    if before is None:
        return None
    value = _PRAGMA_VALUE.match(content, before.end())
    if value is None:
        return None
    written = filter(None, value.groups())
    return _name(next(written, ""))


def _by_xml(data: bytes) -> str | None:
    if data.startswith(b"<\0?\0x\0"):
        return "utf-16le"
    if data.startswith(b"\0<\0?\0x"):
        return "utf-16be"
    declaration = _XML.match(data)
    if declaration is None:
        return None
    written = filter(None, declaration.groups())
    found = _name(next(written, b""))
    if found is None:
        return None
    return _NOT_BY_META.get(found, found)


def _looks_like_utf8(body: bytes) -> bool:
    """Whether bytes above 0x7F are there and all are well-formed; a character cut at the end is forgiven."""
    if body.isascii():
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return True


@cache
def _windows_table(name: str) -> str:
    """256 characters: where Python's table has none, the standard's has the C1 control below 0xA0."""
    decoder = lookup(name).codec_info.decode
    undefined = [chr(code) if code < 0xA0 else "\ufffd" for code in range(256)]
    return "".join(decoder(bytes([code]), "ignore")[0] or undefined[code] for code in range(256))


def is_surely_utf8(body: bytes) -> bool:
    """Whether bytes are UTF-8 whatever they say: so many characters of several bytes are valid by no accident.

    >>> is_surely_utf8("Berita Ã©".encode()), is_surely_utf8("新闻报道文章内容网页新闻报道".encode())
    (False, True)
    """
    leading = body[:_LOOKED_AT].translate(None, _NOT_LEADING)
    if len(leading) < _MANY:
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


#: Bytes in which characters of several bytes are counted, and how many of them are no accident.
_LOOKED_AT, _MANY = 50_000, 12
#: Bytes that begin no character of several.
_NOT_LEADING = bytes(range(0xC0))
