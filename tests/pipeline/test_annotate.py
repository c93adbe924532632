"""The annotate asset over hostile, endless and foreign texts: each costs its own rows only, whoever reads it when."""

from __future__ import annotations

import resource
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from pipelines.assets.annotate import annotate
from pipelines.records import key
from pipelines.resources import Pass, Surroundings
from pipelines.settings import AnnotateSettings, Home, Settings
from pipelines.warehouse.landing import Landing
from tests.pipeline import hostile

LONGEST = 3_000
NAMES = {key("revision", name): name for name in hostile.texts(megabytes=0)}
MENTIONS = ("entity_mentions", "place_mentions", "time_mentions", "quotes", "event_mentions", "situation_mentions")


class Read:
    """What one run of the asset landed, by the name of the text."""

    def __init__(self, folder: Path, texts: Sequence[tuple[str, str]], settings: AnnotateSettings) -> None:
        self.home = Home(folder / "home")
        given = Surroundings(Settings(annotate=settings), self.home, folder / "sources.yml", clock=lambda: hostile.NOON)
        with Landing.open(self.home) as landing:
            landing.append({"revisions": [hostile.revision(name, text, at) for at, (name, text) in enumerate(texts)]})
        run = Pass(given, "run-2", "run-2", "tick", hostile.NOON)
        assert dg.materialize([annotate], resources={"newsroom_pass": run}).success

    def rows(self, table: str, columns: str) -> dict[str, list[tuple[Any, ...]]]:
        found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in NAMES.values()}
        with duckdb.connect(str(self.home.build_file), read_only=True) as connection:
            rows = connection.execute(f"select revision_id, {columns} from landing.{table} order by all").fetchall()
        for revision_id, *row in rows:
            found[NAMES[revision_id]].append(tuple(row))
        return found

    @property
    def outcomes(self) -> dict[str, str]:
        with duckdb.connect(str(self.home.build_file), read_only=True) as connection:
            rows = connection.execute("select input_id, outcome from landing.ledger where step = 'annotate'").fetchall()
        return {NAMES[input_id]: outcome for input_id, outcome in rows}

    @property
    def everything(self) -> dict[str, dict[str, list[tuple[Any, ...]]]]:
        return {table: self.rows(table, "* exclude (revision_id)") for table in MENTIONS}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    texts = list(hostile.texts(megabytes=0.05).items())
    return Read(tmp_path_factory.mktemp("annotate"), texts, AnnotateSettings(workers=1, max_characters=LONGEST))


def test_every_text_is_read(read: Read) -> None:
    assert read.outcomes == dict.fromkeys(NAMES.values(), "done")


def test_what_stands_after_the_news_leaves_its_rows_as_they_are(read: Read) -> None:
    acts = read.rows("event_mentions", 'mention."trigger".text, mention.event, mention.modality, mention.sentence_end')
    alone = acts["news"]
    assert {event for _, event, *_ in alone} >= {"COERCE", "ASSAULT", "ACCUSE", "PROTEST"}
    for name in hostile.ODD:
        assert [row for row in acts[name] if row[-1] <= len(hostile.NEWS)] == alone, name


def test_a_text_in_another_language_lands_with_its_language_and_no_act(read: Read) -> None:
    told = read.rows("coded_revisions", "language, events")
    assert {code: told[code] for code in hostile.LANGUAGES} == {code: [(code, 0)] for code in hostile.LANGUAGES}


def test_where_an_endless_text_was_cut_is_told(read: Read) -> None:
    cut = read.rows("coded_revisions", "truncated_at")
    [(end,)] = cut["endless"]
    assert LONGEST / 2 < end <= LONGEST
    assert cut["news"] == [(None,)]
    acts = read.rows("event_mentions", "mention.sentence_end")["endless"]
    assert max(last for (last,) in acts) <= end


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_megabytes_by_two_workers_in_another_order_give_the_same_rows_in_bounded_memory(
    read: Read, tmp_path: Path
) -> None:
    texts = list(hostile.texts(megabytes=5).items())[::-1]
    again = Read(tmp_path, texts, AnnotateSettings(workers=2))
    assert again.outcomes == read.outcomes
    others = [name for name in NAMES.values() if name not in ("endless", "one_word", "parentheses")]
    for table, rows in again.everything.items():
        assert {name: rows[name] for name in others} == {name: read.everything[table][name] for name in others}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 600 * 1024
