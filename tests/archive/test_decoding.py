"""Content codings undone, with a limit on what comes out."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from pipelines.archive.decoding import BodyCutShort, BodyTooBig, decoded

TEXT = b"The ferry to the island sails again. " * 500


def bare_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return machine.compress(data) + machine.flush()


CODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare_deflate),
    ("br", lambda data: brotli.compress(data, quality=3)),
    ("zstd", zstandard.ZstdCompressor().compress),
]


@pytest.mark.parametrize(("name", "code"), CODINGS)
def test_each_coding_is_undone(name: str, code: Callable[[bytes], bytes]) -> None:
    assert decoded(code(TEXT), name, 100_000) == TEXT


def test_a_body_of_members_without_number_is_given_up() -> None:
    assert decoded(gzip.compress(TEXT) + gzip.compress(TEXT), "gzip", 100_000) == TEXT * 2
    with pytest.raises(BodyCutShort, match="gzip members"):
        decoded(gzip.compress(b"") * 200_000, "gzip", 100_000)


@pytest.mark.parametrize(("name", "code"), CODINGS)
def test_a_bomb_stops_at_the_limit(name: str, code: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BodyTooBig):
        decoded(code(b"\x00" * 50_000_000), name, 1_000_000)


@pytest.mark.parametrize(("name", "code"), CODINGS)
def test_a_body_that_breaks_off_is_not_taken_for_whole(name: str, code: Callable[[bytes], bytes]) -> None:
    coded = code(bytes(range(256)) * 400)
    with pytest.raises(BodyCutShort):
        decoded(coded[: len(coded) // 2], name, 1_000_000)


def test_codings_on_codings_are_undone_last_first() -> None:
    assert decoded(gzip.compress(brotli.compress(TEXT)), "br, gzip", 100_000) == TEXT


@pytest.mark.parametrize("name", ["", "identity", "utf-8", "none", "gzip", "zstd"])
def test_a_header_that_says_more_than_the_body_is_passed_over(name: str) -> None:
    assert decoded(TEXT, name, 100_000) == TEXT


def test_zeros_after_a_gzip_member_are_harmless_and_a_second_member_counts() -> None:
    assert decoded(gzip.compress(b"one") + b"\x00" * 20, "gzip", 1_000) == b"one"
    assert decoded(gzip.compress(b"one") + gzip.compress(b"two"), "gzip", 1_000) == b"onetwo"


def test_a_plain_body_over_the_limit_is_too_big() -> None:
    with pytest.raises(BodyTooBig):
        decoded(TEXT, "", 100)
