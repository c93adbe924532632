"""`dateline sources add` from the command line, against a site on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.collect.loopback import Site, rss
from tests.conftest import Dateline

LISTED = """\
sources:
  - {id: dune, name: Dune, homepage: "https://dune.example/", country: null, language: en, owner: private,
     feeds: ["https://dune.example/rss"]}
"""


@pytest.fixture
def harbour() -> Iterator[Site]:
    with Site() as site:
        head = '<title>x</title><link rel="alternate" type="application/rss+xml" href="/rss">'
        site.says("http://harbour.example/", f"<html lang=en><head>{head}</head><body>[bold]</body></html>")
        site.says("http://harbour.example/rss", rss("/a"))
        yield site


def test_what_the_page_does_not_say_is_asked_for_and_then_written(
    harbour: Site, dateline: Dateline, tmp_path: Path
) -> None:
    listed = tmp_path / "sources.yml"
    listed.write_text(LISTED)

    def add(*more: str) -> CompletedProcess[str]:
        return dateline(
            "sources", "add", "http://harbour.example", "--sources", listed, "--owner", "private", "--country", "GBR",
            *more, DATELINE_COLLECT__REPLAY_ADDRESS=harbour.address, DATELINE_COLLECT__DELAY_SECONDS="0",
        )  # fmt: skip

    nameless = add()
    assert nameless.returncode == 2
    assert "--name" in nameless.stderr
    assert listed.read_text() == LISTED
    named = add("--name", "Harbour [bold]Post")
    assert named.returncode == 0, named.stderr
    assert "- id: harbour\n    name: Harbour [bold]Post\n" in listed.read_text()
    again = add("--name", "Harbour Post", "--id", "harbour-two")
    assert again.returncode == 2
    assert "listed already" in again.stderr
