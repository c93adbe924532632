"""A stranger's text never becomes markup."""

from __future__ import annotations

import pytest

from dashboard.markup import address, join, link, outside, tag, web_address


def test_children_and_attributes_are_escaped() -> None:
    made = tag("b", "<script>x</script>", title='" onclick="x')
    assert made == '<b title="&quot; onclick=&quot;x">&lt;script&gt;x&lt;/script&gt;</b>'


def test_markup_made_here_is_kept_and_none_is_left_out() -> None:
    assert tag("p", tag("b", "a & b"), None, 3) == "<p><b>a &amp; b</b>3</p>"


def test_joining_escapes_what_stands_between() -> None:
    assert join(["a", "b"], " < ") == "a &lt; b"


def test_a_link_carries_its_filters_in_the_address() -> None:
    assert address("events", {"actor": ["A & B", "C"], "text": "", "since": None}) == "events?actor=A+%26+B&actor=C"
    assert 'href="event?id=%22%3E"' in link("event", "x", {"id": '">'})


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "java\nscript:x", "http://[", ""]
)
def test_only_web_addresses_become_links_off_the_machine(url: str) -> None:
    assert not web_address(url)
    assert "href" not in outside(url, "the page")


def test_a_web_address_opens_apart_and_tells_nothing_of_us() -> None:
    assert 'rel="noopener noreferrer nofollow"' in outside("https://news.example/a?b=1&c=2", "the page")


def test_control_characters_do_not_reach_the_page() -> None:
    assert tag("p", "a\x00b\x1bc") == "<p>a\ufffdb\ufffdc</p>"
