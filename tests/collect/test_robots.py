"""robots.txt: the rules as RFC 9309 reads them, on real files and Google's own cases where they are at hand."""

from __future__ import annotations

import csv
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.collect.robots import parse_rules, product_token

EXCEPTIONS = Path(__file__).with_name("google_exceptions.csv")
SHARED = Path(__file__).parents[2].parent / "shared" / "feeds-robots"


def members(archive: str, part: str) -> Iterator[tuple[str, bytes]]:
    path = SHARED / archive
    if not path.exists():
        pytest.skip(f"{archive} is not beside the checkout")
    with tarfile.open(path) as bundle:
        for member in bundle:
            if member.isfile() and part in member.name and (file := bundle.extractfile(member)) is not None:
                yield member.name, file.read()


def test_a_rule_for_us_goes_before_one_for_all() -> None:
    rules = parse_rules(b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nAllow: /\nCrawl-delay: 4\n", "Dateline")
    assert rules.allows("https://harbour.example/a")
    assert rules.delay_seconds == 4


def test_the_longest_match_decides_and_wildcards_count() -> None:
    rules = parse_rules(b"User-agent: *\nDisallow: /news/*.pdf$\nDisallow: /x\nAllow: /x/open\n", "Dateline")
    assert not rules.allows("https://harbour.example/news/a.pdf")
    assert rules.allows("https://harbour.example/news/a.pdf?page=1")
    assert rules.allows("https://harbour.example/x/open/1")
    assert not rules.allows("https://harbour.example/x/shut")


@pytest.mark.parametrize("delay", ["-5", "inf", "nan", "soon", ""])
def test_a_delay_that_is_no_number_of_seconds_is_none(delay: str) -> None:
    assert parse_rules(f"User-agent: *\nCrawl-delay: {delay}\n".encode(), "Dateline").delay_seconds == 0


def test_a_request_rate_is_a_delay_too() -> None:
    assert parse_rules(b"User-agent: *\nRequest-rate: 2/30\n", "Dateline").delay_seconds == 15


@pytest.mark.parametrize(
    "payload", [b"", b"\x00" * 9_000, b"\xff\xfeU\x00", b"<html>" * 50_000, b"Disallow: /\n" * 9_000]
)
def test_any_bytes_are_read(payload: bytes) -> None:
    assert parse_rules(payload, "Dateline").allows("https://harbour.example/a") in (True, False)


def test_the_product_token_is_the_name_in_the_user_agent() -> None:
    assert product_token("Dateline/0.1 (+https://dateline.example)") == "Dateline"
    assert product_token("Newsbot") == "Newsbot"


def test_every_real_file_is_read() -> None:
    read = 0
    for name, payload in members("protego_tests.tar.xz", "test_data/"):
        rules = parse_rules(payload, "Dateline")
        assert rules.delay_seconds >= 0, name
        assert rules.allows("https://harbour.example/news/2026/03/01/story.html") in (True, False)
        read += 1
    assert read > 4_000


def test_googles_cases_are_decided_as_google_decides_them_but_for_those_listed() -> None:
    """A case that differs and is not in google_exceptions.csv fails, and so does one that is and does not differ."""
    decided, differ = 0, set()
    for name, payload in members("google_robotstxt_spec_test.tar.xz", ".textproto"):
        file = name.rpartition("CTC/")[2]
        for number, (robots, url, agent, allowed) in enumerate(cases(payload.decode("utf-8", "replace"))):
            decided += 1
            if parse_rules(robots, agent).allows(url) != allowed:
                differ.add((file, str(number), url, agent, "allowed" if allowed else "disallowed"))
    with EXCEPTIONS.open(encoding="utf-8", newline="") as listed:
        rows = list(csv.DictReader(listed))
    assert all(row["reason"] for row in rows)
    assert differ == {(row["file"], row["case"], row["url"], row["agent"], row["google"]) for row in rows}
    assert decided == 400


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("Dateline", True),
        ("DATELINE/0.1", True),
        ("Dateline News Robot", True),
        ("dateline # that one", True),
        ("Date", False),
        ("Datelinebot", False),
        ("MyDateline", False),
    ],
)
def test_a_group_is_ours_where_its_name_is_our_token(line: str, ours: bool) -> None:
    rules = parse_rules(f"User-agent: {line}\nDisallow: /\n".encode(), "Dateline")
    assert rules.allows("https://harbour.example/a") is not ours


def cases(text: str) -> Iterator[tuple[bytes, str, str, bool]]:
    """The cases of one of Google's files: robots.txt, address, agent, allowed."""
    for part in text.split("robotstxt:")[1:]:
        written, _, expectations = part.partition("test_expectations")
        robots = b"".join(unquoted(line) for line in re.findall(STRING, written))
        for case in expectations.split("testurl:")[1:]:
            url = re.search(STRING, case)
            agent = re.search(r"useragent:\s*" + STRING, case)
            outcome = re.search(r"expected_outcome:\s*(\w+)", case)
            if url and agent and outcome and outcome[1] in ("ALLOWED", "DISALLOWED"):
                yield robots, unquoted(url[1]).decode(), unquoted(agent[1]).decode(), outcome[1] == "ALLOWED"


STRING = r'"((?:[^"\\]|\\.)*)"'


def unquoted(text: str) -> bytes:
    return text.encode().decode("unicode_escape").encode("latin-1", "replace")
