"""The real pages beside the checkout, collected over HTTP at their own addresses by `dateline run --sources`.

`make test` takes the pages on other subjects with a spread of the rest; `make soak` takes all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from urllib.parse import urlsplit

import duckdb
import pytest

from tests.conftest import Dateline
from tests.replay.corpus import ABSENT, TruePage, corpus_file, load_corpus
from tests.replay.server import ReplayServer

pytestmark = pytest.mark.timeout(900)

SLICE = 40
# Sections and keywords by which publishers file what is neither politics nor war.
OTHER_SECTIONS = {
    "sport", "sports", "deportes", "sporskor", "superbike", "food", "recipes", "life", "lifestyle", "gardening",
    "entertainment", "music", "travel",
}  # fmt: skip
OTHER_TOPICS = {"sport", "sports", "spor", "deportes", "fußball", "basketball", "food", "recipes", "wine"}


def on_another_subject(page: TruePage) -> bool:
    """Whether the publisher files the page under sport, cookery or leisure."""
    sections = {part.lower() for part in urlsplit(page.url).path.split("/")}
    return bool(sections & OTHER_SECTIONS) or any(topic.lower() in OTHER_TOPICS for topic in page.topics)


def a_slice(pages: Sequence[TruePage]) -> list[TruePage]:
    """The pages on other subjects and, evenly over the countries, as many more as make `SLICE`."""
    others = [page for page in pages if on_another_subject(page)]
    rest = [page for page in pages if not on_another_subject(page)]
    wanted = max(SLICE - len(others), 1)
    return others + rest[:: -(-len(rest) // wanted)]


@dataclass(frozen=True)
class Replayed:
    """A home into which pages were collected twice, with what was said and published each time."""

    pages: tuple[TruePage, ...]
    home: Path
    runs: tuple[CompletedProcess[str], ...]
    snapshots: tuple[Path, ...]

    def ask(self, query: str, *values: object) -> list[tuple]:
        with duckdb.connect(str(self.snapshots[-1]), read_only=True) as connection:
            return connection.execute(query, list(values)).fetchall()


@pytest.fixture(scope="module", params=["slice", pytest.param("all", marks=pytest.mark.soak)])
def replayed(
    request: pytest.FixtureRequest, dateline: Dateline, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Replayed]:
    corpus = corpus_file()
    if corpus is None:
        pytest.skip(ABSENT)
    pages = load_corpus(corpus)
    folder = tmp_path_factory.mktemp("replay")
    home = folder / "home"
    runs, snapshots = [], []
    with ReplayServer(a_slice(pages) if request.param == "slice" else pages) as server:
        sources = server.write_sources(folder / "sources.yml")
        settings = server.settings(server.write_ca(folder / "ca.pem"))
        for _ in range(2):
            runs.append(dateline("run", "--sources", sources, timeout=800, DATELINE_HOME=home, **settings))
            snapshots.append((home / "published" / "warehouse.duckdb").resolve())
        yield Replayed(server.pages, home, tuple(runs), tuple(snapshots))


def test_it_ends_well_and_shows_no_exception(replayed: Replayed) -> None:
    for run in replayed.runs:
        assert run.returncode == 0, run.stderr
        assert "Traceback" not in run.stdout + run.stderr


def test_at_least_97_percent_become_articles(replayed: Replayed) -> None:
    urls = {page.url for page in replayed.pages}
    read = {url for (url,) in replayed.ask("select url from articles")}
    assert len(urls & read) >= 0.97 * len(urls), sorted(urls - read)


def test_a_second_run_adds_nothing(replayed: Replayed) -> None:
    first, second = replayed.snapshots
    assert second == first
    assert replayed.ask("select count(*) from captures where purpose = 'page'") == [
        (len({page.url for page in replayed.pages}),)
    ]


def test_verify_finds_nothing_wrong(replayed: Replayed, dateline: Dateline) -> None:
    verified = dateline("verify", DATELINE_HOME=replayed.home)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_each_event_leads_to_its_sentence(replayed: Replayed) -> None:
    assert replayed.ask("select count(*) from events")[0][0] > 0
    assert replayed.ask(
        """
        select m.mention_id
        from event_mentions as m
        inner join revisions as r using (revision_id)
        where substring(r.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) <> m.sentence
            or substring(r.text, m.trigger_start + 1, m.trigger_end - m.trigger_start) <> m.trigger
        """
    ) == []  # fmt: skip


def test_sport_cookery_and_leisure_give_no_war(replayed: Replayed) -> None:
    urls = [page.url for page in replayed.pages if on_another_subject(page)]
    assert len(urls) >= 20
    war = replayed.ask(
        """
        select a.url, m.event_type, m.rule, m.sentence
        from event_mentions as m
        inner join articles as a using (article_id)
        where m.event_id is not null and m.event_type in ('ASSAULT', 'COERCE', 'PROTEST') and list_contains(?, a.url)
        """,
        urls,
    )
    assert war == []
