"""A page that shows one text, another, and the first again, collected over loopback by three whole passes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.cli.passes import execute
from pipelines.resources import Surroundings
from pipelines.settings import CollectSettings, Home, Settings
from tests.collect.loopback import Site, rss

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]

FIRST_SEEN = datetime(2026, 3, 1, 6, tzinfo=UTC)
STORY = "http://harbour.example/2026-03-01-gunmen-fire-on-a-convoy"
TEXT = (
    "Gunmen killed {number} soldiers near Kandahar on Saturday, the ministry of defence of Afghanistan said.",
    "The convoy was on its way to the border when it came under fire from a hill, and the road was closed for hours.",
    "Elders of the district asked both sides to let the wounded be taken to the hospital in the city.",
)


def tell(site: Site, number: str, *, views: int) -> None:
    """Let the page say so many soldiers, under a counter that never stands still."""
    body = "".join(f"<p>{paragraph.format(number=number)}</p>" for paragraph in TEXT)
    title = f"Gunmen kill {number} soldiers near Kandahar"
    site.says(
        STORY,
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta property="article:published_time" content="2026-03-01T05:00:00Z"></head>'
        f"<body><article><h1>{title}</h1><p>{views} views</p>{body}</article></body></html>",
        content_type="text/html; charset=utf-8",
    )


def ask(home: Home, query: str) -> Sequence[Any]:
    with duckdb.connect(str((home.published / "warehouse.duckdb").resolve()), read_only=True) as connection:
        return connection.execute(query).fetchall()


def landed(home: Home, query: str) -> Sequence[Any]:
    with duckdb.connect(str(home.build_file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_first_text_is_current_again_and_the_event_tells_what_it_tells(site: Site, tmp_path: Path) -> None:
    home, listed = Home(tmp_path / "home"), tmp_path / "sources.yml"
    listed.write_text(
        "sources:\n  - {id: harbour, name: Harbour, homepage: 'http://harbour.example/', country: null, language: en,"
        " owner: private, feeds: ['http://harbour.example/rss']}\n"
    )
    site.says("http://harbour.example/robots.txt", "")
    site.says("http://harbour.example/rss", rss("/" + STORY.rpartition("/")[2]))
    settings = Settings(
        home=home.root, collect=CollectSettings(delay_seconds=0, replay_address=site.address, revisit_hours=(1, 2, 4))
    )

    for number, views, hours in (("three", 10, 0), ("five", 24, 1.5), ("three", 61, 3), ("three", 87, 5)):
        tell(site, number, views=views)
        at = FIRST_SEEN + timedelta(hours=hours)
        assert execute(Surroundings(settings, home, listed, clock=lambda at=at: at), "tick") == []
        killed = 3 if number == "three" else 5
        assert ask(home, "select title, revisions from articles") == [
            (f"Gunmen kill {number} soldiers near Kandahar", 1 if hours == 0 else 2)
        ]
        assert ask(home, "select deaths_low, deaths_high from events where event_type = 'ASSAULT'") == [
            (killed, killed)
        ]

    assert ask(home, "select number, is_current from revisions order by number") == [(1, True), (2, False)]
    assert ask(home, "select field, old_value, new_value from revision_changes where field = 'number'") == [
        ("number", "three", "five"), ("number", "three", "five"),
    ]  # fmt: skip
    back = FIRST_SEEN + timedelta(hours=3)
    returns = landed(home, "select revision_id, seen_at from landing.revision_returns")
    assert returns == ask(home, f"select revision_id, timestamptz '{back.isoformat()}' from revisions where number = 1")
    assert landed(home, "select count(*) from landing.captures where purpose = 'page'") == [(4,)]
