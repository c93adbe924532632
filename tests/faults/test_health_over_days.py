"""Passes over two weeks by a clock that the test sets: a source that falls silent, and a language that is lost."""

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
from pipelines.warehouse.health import lost_languages, sources_in_trouble
from tests.collect.loopback import Site, rss

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3_600)]

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
ENGLISH = (
    "The ministers of Norland and Sudland met in the harbour town on Tuesday and spoke about the ferry number {n}. "
    "A spokesman said the line would open again in the spring, once the pier is mended and the crews are hired. "
)
FRENCH = (
    "Les ministres des deux pays se sont rencontrés mardi dans la ville portuaire pour parler du bac numéro {n}. "
    "Un porte-parole a déclaré que la ligne rouvrirait au printemps, dès que la jetée serait réparée. "
)


class Newsroom:
    """Feeds of invented outlets under `<name>.example`, each with the stories told so far, the newest first."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._told: dict[str, list[str]] = {}

    def tell(self, name: str, *texts: str) -> None:
        links = self._told.setdefault(name, [])
        for text in texts:
            number = len(links)
            path = f"/{number}-the-story-of-the-day"
            words = "".join(f"<p>{text.format(n=f'{number}{part}')}</p>" for part in "abc")
            title = f"<title>{text.format(n=number)[:60]}</title>"
            body = f'<html><head><meta charset="utf-8">{title}</head><body><article>{words}</article></body></html>'
            self._site.says(f"http://{name}.example{path}", body, content_type="text/html; charset=utf-8")
            links.insert(0, path)
        self._site.says(f"http://{name}.example/robots.txt", "")
        self._site.says(f"http://{name}.example/rss", rss(*links), etag=f'"{len(links)}"')


def run_pass(home: Home, site: Site, listed: Path, at: datetime) -> None:
    settings = Settings(
        home=home.root, collect=CollectSettings(delay_seconds=0, replay_address=site.address, revisit_hours=())
    )
    assert execute(Surroundings(settings, home, listed, clock=lambda: at), "tick") == []


def ask(home: Home, query: str) -> Sequence[Any]:
    with duckdb.connect(str((home.published / "warehouse.duckdb").resolve()), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_silence_is_told_from_a_slow_pace_and_a_lost_language_from_a_source_that_answers(
    site: Site, tmp_path: Path
) -> None:
    home, listed = Home(tmp_path / "home"), tmp_path / "sources.yml"
    outlets = {"steady": "en", "bilingual": "en", "stopped": "en", "sleepy": "en"}
    entry = '  - {{id: {0}, name: {0}, homepage: "http://{0}.example/", country: null, language: {1}, owner: private, '
    entry += 'feeds: ["http://{0}.example/rss"]}}\n'
    listed.write_text("sources:\n" + "".join(entry.format(*pair) for pair in outlets.items()))
    room = Newsroom(site)

    # A first pass finds what was there before; three more, three days apart, make the usual pace.
    for number in range(4):
        for name in ("steady", "bilingual", "stopped"):
            room.tell(name, *[ENGLISH] * 4)
        room.tell("bilingual", *[FRENCH] * 4)
        if number < 2:
            room.tell("sleepy", ENGLISH)
        run_pass(home, site, listed, START + timedelta(days=3 * number))
    assert ask(home, "select source_id, state from source_health order by all") == [
        ("bilingual", "well"), ("sleepy", "quiet"), ("steady", "well"), ("stopped", "well"),
    ]  # fmt: skip
    assert ask(home, "select language, state from language_health order by all") == [("en", "well"), ("fr", "well")]

    # Five days more: one outlet brings nothing, another nothing in French. All feeds answer.
    room.tell("steady", ENGLISH)
    room.tell("bilingual", ENGLISH)
    run_pass(home, site, listed, START + timedelta(days=14))
    told = ask(
        home, "select source_id, state, late_languages, attempts_24h, failures_24h from source_health order by 1"
    )
    assert told == [
        ("bilingual", "late", ["fr"], 2, 0), ("sleepy", "quiet", [], 1, 0), ("steady", "well", [], 2, 0),
        ("stopped", "late", ["en"], 1, 0),
    ]  # fmt: skip
    assert ask(home, "select language, state, articles_24h from language_health order by all") == [
        ("en", "well", 2), ("fr", "late", 0),
    ]  # fmt: skip
    assert sources_in_trouble(home) == {"late": ["bilingual", "stopped"]}
    assert lost_languages(home) == {"late": ["fr"]}
    days = "select day_on from coverage_languages where source_id = 'bilingual' and language = '{}' order by 1"
    first = START.date()
    assert ask(home, days.format("en")) == [(first + timedelta(days=n),) for n in (0, 3, 6, 9, 14)]
    assert ask(home, days.format("fr")) == [(first + timedelta(days=n),) for n in (0, 3, 6, 9)]
