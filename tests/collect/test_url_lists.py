"""Lists of addresses: each line becomes due once, and what is no address is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.collect.url_lists import ListCounts, is_url_list, land_addresses
from tests.collect.loopback import START, Desk, Rows, Site, page, source


def land(rows: Rows, *paths: Path) -> ListCounts:
    return land_addresses(
        paths, state=rows, sink=rows, clock=lambda: START, run_id="run1", sources=[source("http://harbour.example/rss")]
    )


def test_each_address_is_due_once_and_the_rest_is_told(tmp_path: Path) -> None:
    given = tmp_path / "given.txt"
    given.write_text(
        "# from the reading room\n\nhttps://www.harbour.example/a?utm_source=x\nhttps://harbour.example/b#top\n"
        "https://www.harbour.example/a\nnot an address\nftp://harbour.example/c\nhttps://stranger.example/d\n"
    )
    rows = Rows()
    counts = land(rows, given)
    assert (counts.addresses, counts.known) == (3, 0)
    assert [(entry.canonical_url, entry.source_id, entry.feed_url) for entry in rows.entries] == [
        ("https://www.harbour.example/a", "harbour", "given.txt"),
        ("https://harbour.example/b", "harbour", "given.txt"),
        ("https://stranger.example/d", None, "given.txt"),
    ]
    assert [problem.partition(" is ")[0] for problem in counts.problems] == [
        f"{given}:6: 'not an address'",
        f"{given}:7: 'ftp://harbour.example/c'",
    ]
    assert (land(rows, given).addresses, land(rows, given).known) == (0, 3)


def test_they_are_fetched_like_all_others(desk: Desk, site: Site, tmp_path: Path) -> None:
    site.says("http://stranger.example/a", page("one"))
    site.says("http://stranger.example/robots.txt", "User-agent: *\nDisallow: /closed\n")
    given = tmp_path / "given.txt"
    given.write_text("http://stranger.example/a\nhttp://stranger.example/closed\n")
    land(desk.rows, given)
    assert (desk.fetch().done, desk.rows.of("http://stranger.example/closed").outcome) == (1, "refused")
    assert desk.rows.captures[-1].source_id is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"https://harbour.example/a\n", True),
        (b"\xef\xbb\xbf# first\n\nhttps://harbour.example/a\n", True),
        (b"Dear reader,\nhttps://harbour.example/a\n", False),
        (b"", False),
        (b"\x89PNG\r\n\x1a\n", False),
        (b"h" * 3_000_000, False),
    ],
)
def test_a_list_is_told_by_its_first_line(tmp_path: Path, text: bytes, expected: bool) -> None:
    path = tmp_path / "given"
    path.write_bytes(text)
    assert is_url_list(path) is expected
