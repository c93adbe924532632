"""robots.txt: the rules as RFC 9309 reads them, on real files and Google's own cases where they are at hand."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.collect.robots import parse_rules, product_token

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


def test_googles_cases_are_decided_as_google_decides_them_but_for_a_few() -> None:
    # Left: agents with a space in their name, half a byte order mark, /robots.txt itself, and percent-encoded paths,
    # which RFC 9309 takes for the same path and Google's cases do not.
    right, wrong = 0, []
    for name, payload in members("google_robotstxt_spec_test.tar.xz", ".textproto"):
        for robots, url, agent, allowed in cases(payload.decode("utf-8", "replace")):
            found = parse_rules(robots, agent).allows(url)
            if found == allowed:
                right += 1
            else:
                wrong.append((name, url, agent, allowed))
    assert right > 50
    assert len(wrong) <= 0.06 * (right + len(wrong)), wrong


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
