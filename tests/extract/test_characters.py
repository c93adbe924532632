"""Which charset a page is in, told by mark, bytes, header, meta and detection."""

from __future__ import annotations

import pytest

from pipelines.extract.characters import NotAPageError, read_characters

TEXT = "<html><body><p>Der Fährmann grüßt die Überfahrt — naïve cafés</p></body></html>"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_forms_are_told_from_the_bytes(name: str) -> None:
    assert read_characters(TEXT.encode(name)) == TEXT


def test_the_header_tells_an_old_charset() -> None:
    payload = TEXT.encode("cp1252")
    assert read_characters(payload, "text/html; charset=iso-8859-1") == TEXT
    assert read_characters(payload, "text/html", "windows-1252") == TEXT


def test_the_page_tells_it_where_the_header_does_not() -> None:
    text = TEXT.replace("<html>", '<html><head><meta charset="windows-1251"></head>').replace(TEXT[15:-18], "паром")
    assert read_characters(text.encode("cp1251")) == text


def test_valid_utf8_is_believed_before_a_wrong_header() -> None:
    assert read_characters(TEXT.encode(), "text/html; charset=iso-8859-1") == TEXT


def test_an_unknown_or_false_charset_does_no_harm() -> None:
    assert "Fährmann" in read_characters(TEXT.encode("cp1252"), "text/html; charset=klingon")
    assert read_characters(TEXT.encode("utf-8"), "text/html; charset=utf-16") == TEXT


def test_a_stray_byte_leaves_the_rest_readable() -> None:
    assert "Überfahrt" in read_characters(TEXT.encode().replace(b"naive", b"na\xffve") + b"\xe2\x80")


def test_arabic_and_chinese_charsets() -> None:
    arabic = "<p>" + "المحادثات بين الطرفين " * 20 + "</p>"
    assert read_characters(arabic.encode("cp1256"), "text/html; charset=windows-1256") == arabic
    chinese = "<p>" + "双方在港口举行会谈" * 20 + "</p>"
    assert read_characters(chinese.encode("gbk"), "text/html; charset=gb2312") == chinese


def test_what_is_no_page_is_refused_with_a_reason() -> None:
    with pytest.raises(NotAPageError) as told:
        read_characters(b"PK\x03\x04 an archive")
    assert told.value.reason == "NotHtml"
    assert "ZIP" in str(told.value)
