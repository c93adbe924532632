"""How far a long command is: counts, total, rate and time left, on a terminal and in a log."""

from __future__ import annotations

import pytest

from pipelines.cli.progress import Pace, PlainProgress
from pipelines.resources import LoggedProgress, silent


@pytest.mark.parametrize(
    ("done", "total", "share", "seconds", "words"),
    [
        (1_200, 5_000, None, 60, "1,200 of 5,000, 24%, 20/s, 0:03:10 left"),
        (30, None, None, 10, "30, 3.0/s"),
        (0, 500, None, 0, "0 of 500, 0%"),
        (1, 144, None, 20, "1 of 144, 1%, 0.1/s"),
        (5_000, 5_000, None, 100, "5,000 of 5,000, 100%, 50/s, 0:00:00 left"),
    ],
)
def test_the_words_say_what_is_known(
    done: int, total: int | None, share: float | None, seconds: float, words: str
) -> None:
    assert Pace("fetch", 0).words(done, total, share, seconds) == words


def test_work_of_an_earlier_import_says_nothing_of_this_ones_time() -> None:
    pace = Pace("import", 0)
    pace.words(0, None, 0.5, 0)
    assert pace.words(100, None, 0.75, 60) == "100, 75%, 1.7/s, 0:01:00 left"


def test_a_line_a_step_and_one_every_few_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    tell = PlainProgress(lambda: now)
    tell("poll", 0)
    for second in range(1, 13):
        now = float(second)
        tell("fetch", second, 12)
    lines = [line.strip() for line in capsys.readouterr().err.splitlines()]
    assert lines[0] == "poll"
    assert [line.partition(",")[0] for line in lines[1:]] == ["fetch: 1 of 12", "fetch: 7 of 12"]


def test_the_log_gets_the_counts() -> None:
    said: list[str] = []
    tell = LoggedProgress(silent, said.append, seconds=1_000)
    tell("extract", 0, 2_000)
    tell("extract", 64, 2_000)
    tell("relate", 0)
    assert said == ["extract: 0 done of 2,000", "relate: 0 done"]
