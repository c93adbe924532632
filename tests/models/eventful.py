"""A world in which what landed before comes to be told otherwise: pass after pass, one kind of change each.

What each pass lands is told in its name. Whatever the order in which the rows come, the marts must say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipelines.records import CodedRevision, CopyLink, CorrectedMention, RevisionReturn, StoryLink, key
from tests.models.telling import DOHA_DAY, SATURDAY, filled_world
from tests.models.world import NOON, Told, World, take_down

HOUR = timedelta(hours=1)
_SIDES = ["Pakistan", "Afghan Taliban"]


class Passes:
    """A world and how its rows are dealt out: `cut` ends a pass, of what was added since the last one."""

    def __init__(self) -> None:
        self.world = World()
        self.told: dict[str, Told] = {}
        self.mentions: dict[str, str] = {}
        self.dealt: dict[str, World] = {}
        self._counts: dict[str, int] = {}

    def cut(self, name: str) -> None:
        rows = self.world.rows
        self.dealt[name] = World({table: rows[table][self._counts.get(table, 0) :] for table in rows})
        self._counts = {table: len(rows[table]) for table in rows}


def passes() -> Passes:
    """All passes in order: the first is the world of `telling` with what is told otherwise later."""
    given = Passes()
    given.world = filled_world()
    _begin(given)
    given.cut("the world as it is first told")
    for step in _STEPS:
        step(given)
        given.cut((step.__doc__ or "").strip(" ."))
    return given


def _begin(given: Passes) -> None:
    world = given.world
    for name, source, actor in (("early", "alpha", "Pakistan"), ("apart", "gamma", "Afghan Taliban")):
        told = world.article(name, f"{actor} met others over water.", source=source, story="water")
        given.told[name] = told
        given.mentions[name] = told.act("CONSULT", "met", actors=[actor])
    named = world.article("envoy", "Envoy Hakimi met Qatar.", source="beta", story="envoy")
    given.mentions["envoy"] = named.act("CONSULT", "met", actors=["Hakimi", "Qatar"], reciprocal=True, day=SATURDAY)
    for name, country in (("one", "AFG"), ("two", "QAT")):
        told = world.article(f"adviser-{name}", f"Adviser Hakimi spoke in case {name}.", source="gamma")
        _identified(told, "Q999", country)
    given.told["alone"] = world.article("alone", "Ishaq Dar visited Karachi on Friday.", source="alpha", story="alone")
    given.told["alone"].act("CONSULT", "visited", actors=["Ishaq Dar"], place="Karachi", day=date(2025, 10, 24))
    given.told["alone"].party("Ishaq Dar")
    toll = world.article("toll", "Gunmen killed 3 in Doha: gunmen fled.", source="alpha", story="toll")
    given.told["toll"] = toll
    given.mentions["toll"] = toll.act("ASSAULT", "killed", actors=["gunmen"], place="Doha", day=SATURDAY, deaths=(3, 3))
    march = world.article("march", "The police marched in Quetta.", source="gamma", credit="Dunya Wire")
    given.told["march"] = march
    given.mentions["march"] = march.act("PROTEST", "marched", actors=["police"], place="Quetta")
    text = "Between Pakistan and the Afghan Taliban the truce still holds."
    holds = world.article("holds", text, source="gamma", at=NOON + timedelta(days=40))
    for name in _SIDES:
        holds.party(name)
    holds.situation("the truce still holds", bearer="the truce", attribute="truce", value="in force", country=None)


def _identified(told: Told, wikidata_id: str, country: str) -> None:
    """Have the last name that was told be that of somebody identified."""
    told.party("Hakimi")
    rows = told.world.rows["entity_mentions"]
    rows[-1] = replace(rows[-1], mention=replace(rows[-1].mention, wikidata_id=wikidata_id, country=country))


def _late_report(given: Passes) -> None:
    """A fuller report makes two events one."""
    told = given.world.article(
        "water",
        "Pakistan and the Afghan Taliban met in Istanbul on Saturday.",
        source="dunya",
        story="water",
        at=NOON + HOUR,
    )
    given.mentions["water"] = told.act(
        "CONSULT", "met", actors=["Pakistan", "Afghan Taliban"], place="Istanbul", day=SATURDAY, reciprocal=True
    )


def _renewed(given: Passes) -> None:
    """A truce is made anew, so that what comes more than a month later bears on the new one alone."""
    told = given.world.article(
        "renewal", "Pakistan and the Afghan Taliban agreed to a ceasefire in Istanbul.", source="beta", story="istanbul"
    )
    day = DOHA_DAY + timedelta(days=3)
    act = told.act("AGREE", "agreed", actors=_SIDES, place="Istanbul", day=day, reciprocal=True)
    told.act("RETREAT", "ceasefire", modality="planned", mode="ceasefire", within=act, reciprocal=True, actors=_SIDES)


def _identifier(given: Passes) -> None:
    """A name comes to have an identifier, and most mentions of that another country."""
    for name in ("three", "four"):
        told = given.world.article(
            f"adviser-{name}", f"Adviser Hakimi spoke in case {name}.", source="alpha", at=NOON + HOUR
        )
        _identified(told, "Q999", "QAT")


def _revised(given: Passes) -> None:
    """A page is changed: another toll, and another deed."""
    told = given.world.article(
        "toll",
        "Gunmen killed 5 in Doha: gunmen fled. India protested.",
        source="alpha",
        at=NOON + 2 * HOUR,
        run_id="run-2",
    )
    told.act("ASSAULT", "killed", actors=["gunmen"], place="Doha", day=SATURDAY, deaths=(5, 5))
    told.act("PROTEST", "protested", actors=["India"])
    given.told["revised"] = told


def _returned(given: Passes) -> None:
    """A page shows its first text again."""
    first = given.told["toll"]
    [capture] = [row.capture_id for row in given.world.rows["revisions"] if row.revision_id == first.revision_id]
    given.world.add(
        "revision_returns", RevisionReturn(first.revision_id, first.article_id, "run-2", capture, NOON + 4 * HOUR)
    )


def _coded_anew(given: Passes) -> None:
    """A text is coded anew and tells of less."""
    told = given.told["early"]
    given.world.add(
        "coded_revisions", CodedRevision(told.revision_id, "3", "run-2", "en", "x" * 64, 0, 0, NOON + 5 * HOUR)
    )
    given.world.add("event_mentions", replace(_landed(given, given.mentions["early"]), coder="3"))


def _copied(given: Passes) -> None:
    """A text turns out to be copied, and its copy to be nearer to another."""
    world = given.world
    march = given.told["march"].revision_id
    first = world.article("first", "Then the police marched in Quetta.", source="dunya", at=NOON - HOUR)
    second = world.article("second", "So the police marched in Quetta.", source="alpha", at=NOON + HOUR)
    for told in (first, second):
        told.act("PROTEST", "marched", actors=["police"], place="Quetta")
    world.add("copy_links", CopyLink(second.revision_id, march, "run-2", 0.9, 0.9, NOON + HOUR))
    world.add("copy_links", CopyLink(march, first.revision_id, "run-2", 0.95, 0.99, NOON + HOUR))


def _moved(given: Passes) -> None:
    """An article comes to belong to another story."""
    told = given.told["apart"]
    given.world.add(
        "story_links", StoryLink(told.article_id, key("story", "asif"), "run-2", 0.8, ("water",), NOON + HOUR, 2)
    )


def _renamed(given: Passes) -> None:
    """A source goes by another name and speaks for a side."""
    given.world.source("gamma", "Gamma Weekly", speaks_for="IND", entry_sha256="9" * 64, loaded_at=NOON + 3 * HOUR)


def _corrected(given: Passes) -> None:
    """Readers correct what events are of."""
    names = given.mentions
    given.world.add(
        "corrections",
        _correction("c1", names["toll"], "merge"),
        _correction("c1", names["envoy"], "merge"),
        _correction("c2", names["water"], "split"),
        _correction("c3", names["march"], "wrong"),
        replace(_correction("c4", names["envoy"], "not_actor"), actor="Qatar"),
    )


def _withdrawn(given: Passes) -> None:
    """Corrections are withdrawn."""
    names = given.mentions
    given.world.add(
        "corrections",
        *(
            replace(_correction(correction, names[name], kind), withdrawn=True)
            for correction, name, kind in (("c1", "toll", "merge"), ("c1", "envoy", "merge"), ("c3", "march", "wrong"))
        ),
    )


def _taken_down(given: Passes) -> None:
    """Articles are taken down: a wire's first report, an agreement, a claim, a state, and all that names a place."""
    for source, name in (
        ("dunya", "talks"), ("alpha", "truce"), ("alpha", "asif"), ("gamma", "crossing-closed"), ("alpha", "alone"),
        ("alpha", "odd"),
    ):  # fmt: skip
        url = f"https://{source}.example/{name}"
        [told] = {row.article_id for row in given.world.rows["revisions"] if row.url == url}
        take_down(given.world, replace(given.told["alone"], article_id=told), url)


_STEPS: tuple[Callable[[Passes], None], ...] = (
    _late_report, _renewed, _identifier, _revised, _returned, _coded_anew, _copied, _moved, _renamed, _corrected,
    _withdrawn, _taken_down,
)  # fmt: skip


def _landed(given: Passes, mention_id: str) -> Any:
    [row] = [row for row in given.world.rows["event_mentions"] if row.mention_id == mention_id]
    return row


def _correction(correction_id: str, mention_id: str, kind: str) -> CorrectedMention:
    return CorrectedMention(correction_id, mention_id, kind, None, None, "a reader", NOON, False)
