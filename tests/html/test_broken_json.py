"""Of a broken block of JSON-LD what can be read is read, in one pass and without an exception."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.html.json_ld import json_ld_blocks

BROKEN = {
    "a comment of HTML around": '<!-- {"a": "x", "b": 2} -->',
    "CDATA around": '//<![CDATA[\n{"a": "x", "b": 2}\n//]]>',
    "CDATA in comments of CSS": '/*<![CDATA[*/{"a": "x", "b": 2}/*]]>*/',
    "a byte order mark": '\ufeff{"a": "x", "b": 2}',
    "a semicolon at the end": '{"a": "x", "b": 2};',
    "an assignment": 'var ld = {"a": "x", "b": 2};',
    "text with an apostrophe before": 'Jum\'at {"a": "x", "b": 2}',
    "a trailing comma": '{"a": "x", "b": 2,}',
    "commas in a row": '{,"a": "x",, "b": 2,,}',
    "a comma missing": '{"a": "x" "b": 2}',
    "a comma missing at the end of a line": '{"a": "x"\n"b": 2}',
    "a comma missing after a number": '{"b": 2 "a": "x"}',
    "comments": '{"a": "x", // judul\n /* angka */ "b": 2}',
    "single marks": "{'a': 'x', 'b': 2}",
    "bare keys": '{a: "x", b: 2}',
    "entities": "{&quot;a&quot;: &quot;x&quot;, &#34;b&#34;: 2}",
    "a closing bracket too many": '{"a": "x", "b": 2}}]',
    "a closing bracket missing": '[{"a": "x", "b": 2}',
    "the wrong closing bracket": '[{"a": "x", "b": 2]',
    "a value missing": '{"a": "x", "c": , "b": 2}',
    "cut off in a string": '{"a": "x", "b": 2, "c": "Gubernur bilang',
    "cut off in an escape": '{"a": "x", "b": 2, "c": "\\',
    "cut off after a key": '{"a": "x", "b": 2, "c":',
}
STRINGS = {
    "a raw line break": ('"naik\nlagi"', "naik\nlagi"),
    "a raw tab and a control character": ('"naik\t\x01"', "naik\t\x01"),
    "quotation marks in the middle": ('"Ia bilang "siap" lagi"', 'Ia bilang "siap" lagi'),
    "quotation marks and a comma": ('"Ia bilang "siap", lagi"', 'Ia bilang "siap", lagi'),
    "quotation marks at the end": ('"Ia bilang "siap""', 'Ia bilang "siap"'),
    "quotation marks at the beginning": ('""Siap", katanya"', '"Siap", katanya'),
    "an unknown escape": (r'"Jum\'at \x"', "Jum'at x"),
    "a backslash before a line break": ('"naik\\\nlagi"', "naik\nlagi"),
    "half a pair": (r'"\ud83d"', "\ufffd"),
    "half a pair, raw": ('"\ud83d"', "\ufffd"),
    "a pair": (r'"\ud83d\ude00"', "😀"),
    "an escaped backslash before u": (r'"\\ud83d"', r"\ud83d"),
    "not a number": ("NaN", None),
    "an unknown word": ("undefined", None),
    "an integer that no database takes": ("9" * 30, 10**30 - 1),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_block_gives_what_can_be_read(case: str) -> None:
    assert json_ld_blocks(BROKEN[case]) == [{"a": "x", "b": 2}]


def test_objects_one_after_the_other_are_all_read() -> None:
    assert json_ld_blocks('{"a": 1}{"b": 2}\n,{"c": 3}') == [{"a": 1}, {"b": 2}, {"c": 3}]


@pytest.mark.parametrize("end", ["}", ", }", ', "z": 1}', '\n"z": 1}', ""])
@pytest.mark.parametrize("case", STRINGS)
def test_string_as_people_write_it(case: str, end: str) -> None:
    source, expected = STRINGS[case]
    block = json_ld_blocks('{"headline": ' + source + end)[0]
    assert block.pop("headline") == expected
    assert block in ({}, {"z": 1})


def test_quotation_marks_in_a_list() -> None:
    assert json_ld_blocks('{"a": ["kata "sakti" itu", "b",]}') == [{"a": ['kata "sakti" itu', "b"]}]


def test_number_of_five_thousand_digits_is_no_exception() -> None:
    assert json_ld_blocks('{"headline": "x", "n": ' + "9" * 5000 + "}")[0]["headline"] == "x"


@pytest.mark.parametrize(("left", "right"), ["[]", ('{"a":', "}"), ('{"@graph":[', "]}")])
def test_nesting_without_end_keeps_what_stands_beside_it(left: str, right: str) -> None:
    text = '{"headline": "x", "deep": ' + left * 30_000 + "1" + right * 30_000 + ', "url": "y"}'
    blocks = json_ld_blocks(text)
    assert (blocks[0]["headline"], blocks[0]["url"]) == ("x", "y")
    assert json.dumps(blocks)


@given(st.text(alphabet=" \n{}[],:;\"'\\/*<!->&quot;u0d8a1e.@_xéN😀\ud83d\ufeff\0", max_size=60))
def test_no_text_raises_and_no_half_pair_comes_out(text: str) -> None:
    for source in (text, '{"a": "' + text, '{"a": [' + text + '"b": {' + text):
        json.dumps(json_ld_blocks(source), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "]",
        '{"a":',
        '"',
        '{"a": "x ',
        '" "',
        '"", ',
        "\\",
        "/*",
        "//",
        "<!--",
        "'",
        "a ",
        ",",
        '"a" :',
        "}{",
    ],
)
def test_megabytes_of_anything_are_read_once(unit: str) -> None:
    assert isinstance(json_ld_blocks('{"a": [1, ' + unit * (2 * 2**20 // len(unit))), list)
