"""The encoding that a browser would take, and decoding that cannot fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webencodings import labels

from scraper.html.encoding import charset, decode

META = '<meta charset="shift_jis">'
PRAGMA = '<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">'
ENGLISH, JAPANESE = "windows-1252", "shift_jis"
BY_HEADER = [
    ("text/html; charset=utf-8", "utf-8"),
    ("text/html;charset=UTF8", "utf-8"),
    ("TEXT/HTML; CHARSET=ISO-8859-1", "windows-1252"),
    ('text/html; charset="euc-jp"', "euc-jp"),
    ('text/html; charset="euc\\-jp"', "euc-jp"),
    ('text/html; charset="euc-jp', "euc-jp"),
    ("text/html; charset= euc-jp ", "euc-jp"),
    ("text/html; level=1; charset=euc-jp; x=y", "euc-jp"),
    ('text/html; x="a;charset=gbk"; charset=euc-jp', "euc-jp"),
    ("text/html; charset; charset=euc-jp", "euc-jp"),
    ("text/html; charset=; charset=euc-jp", "euc-jp"),
    ("text/html; charset=euc-jp; charset=gbk", "euc-jp"),
    ("text/html; charset=utf-16", "utf-16le"),
    ("text/html; charset=x-user-defined", "x-user-defined"),
    ("text/html; charset=hz-gb-2312", "replacement"),
]
#: Headers that name no encoding: the page itself decides. The cases are those of MIME Sniffing 4.4.
NO_HEADER = [
    None,
    "",
    "text/html",
    "charset=euc-jp",
    "text/html; charset",
    "text/html; charset=junk",
    "text/html; charset=junk; charset=euc-jp",
    'text/html; charset=""; charset=euc-jp',
    "text/html; charset='euc-jp'",
    "text/html; charset =euc-jp",
    'text/html; charset= "euc-jp"',
    'text/html; "charset=euc-jp"',
    "text/html; charset-x=euc-jp",
]
BY_PAGE = {
    "a meta": (META, JAPANESE),
    "a pragma": (PRAGMA, JAPANESE),
    "a pragma in the other order": ('<meta content="a;charset=shift_jis" http-equiv=CONTENT-TYPE>', JAPANESE),
    "capitals": (META.upper(), JAPANESE),
    "no quotation marks": ("<meta charset=shift_jis>", JAPANESE),
    "a slash after the name": ("<meta/charset=shift_jis/>", ENGLISH),
    "slashes between": ("<meta/charset='shift_jis'/>", JAPANESE),
    "white space everywhere": ("<meta\n\tcharset\f =\r ' shift_jis '\n>", JAPANESE),
    "marks of the other kind in the pragma": (
        "<meta http-equiv=content-type content=\"charset='shift_jis'\">",
        JAPANESE,
    ),
    "white space in the pragma": (
        "<meta http-equiv=content-type content='CHARSET \t= shift_jis; x'>",
        JAPANESE,
    ),
    "charset twice in the pragma": (
        "<meta http-equiv=content-type content='charset charset=shift_jis'>",
        JAPANESE,
    ),
    "an open mark in the pragma": ('<meta http-equiv=content-type content="charset=\'shift_jis">', ENGLISH),
    "a pragma without http-equiv": ('<meta content="text/html; charset=shift_jis">', ENGLISH),
    "a pragma of another name": ('<meta http-equiv=refresh content="1; charset=shift_jis">', ENGLISH),
    "the first of an attribute counts": ("<meta charset=shift_jis charset=gbk>", JAPANESE),
    "charset is stronger than the pragma": (PRAGMA.replace(">", " charset=euc-jp>"), "euc-jp"),
    "junk leaves the pragma": (PRAGMA.replace("<meta", "<meta charset=junk"), JAPANESE),
    "junk leaves the next meta": ("<meta charset=junk>" + META, JAPANESE),
    "the first meta counts": (META + "<meta charset=gbk>", JAPANESE),
    "utf-16 in ASCII is utf-8": ("<meta charset=utf-16>", "utf-8"),
    "utf-16be in ASCII is utf-8": ("<meta charset=utf-16be>", "utf-8"),
    "a user's encoding is windows-1252": ("<meta charset=x-user-defined>", "windows-1252"),
    "a name that only begins with meta": ("<metadata charset=shift_jis>", ENGLISH),
    "an end tag": ("</meta charset=shift_jis>", ENGLISH),
    "a meta in a comment": (f"<!-- {META} -->", ENGLISH),
    "a meta after a comment": (f"<!-- > -- {META} -->{PRAGMA}", JAPANESE),
    "a meta after the shortest comments": (f"<!--><!--->{META}", JAPANESE),
    "a meta in a comment without end": (f"<!-- {META}", ENGLISH),
    "a meta in an attribute": (f"<p title='{META}'>", ENGLISH),
    "a meta in an attribute without end": (f"<p title='{META}", ENGLISH),
    "a meta after attributes with tag ends": (f"<p a='>' b=\">\" c=d'e>{META}", JAPANESE),
    "a meta after an attribute without space": (f'<p a=">"b=">">{META}', JAPANESE),
    "a meta after an attribute of equals signs": (f"<p =a= '>' = b>{META}", JAPANESE),
    "a meta in a declaration": (f"<!x {META[:-1]} >", ENGLISH),
    "a meta after a declaration": (f"<!DOCTYPE html '>{META}", JAPANESE),
    "a meta after a bogus comment": (f"<?php ' ?></ x'>{META}", JAPANESE),
    "a meta after loose marks": (f"< <1 <= a < b >{META}", JAPANESE),
    "a meta in a script alone": (f"<script>'{META}'</script>", JAPANESE),
    "a meta in a script before a real one": (f"<script>'{META}'</script><meta charset=gbk>", "gbk"),
    "a meta in a title before a real one": (f"<TITLE >{META}</TITLE ><meta charset=gbk>", "gbk"),
    "a meta after a script with a comment": (f"<script>a='<!--'</script>{META}", JAPANESE),
    "a meta in a script without end": (f"{'x' * 1024}<script>{META}", ENGLISH),
    "a meta after the first 1024 bytes": (f"<!--{'x' * 2000}-->{META}", JAPANESE),
    "a meta that is cut off": (META[:-1], ENGLISH),
    "an XML declaration": ("<?xml version='1.0' encoding = 'shift_jis'?>", JAPANESE),
    "an XML declaration and a meta": (f"<?xml version='1.0' encoding='gbk'?>{META}", JAPANESE),
    "an XML declaration of utf-16": ('<?xml encoding="utf-16"?>', "utf-8"),
    "an XML declaration without end": ("<?xml encoding='shift_jis'", ENGLISH),
    "an XML declaration of two words": ("<?xml encoding='shift jis'?>", ENGLISH),
    "nothing": ("", ENGLISH),
    "nothing but ASCII": ("<p>Jakarta", ENGLISH),
}


@pytest.mark.parametrize(("content_type", "expected"), BY_HEADER)
def test_header_decides_over_the_page(content_type: str, expected: str) -> None:
    assert charset(content_type, META.encode()) == expected


@pytest.mark.parametrize("content_type", NO_HEADER)
def test_header_that_names_no_encoding_leaves_it_to_the_page(content_type: str | None) -> None:
    assert charset(content_type, META.encode()) == JAPANESE


@pytest.mark.parametrize("case", BY_PAGE)
def test_page_decides_as_in_a_browser(case: str) -> None:
    page, expected = BY_PAGE[case]
    assert charset("text/html", page.encode()) == expected


@pytest.mark.parametrize(
    ("mark", "expected"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le")]
)
def test_byte_order_mark_decides_over_the_header_and_is_no_text(mark: bytes, expected: str) -> None:
    body = mark + "Jum’at".encode(expected)
    assert charset("text/html; charset=gbk", body) == expected
    assert decode(body, expected) == decode(body, "gbk") == "Jum’at"


def test_second_byte_order_mark_is_text() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfx", "utf-8") == "\ufeffx"


@pytest.mark.parametrize(("order", "expected"), [("utf-16-le", "utf-16le"), ("utf-16-be", "utf-16be")])
def test_xml_declaration_in_utf_16_without_a_mark(order: str, expected: str) -> None:
    assert charset(None, '<?xml version="1.0"?>'.encode(order)) == expected


def test_page_without_a_label_is_utf_8_only_when_its_bytes_are() -> None:
    text = "<p>Jum’at, 7 Februari – “siap”"
    assert charset(None, text.encode()) == "utf-8"
    assert charset(None, text.encode()[:-1]) == "utf-8"  # cut inside its last character
    assert charset(None, text.encode("cp1252")) == "windows-1252"
    assert charset(None, text.encode() + b"\xff") == "windows-1252"


def test_windows_1252_has_no_undefined_bytes() -> None:
    assert decode(bytes(range(0x80, 0xA0)), "iso-8859-1") == ("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ")


def test_gbk_page_may_hold_what_only_gb18030_has() -> None:
    assert decode("蚂蚁😀".encode("gb18030"), "gb2312") == "蚂蚁😀"


def test_unknown_label_is_read_as_utf_8() -> None:
    assert decode("Jum’at".encode(), "junk") == "Jum’at"


@given(st.sampled_from(sorted({*labels.LABELS.values(), "junk", ""})), st.binary(max_size=200))
def test_decoding_never_fails_and_gives_no_surrogates(label: str, body: bytes) -> None:
    decode(body, label).encode("utf-8")


@given(st.one_of(st.none(), st.text(max_size=60)), st.binary(max_size=60))
def test_sniffing_never_fails_and_names_an_encoding(content_type: str | None, body: bytes) -> None:
    assert charset(content_type, b"<meta " + body + b">" + body) in labels.LABELS.values()


@pytest.mark.parametrize("unit", ["<", "<a ", "<a b='", "<!--", "<!", "<script>", "<meta charset=junk>", "<?xml ", " "])
def test_megabytes_of_anything_are_looked_through_once(unit: str) -> None:
    page = (unit * (4 * 2**20 // len(unit))).encode()
    assert charset(None, page) == "windows-1252"
