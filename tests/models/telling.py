"""What the filled world tells: talks in two cities, an attack, a threat, an accusation, a crossing, and broken rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipelines.records import EventPlace, EventTime, LandedEvent, ThirdParty, key
from tests.models.world import NOON, PLACES, Told, World, take_down

SATURDAY = date(2025, 10, 25)
DOHA_DAY = date(2025, 10, 19)


def filled_world() -> World:
    world = World()
    world.run("run-1", NOON)
    world.run("run-2", NOON + timedelta(hours=6))
    world.source("dunya", "Dunya Wire", owner="wire", country=None)
    world.source("alpha", "Alpha Post")
    world.source("beta", "Beta Radio", owner="public", country="AFG", speaks_for="AFG")
    world.source("gamma", "Gamma Daily")
    world.source("idle", "Idle Herald")
    _talks(world)
    _attacks(world)
    _speech(world)
    _agreement(world)
    _crossing(world)
    _broken(world)
    _hidden(world)
    return world


def _talks(world: World) -> None:
    text = "Pakistan and the Afghan Taliban held talks in Istanbul on Saturday."
    wire = world.article("talks", text, source="dunya", story="talks")
    _meeting(wire, "talks", "Istanbul", SATURDAY)
    reprint = world.article(
        "reprint", "By a reporter. " + text, source="alpha", story="talks", credit="Dunya Wire",
        copy_of=wire.revision_id,
    )  # fmt: skip
    _meeting(reprint, "talks", "Istanbul", SATURDAY)
    own = world.article(
        "round", "Delegations of the Afghan Taliban and Pakistan met in Istanbul on October 25.", source="beta",
        story="talks",
    )  # fmt: skip
    _meeting(own, "met", "Istanbul", SATURDAY)
    # A vaguer telling of the same story: no day, no place, one party. It joins; it bridges nothing.
    vague = world.article("mood", "Pakistan called the talks useful.", source="gamma", story="talks")
    vague.act("CONSULT", "talks", actors=["Pakistan"])
    # The same act of the same parties on another day in another city.
    earlier = world.article(
        "doha", "Pakistan and the Afghan Taliban held talks in Doha on October 19, mediated by Qatar.",
        source="gamma", story="doha", at=NOON - timedelta(days=6),
    )  # fmt: skip
    earlier.act(
        "CONSULT", "talks", actors=["Pakistan", "Afghan Taliban"], place="Doha", day=DOHA_DAY, reciprocal=True,
        third=[("Qatar", "mediator")],
    )  # fmt: skip
    # A revision of the wire's page tells the meeting again.
    again = world.article(
        "talks", text + " The talks will go on.", source="dunya", story="talks", at=NOON + timedelta(hours=6),
        published_at=NOON, run_id="run-2",
    )  # fmt: skip
    _meeting(again, "talks", "Istanbul", SATURDAY)
    _both_sides(world)


def _both_sides(world: World) -> None:
    """Two parties told by one word, which is an entity of its own."""
    told = world.article("visas", "Pakistan and India had a quarrel. Both sides now share water.", source="gamma")
    told.party("sides")
    sides = [replace(told.party(name), **_at(told, "sides")) for name in ("Pakistan", "India")]
    told.act("COOPERATE", "share", actors=sides, day=SATURDAY, reciprocal=True)


def _at(told: Told, words: str) -> dict[str, Any]:
    start, end = told.span(words)
    return {"start": start, "end": end, "text": words}


def _meeting(told: Told, trigger: str, place: str, day: date) -> None:
    told.act("CONSULT", trigger, actors=["Pakistan", "Afghan Taliban"], place=place, day=day, reciprocal=True)


def _attacks(world: World) -> None:
    for number, (source, place, day, deaths) in enumerate(
        [
            ("alpha", "Quetta", date(2025, 10, 24), (3, 3)),
            ("gamma", "Quetta", date(2025, 10, 24), (5, None)),
            ("beta", "Karachi", date(2025, 10, 24), (2, 2)),
            ("dunya", "Quetta", date(2025, 10, 23), (1, 1)),
            ("dunya", "Quetta", date(2025, 10, 24), (40, 40)),
        ]
    ):
        told = world.article(f"attack-{number}", f"Case {number}: gunmen attacked police in {place}.", source=source)
        told.act("ASSAULT", "attacked", actors=["gunmen"], recipients=["police"], place=place, day=day, deaths=deaths)


def _speech(world: World) -> None:
    told = world.article(
        "asif",
        "Khawaja Asif accused India of waging a proxy war. He warned Pakistan could strike if the talks fail. "
        "He said 80% of the agreements were being implemented.",
        source="alpha", story="asif",
    )  # fmt: skip
    act = told.act("ACCUSE", "accused", actors=["Khawaja Asif"], recipients=["India"], day=SATURDAY)
    told.act(
        "ASSAULT", "waging", actors=["India"], modality="alleged", attribution="named", speaker="Khawaja Asif",
        within=act,
    )  # fmt: skip
    threat = told.act("THREATEN", "warned", actors=["Khawaja Asif"], day=SATURDAY, mode="violence")
    told.act(
        "ASSAULT", "strike", actors=["Pakistan"], modality="conditional", attribution="named",
        speaker="Khawaja Asif", within=threat, condition="if the talks fail",
    )  # fmt: skip
    told.act(
        "STATEMENT", "said", actors=["Khawaja Asif"], day=SATURDAY,
        figure=("80%", 80.0, "percent", "the agreements"),
    )  # fmt: skip
    told.quote("80% of the agreements were being implemented", "Khawaja Asif")
    # Another minister of the same state accuses the same state on the same day: another event.
    other = world.article("dar", "Ishaq Dar accused India in a speech.", source="gamma", story="dar")
    other.act("ACCUSE", "accused", actors=["Ishaq Dar"], recipients=["India"], day=SATURDAY)

    reply = world.article("reply", "India rejected the accusation.", source="gamma", story="asif")
    reply.act("REJECT", "rejected", actors=["India"])
    charge = world.article("charge", "Ishaq Dar accused the Afghan Taliban of delay.", source="gamma", story="charge")
    charge.act("ACCUSE", "accused", actors=["Ishaq Dar"], recipients=["Afghan Taliban"])

    joint = world.article("joint", "They, gunmen and Hakimi accused Qatar.", source="gamma", story="joint")
    joint.act("ACCUSE", "accused", actors=["They", "gunmen", "Hakimi"], recipients=["Qatar"], day=SATURDAY)


def _agreement(world: World) -> None:
    told = world.article(
        "truce", "Pakistan and the Afghan Taliban agreed to a ceasefire in Doha, mediated by Qatar.", source="alpha",
        story="doha", at=NOON - timedelta(days=6),
    )  # fmt: skip
    act = told.act(
        "AGREE", "agreed", actors=["Pakistan", "Afghan Taliban"], place="Doha", day=DOHA_DAY, reciprocal=True,
        third=[("Qatar", "mediator")],
    )  # fmt: skip
    told.act("RETREAT", "ceasefire", modality="planned", mode="ceasefire", within=act, reciprocal=True,
             actors=["Pakistan", "Afghan Taliban"])  # fmt: skip

    later = world.article(
        "week",
        "Between Pakistan and the Afghan Taliban the truce holds. Khawaja Asif said half of the agreement was done.",
        source="gamma", story="doha",
    )  # fmt: skip
    later.party("Pakistan")
    later.party("Afghan Taliban")
    later.situation("the truce holds", bearer="the truce", attribute="truce", value="in force", country=None)
    later.act("STATEMENT", "said", actors=["Khawaja Asif"], figure=("half", 0.5, "share", "the agreement"))


def _crossing(world: World) -> None:
    days = {
        "closed": ("The crossing has been closed since October 11.", "closed", date(2025, 10, 11), 3),
        "still": ("The crossing is still closed.", "closed", None, 2),
        "open": ("The crossing was opened on Friday.", "open", date(2025, 10, 24), 1),
    }
    for name, (text, value, from_on, ago) in days.items():
        told = world.article(f"crossing-{name}", text, source="gamma", at=NOON - timedelta(days=ago))
        told.situation(text, bearer="The Torkham crossing", attribute="crossing", value=value, from_on=from_on)

    for name, bearer in (("gates", "the border crossings"), ("line", "the border")):
        told = world.article(f"frontier-{name}", f"Between Qatar and India {bearer} remained closed.", source="alpha")
        told.party("Qatar")
        told.party("India")
        told.situation("remained closed", bearer=bearer, attribute="crossing", value="closed", country=None)


def _broken(world: World) -> None:
    told = world.article("broken", "Crowds protested. They marched. They sat. They sang. They rose.", source="alpha")
    told.act("PROTEST", "protested", mode="no-such-mode")
    told.act("PROTEST", "marched", confidence=1.5)
    told.act("PROTEST", "sat", day=date(2025, 12, 24))
    told.act("PROTEST", "sang", sentence_end=4000)
    rejected = told.act("STATEMENT", "Crowds", cameo="120]--")
    told.act("PROTEST", "rose", modality="planned", within=rejected)
    stray = world.rows["event_mentions"][-1]
    world.add("event_mentions", LandedEvent(key("stray"), None, key("no revision"), stray.coder, stray.mention))
    _miscoded(world)
    # An older coder's reading of a text that was coded anew is not read.
    world.add(
        "event_mentions",
        replace(stray, mention_id=key("old"), within_id=None, coder="1", mention=replace(stray.mention, mode=None)),
    )


def _miscoded(world: World) -> None:
    """Rows of each table with one fault each, beside a sound one of the same text."""
    told = world.article("odd", "Qatar left a post in Doha to Pakistan. The Mina gate was shut. “Enough,” it said.")
    told.act("RETREAT", "left", actors=["Qatar"], recipients=["Pakistan"], place="Doha", day=DOHA_DAY)
    told.quote("Enough", "Qatar")
    told.situation("was shut", bearer="The Mina gate", attribute="crossing", value="closed", country="QAT")
    qatar = told.party("Qatar")
    place = PLACES["Doha"]
    faults: dict[str, dict[str, dict[str, Any]]] = {
        "event_mentions": {
            "third party": {"third_parties": (ThirdParty(0, 5, "Qatar", "Qatar", None, None, "XXX", "host"),)},
            "speaker": {"speaker": replace(qatar, end=4000)},
            "pole": {"place": EventPlace(*told.span("Doha"), place[0], place[1], place[2], None, 95.0, 51.5, "exact")},
            "far": {"place": EventPlace(*told.span("Doha"), place[0], place[1], place[2], None, 25.0, 51.5, "near")},  # type: ignore[arg-type]
            "whenever": {"time": EventTime(0, 5, DOHA_DAY, DOHA_DAY, "day", "near")},  # type: ignore[arg-type]
        },
        "entity_mentions": {
            "sector": {"sector": "XXX"},
            "kind": {"kind": "ship"},
            "two countries": {"country": "PAK"},
            "past": {"end": 4000},
        },
        "place_mentions": {"precision": {"precision": "near"}, "north": {"lat": 99.0}},
        "quotes": {"past": {"end": 4000}},
        "situation_mentions": {
            "status": {"status": "ajar"},
            "backwards": {"from_on": SATURDAY, "to_on": DOHA_DAY},
        },
    }
    for table, rows in faults.items():
        [sound] = [row for row in world.rows[table] if row.revision_id == told.revision_id][:1]
        for name, changes in rows.items():
            mention_id = key("faulty", table, name)
            world.add(table, replace(sound, mention_id=mention_id, mention=replace(sound.mention, **changes)))


def _hidden(world: World) -> None:
    told = world.article("private", "Pakistan met India in Karachi.", source="beta")
    told.act("CONSULT", "met", actors=["Pakistan", "India"], place="Karachi", reciprocal=True)
    take_down(world, told, "https://beta.example/private")
