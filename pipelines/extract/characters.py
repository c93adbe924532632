"""Bytes to characters: which charset a page is really in, and whether it is a page at all."""

from __future__ import annotations

import codecs
import re

from trafilatura.utils import detect_encoding

MAX_BYTES = 20_000_000
"""Larger payloads are not parsed: no article is so long, and parsing one costs gigabytes."""

_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_MOST_ATTRIBUTES = 20_000
"""Parsers compare each attribute of an element with all others: a hundred thousand of them take minutes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "a gzip archive",
    b"RIFF": "an audio, video or WebP file",
    b"OggS": "an audio file",
    b"ID3": "an MP3 file",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x7fELF": "a program",
    b"wOFF": "a font",
    b"wOF2": "a font",
}
_HTML_TYPES = frozenset(
    {"", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain", "application/octet-stream"}
)
_META_CHARSET = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)")

# What browsers read under these labels (the Encoding Standard): each is a superset of what the label names.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}


class NotAPageError(ValueError):
    """The bytes are no HTML page: `reason` is Empty, NotHtml or TooBig."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def read_characters(payload: bytes, content_type: str | None = None, charset: str | None = None) -> str:
    """The characters of a page, by byte-order mark, then UTF-8 where the bytes are valid, header, meta, detection.

    Valid UTF-8 goes before a declared charset: by chance it nearly never is, and servers often declare wrongly.

    Raises:
        NotAPageError: nothing there, not HTML, larger than MAX_BYTES, or too much to parse.
    """
    if not payload.strip():
        raise NotAPageError("Empty", "the page has no bytes")
    if len(payload) > MAX_BYTES:
        raise NotAPageError("TooBig", f"the page has {len(payload):,} bytes; the most that is read is {MAX_BYTES:,}")
    kind, _, parameters = (content_type or "").partition(";")
    if kind.strip().lower() not in _HTML_TYPES:
        raise NotAPageError("NotHtml", f"the page was served as {kind.strip()}")
    start = payload[:1024].lstrip()
    for magic, what in _MAGIC.items():
        if start.startswith(magic):
            raise NotAPageError("NotHtml", f"the page is {what}")
    text = _decode(payload, [charset, _parameter(parameters), *_declared(payload)])
    if any(len(tag[0].split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise NotAPageError("TooBig", f"an element of the page has more than {_MOST_ATTRIBUTES:,} words of attributes")
    if _is_binary(text):
        raise NotAPageError("NotHtml", "the page holds control characters where a text would stand")
    return text.replace("\x00", "")


def _decode(payload: bytes, declared: list[str | None]) -> str:
    for mark, name in _BOMS:
        if payload.startswith(mark):
            return payload.decode(name, errors="replace")
    if (wide := _unmarked_utf16(payload)) is not None:
        return payload.decode(wide, errors="replace")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError as error:
        # Cut in the middle of a character, or one stray byte among valid text: still UTF-8.
        if error.start >= len(payload) - 4 and error.start > 0:
            return payload.decode("utf-8", errors="replace")
    names = [name for name in map(_codec, declared) if name is not None]
    for name in names:
        try:
            return payload.decode(name)
        except UnicodeDecodeError:
            continue
    for name in ["utf-8"] if _mostly_utf8(payload) else detect_encoding(payload):
        try:
            return payload.decode(name, errors="replace" if name == "utf-8" else "strict")
        except (LookupError, UnicodeDecodeError):
            continue
    return payload.decode(names[0] if names else "utf-8", errors="replace")


def _mostly_utf8(payload: bytes) -> bool:
    text = payload.decode("utf-8", errors="replace")
    wide = sum(1 for character in text if character > "\x7f")
    return text.count("\ufffd") * 20 < wide


def _declared(payload: bytes) -> list[str | None]:
    head = payload[:4096]
    return [match[1].decode("ascii") for pattern in (_META_CHARSET, _XML_CHARSET) if (match := pattern.search(head))]


def _parameter(parameters: str) -> str | None:
    match = re.search(r"charset\s*=\s*[\"']?([\w:.-]+)", parameters, re.IGNORECASE)
    return match[1] if match else None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    codec = _WIDER.get(codec, codec)
    # A page that says utf-16 in ASCII bytes is not.
    return None if codec.startswith(("utf-16", "utf-32", "utf-7")) else codec


def _unmarked_utf16(payload: bytes) -> str | None:
    """UTF-16 without a mark: markup is ASCII, so every other byte of its start is zero."""
    head = payload[:512]
    half = len(head) // 2
    if half < 8:
        return None
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _is_binary(text: str) -> bool:
    sample = text[:4096]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\x0b") or c == "\ufffd")
    return odd > 0.1 * len(sample)
