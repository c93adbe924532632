"""An address that is given up is told by name, stays told, and `dateline replay` brings the article once it answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.collect.loopback import Site, rss
from tests.conftest import Dateline
from tests.faults.test_two_ticks import article

STORY = "http://harbour.example/the-ferry-sails-again"
LIST = """
sources:
  - {id: harbour, name: Harbour Post, homepage: "http://harbour.example/", country: null, language: en, owner: private,
     feeds: ["http://harbour.example/rss"]}
"""


@pytest.mark.timeout(300)
def test_a_page_that_was_given_up_is_told_and_replayed(dateline: Dateline, tmp_path: Path) -> None:
    home, listed = tmp_path / "home", tmp_path / "sources.yml"
    listed.write_text(LIST)

    def ask(query: str) -> list[Any]:
        with duckdb.connect(str((home / "published" / "warehouse.duckdb").resolve()), read_only=True) as connection:
            return connection.execute(query).fetchall()

    with Site() as site:
        given = {
            "DATELINE_HOME": home, "DATELINE_SOURCES": listed, "DATELINE_COLLECT__REPLAY_ADDRESS": site.address,
            "DATELINE_COLLECT__DELAY_SECONDS": 0, "DATELINE_COLLECT__MAX_ATTEMPTS": 1,
        }  # fmt: skip
        site.says("http://harbour.example/robots.txt", "")
        site.says("http://harbour.example/rss", rss(STORY), etag='"1"')
        site.says(STORY, "out of order", 502)

        run = dateline("run", **given)
        assert run.returncode == 1, run.stderr
        assert f"given up: fetch of {STORY} (Http502: 502 Bad Gateway)" in run.stderr
        assert ask("select state, last_error_class from source_health") == [("failing", "Http502")]
        status = dateline("status", **given).stdout
        assert "dead letters  1; `dateline replay` tries them anew" in status
        assert STORY in "".join(status.split())

        site.says(STORY, article("The ferry sails again"), content_type="text/html; charset=utf-8")
        replayed = dateline("replay", **given)
        assert replayed.returncode == 0, replayed.stderr
        assert "1 dead letters are tried anew" in replayed.stderr
        assert ask("select title from articles") == [("The ferry sails again",)]
        assert ask("select state from source_health") == [("well",)]
        assert ask("select kind from runs order by started_at") == [("tick",), ("replay",)]
        assert "dead letters  0\n" in dateline("status", **given).stdout
