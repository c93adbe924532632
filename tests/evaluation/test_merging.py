"""What must be one event is one, and what differs in one thing is not: coder, copies, stories and models together."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.annotate.coder import load_coder
from pipelines.settings import AnnotateSettings, Home
from tests.conftest import made_once
from tests.evaluation import merging_flood
from tests.evaluation.merging_world import ask, build, merged

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The flood and the pairs together, in one warehouse."""
    apart = [report for _, one, other in merging_flood.pairs() for report in (one, other)]

    def make(root: Path) -> None:
        build(Home(root / "home"), [*merging_flood.flood(), *apart], load_coder(AnnotateSettings().model))

    return Home(made_once(tmp_path_factory, "merging", make) / "home")


def test_a_flood_of_reworded_reports_is_at_most_three_events(home: Home) -> None:
    told = [deed for deed in merged(home) if deed.report.startswith("flood-")]
    assert len({deed.report for deed in told}) == merging_flood.REPORTS
    assert len({deed.event_id for deed in told}) <= 3


def test_the_origins_of_the_flood_are_those_who_wrote_it(home: Home) -> None:
    ((articles, origins),) = ask(
        home, "select articles, origins from intermediate.int_events order by mentions desc limit 1"
    )
    assert articles > merging_flood.REPORTS * 0.75
    assert abs(origins - merging_flood.ORIGINS) <= 1


def test_reports_that_differ_in_actor_place_day_or_act_are_never_one_event(home: Home) -> None:
    events = defaultdict(set)
    for deed in merged(home):
        events[deed.report].add(deed.event_id)
    pairs = list(merging_flood.pairs())
    assert len(pairs) == 100
    assert [one.text for _, one, other in pairs for told in (one, other) if not events[told.name]] == []
    assert [(one.text, other.text) for _, one, other in pairs if events[one.name] & events[other.name]] == []
