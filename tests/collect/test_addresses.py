"""One page, one address: what may differ between two links to it, and what may not."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.collect.addresses import absolute, canonical, host_of, origin_of


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("HTTPS://Harbour.Example/Ferry", "https://harbour.example/Ferry"),
        ("https://harbour.example:443/ferry#comments", "https://harbour.example/ferry"),
        ("http://harbour.example:8080/ferry", "http://harbour.example:8080/ferry"),
        ("https://harbour.example", "https://harbour.example/"),
        ("https://harbour.example/ferry?utm_source=rss&utm_medium=feed", "https://harbour.example/ferry"),
        ("https://harbour.example/?p=42&fbclid=abc", "https://harbour.example/?p=42"),
        ("https://harbour.example/story?at_medium=RSS&at_campaign=KARANGA", "https://harbour.example/story"),
        ("https://harbour.example/ferry;jsessionid=5D1F?id=7", "https://harbour.example/ferry?id=7"),
        ("https://harbour.example/ferry.php?PHPSESSID=a1b2&id=7", "https://harbour.example/ferry.php?id=7"),
        ("https://harbour.example//ferry", "https://harbour.example//ferry"),
        ("https://harbour.example/../../ferry", "https://harbour.example/ferry"),
        ("https://harbour.example/view?source=archive&id=7", "https://harbour.example/view?source=archive&id=7"),
        ("https://harbour.example/story?12345", "https://harbour.example/story?12345"),
        ("https://harbour.example/a/./b/../c", "https://harbour.example/a/c"),
        ("https://harbour.example/caf%c3%a9", "https://harbour.example/caf%C3%A9"),
        ("https://harbour.example/café", "https://harbour.example/caf%C3%A9"),
        ("https://harbour.example/%7Euser", "https://harbour.example/~user"),
        ("https://hafen-köln.example/", "https://xn--hafen-kln-67a.example/"),
        ("  https://harbour.example/fer\nry ", "https://harbour.example/ferry"),
        ("https://user:word@harbour.example/ferry", "https://harbour.example/ferry"),
        ("http://[2001:DB8::1]/x", "http://[2001:db8::1]/x"),
        ("mailto:desk@harbour.example", "mailto:desk@harbour.example"),
        ("https://[broken/x", "https://[broken/x"),
    ],
)
def test_an_address_has_one_form(link: str, expected: str) -> None:
    assert canonical(link) == expected


@given(st.text(max_size=80).map(lambda tail: "https://harbour.example/" + tail))
def test_the_form_of_a_form_is_itself(link: str) -> None:
    assert canonical(canonical(link)) == canonical(link)


def test_links_are_made_whole_and_what_is_no_page_is_dropped() -> None:
    base = "https://harbour.example/news/feed.xml"
    assert absolute(base, "../ferry") == "https://harbour.example/ferry"
    assert absolute(base, "//cdn.example/x") == "https://cdn.example/x"
    assert absolute(base, "javascript:void(0)") is None
    assert absolute(base, "ftp://harbour.example/x") is None
    assert absolute(base, "https://[broken/x") is None
    assert absolute(base, "https://harbour.example:99999/x") is None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://reader:word@harbour.example/a", "https://harbour.example/a"),
        ("https://trusted.example@harbour.example/a", "https://harbour.example/a"),
        ("https://trusted.example\\@harbour.example/a", "https://harbour.example/a"),
        ("https://Harbour.Example.:8443/a", "https://harbour.example:8443/a"),
        ("https://straße.example/a", "https://xn--strae-oqa.example/a"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]:80/a"),
        ("https://trusted.example\\.harbour.example/a", None),
        ("https://harbour.example;trusted.example/a", None),
        ("https://harb%6fur.example/a", None),
        ("https://harbour\x00.example/a", None),
        ("https://１２７.０.０.１/a", None),
        ("http://[fe80::1%25eth0]/a", None),
    ],
)
def test_a_link_names_its_host_in_the_one_way_that_rules_pace_and_connection_read(
    link: str, expected: str | None
) -> None:
    assert absolute("", link) == expected
    if expected is not None:
        host = httpx.URL(expected).raw_host.decode()
        assert (host_of(link), host_of(expected)) == (host, host)
        assert origin_of(expected).startswith(origin_of(canonical(link)))


def test_host_and_origin() -> None:
    assert host_of("https://Harbour.Example:8443/x") == "harbour.example"
    assert host_of("https://[broken/x") == ""
    assert origin_of("https://Harbour.Example:443/x?y#z") == "https://harbour.example"
    assert origin_of("http://harbour.example:8080/x") == "http://harbour.example:8080"
