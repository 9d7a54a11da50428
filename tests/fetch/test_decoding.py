"""What decoding promises: nothing cut passes for whole, nothing grows past its limit."""

from __future__ import annotations

import contextlib
import gzip
import os
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import FetchError, TooLarge, Truncated
from scraper.fetch.decoding import CODINGS, DECODERS, MEMBERS, PIECE, ZSTD_WINDOW, decode

MIB = 1024 * 1024
PAGE = b"<!doctype html><title>Pasar Minggu</title>" + b"<p>Harga cabai turun lagi." * 400 + os.urandom(500)


def raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


def zstd(body: bytes, *, window_log: int = 20) -> bytes:
    stream = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=window_log)
    ).compressobj()
    return stream.compress(body) + stream.flush()


ENCODERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "deflate in zlib's format": ("deflate", zlib.compress),
    "deflate bare": ("deflate", raw_deflate),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstd),
    "zstd that knows its size": ("zstd", zstandard.ZstdCompressor().compress),
}
every_coding = pytest.mark.parametrize(("label", "encode"), ENCODERS.values(), ids=ENCODERS)


@every_coding
def test_a_whole_body_is_read(label: str, encode: Callable[[bytes], bytes]) -> None:
    assert decode(encode(PAGE), label, len(PAGE)) == PAGE


@every_coding
def test_an_empty_page_is_a_body_too(label: str, encode: Callable[[bytes], bytes]) -> None:
    assert decode(encode(b""), label, 10) == b""


@every_coding
def test_a_body_cut_anywhere_is_truncated(label: str, encode: Callable[[bytes], bytes]) -> None:
    coded = encode(PAGE)
    for end in [*range(60), *range(60, len(coded) - 30, 41), *range(len(coded) - 30, len(coded))]:
        with pytest.raises(Truncated):
            decode(coded[:end], label, MIB)


@every_coding
def test_one_byte_over_the_limit_is_too_large(label: str, encode: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TooLarge):
        decode(encode(PAGE), label, len(PAGE) - 1)


@every_coding
def test_a_page_that_only_claims_a_coding_is_noticed(label: str, encode: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Truncated, match=r"not whole|before its end"):
        decode(PAGE, label, MIB)


@pytest.mark.parametrize("label", ["gzip", "deflate"])
def test_a_flipped_byte_is_noticed_by_the_checksum(label: str) -> None:
    coded = bytearray(ENCODERS["gzip"][1](PAGE) if label == "gzip" else zlib.compress(PAGE))
    coded[-2 if label == "deflate" else -6] ^= 0xFF
    with pytest.raises(Truncated):
        decode(bytes(coded), label, MIB)


@pytest.mark.parametrize(("label", "encode"), [("gzip", gzip.compress), ("zstd", zstd)])
def test_every_member_is_read(label: str, encode: Callable[[bytes], bytes]) -> None:
    halves = encode(PAGE) + encode(b"") + encode(b"<p>tamat") + encode(b"!")
    assert decode(halves, label, MIB) == PAGE + b"<p>tamat!"


@pytest.mark.parametrize(("label", "encode"), [("gzip", gzip.compress), ("zstd", zstd)])
def test_a_second_member_that_is_cut_is_truncated(label: str, encode: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Truncated):
        decode(encode(PAGE) + encode(PAGE)[:-9], label, MIB)


@pytest.mark.parametrize(("label", "encode"), [("gzip", gzip.compress), ("zstd", zstd), ("deflate", zlib.compress)])
@pytest.mark.parametrize("rest", [b"\0" * 100, b"<!-- cached -->", b"\n"])
def test_what_follows_the_last_member_is_dropped(label: str, encode: Callable[[bytes], bytes], rest: bytes) -> None:
    assert decode(encode(PAGE) + rest, label, MIB) == PAGE


def test_a_zstd_frame_that_says_skip_me_is_skipped() -> None:
    skippable = b"\x5e\x2a\x4d\x18\x04\x00\x00\x00note"
    assert decode(skippable + zstd(PAGE) + skippable, "zstd", MIB) == PAGE


@pytest.mark.parametrize(("label", "encode"), [("gzip", gzip.compress), ("zstd", zstd)])
def test_members_without_end_are_too_large(label: str, encode: Callable[[bytes], bytes]) -> None:
    assert decode(encode(b"") * MEMBERS, label, MIB) == b""
    with pytest.raises(TooLarge):
        decode(encode(b"") * (MEMBERS + 1), label, MIB)


def bombs() -> dict[str, tuple[str, bytes]]:
    zeros = bytes(64 * MIB)
    return {label: (label, encode(zeros)) for label, encode in (ENCODERS[name] for name in ("gzip", "br", "zstd"))} | {
        "gzip in gzip": ("gzip, gzip", gzip.compress(gzip.compress(zeros))),
    }


@pytest.mark.parametrize(("label", "bomb"), bombs().values(), ids=bombs())
def test_a_bomb_costs_its_limit_and_not_more(label: str, bomb: bytes) -> None:
    assert len(bomb) < 64 * MIB / 900
    tracemalloc.start()
    with pytest.raises(TooLarge):
        decode(bomb, label, 2 * MIB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # what is kept, one piece beside it, and the growth of the buffer
    assert peak < 2 * (2 * MIB + 2 * PIECE) + ZSTD_WINDOW


def test_a_zstd_window_is_not_the_servers_to_choose() -> None:
    with pytest.raises(TooLarge, match="window"):
        decode(zstd(PAGE, window_log=27), "zstd", MIB)
    assert decode(zstd(PAGE, window_log=23), "zstd", MIB) == PAGE


def test_several_codings_are_undone_from_the_last_to_the_first() -> None:
    assert decode(brotli.compress(gzip.compress(PAGE)), " gzip ,, BR", MIB) == PAGE
    with pytest.raises(Truncated):
        decode(gzip.compress(brotli.compress(PAGE)), "gzip, br", MIB)


def test_a_tower_of_codings_is_not_climbed() -> None:
    with pytest.raises(TooLarge):
        decode(PAGE, "gzip," * (CODINGS + 1), MIB)


@pytest.mark.parametrize("label", ["", "identity", "none", "UTF-8", " , "])
def test_no_coding_leaves_the_body_alone(label: str) -> None:
    assert decode(PAGE, label, len(PAGE)) == PAGE
    with pytest.raises(TooLarge):
        decode(PAGE, label, len(PAGE) - 1)


@pytest.mark.parametrize("label", ["compress", "gzip, exi", "\x1b[31m"])
def test_a_coding_that_nobody_asked_for_is_named(label: str) -> None:
    with pytest.raises(FetchError, match="did not ask for"):
        decode(gzip.compress(PAGE), label, MIB)


@given(st.binary(max_size=200), st.sampled_from(sorted(DECODERS)))
def test_noise_raises_nothing_undeclared(noise: bytes, label: str) -> None:
    with contextlib.suppress(Truncated, TooLarge):
        assert len(decode(noise, label, 1000)) <= 1000


@given(st.binary(max_size=3000), st.sampled_from(sorted(ENCODERS)))
def test_what_was_coded_comes_back(body: bytes, name: str) -> None:
    label, encode = ENCODERS[name]
    assert decode(encode(body), label, 3000) == body
