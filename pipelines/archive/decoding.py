"""Undoing a body's content codings, with a limit on what comes out: a few kilobytes can hold gigabytes.

Pure functions over bytes.
"""

from __future__ import annotations

import io
import zlib

import brotli  # type: ignore[import-untyped]
import zstandard

ACCEPTED = "gzip, br, zstd"
"""What we offer in Accept-Encoding."""


class BodyTooBig(Exception):
    """More bytes than the limit."""


class BodyCutShort(Exception):
    """The coded body ends before it should, or is not coded as its header says."""


def decoded(body: bytes, codings: str, limit: int) -> bytes:
    """`body` freed of the codings of a Content-Encoding header, the last one first.

    Names that are no coding ("utf-8", "none") are passed over, and so is a coding whose mark the body does not bear:
    servers send both.

    Raises:
        BodyTooBig: over `limit` bytes at any stage.
        BodyCutShort: the coded bytes break off or are damaged.
    """
    for coding in reversed([name.strip().lower() for name in codings.split(",")][:4]):
        match coding:
            case "gzip" | "x-gzip" if body[:2] == b"\x1f\x8b":
                body = _inflated(body, zlib.MAX_WBITS | 16, limit)
            case "deflate" if body:
                zlib_mark = body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0 if len(body) > 1 else False
                body = _inflated(body, zlib.MAX_WBITS if zlib_mark else -zlib.MAX_WBITS, limit)
            case "br" if body:
                body = _unbrotlied(body, limit)
            case "zstd" if body[:4] == b"\x28\xb5\x2f\xfd":
                body = _unzstandarded(body, limit)
    if len(body) > limit:
        raise BodyTooBig
    return body


def gunzipped(body: bytes, limit: int) -> bytes:
    """The contents of a gzip file (sitemap.xml.gz); raises as `decoded` does."""
    return _inflated(body, zlib.MAX_WBITS | 16, limit)


_MOST_MEMBERS = 1_000
"""Of a gzip body: each costs a copy of what comes after it, so that millions of empty ones would take hours."""


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    out = io.BytesIO()
    for _ in range(_MOST_MEMBERS):
        if not body:
            break
        machine = zlib.decompressobj(window)
        try:
            out.write(machine.decompress(body, limit + 1 - out.tell()))
        except zlib.error as error:
            if out.tell() == 0:
                raise BodyCutShort(str(error)) from error
            break  # zeros or rubbish after a whole member are common and harmless
        if out.tell() > limit:
            raise BodyTooBig
        if not machine.eof:
            raise BodyCutShort("the compressed body breaks off")
        body = machine.unused_data
    else:
        raise BodyCutShort(f"it is of more than {_MOST_MEMBERS} gzip members")
    return out.getvalue()


def _unbrotlied(body: bytes, limit: int) -> bytes:
    machine = brotli.Decompressor()
    out = io.BytesIO()
    try:
        out.write(machine.process(body, output_buffer_limit=limit + 1))
        while out.tell() <= limit and not machine.is_finished():
            piece = machine.process(b"", output_buffer_limit=limit + 1)
            if not piece:
                break
            out.write(piece)
    except brotli.error as error:
        raise BodyCutShort(str(error)) from error
    if out.tell() > limit:
        raise BodyTooBig
    if not machine.is_finished():
        raise BodyCutShort("the compressed body breaks off")
    return out.getvalue()


def _unzstandarded(body: bytes, limit: int) -> bytes:
    # The window bounds the memory a frame may ask for; RFC 9659 sets 8 MB for the web.
    machine = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024)
    out = io.BytesIO()
    try:
        with machine.stream_reader(body, read_across_frames=True) as reader:
            while out.tell() <= limit and (piece := reader.read(min(65_536, limit + 1))):
                out.write(piece)
    except zstandard.ZstdError as error:
        raise BodyCutShort(str(error)) from error
    if out.tell() > limit:
        raise BodyTooBig
    if out.tell() == 0:
        raise BodyCutShort("the compressed body breaks off")
    return out.getvalue()
