"""The replay server as a fixture: `from tests.replay.plugin import replay_server` in a conftest.py gives it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.replay.corpus import ABSENT, corpus_file, load_corpus
from tests.replay.server import ReplayServer


@pytest.fixture(scope="session")
def replay_server() -> Iterator[ReplayServer]:
    """The 258 real pages at their own addresses on loopback; the test is skipped where they are absent."""
    path = corpus_file()
    if path is None:
        pytest.skip(ABSENT)
    with ReplayServer(load_corpus(path)) as server:
        yield server
