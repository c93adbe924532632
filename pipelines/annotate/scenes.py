"""What went on where the sentence before told: "A blast hit a market in Quetta. Six people were killed."

News tells the place of a happening once and goes on with what became of people there. A place (and the day, where the
later sentence has none) is carried on only within a few lines, only to what plainly continues the chief act before it
(harm to people by nobody in particular, what "they" did then, "the attack"), and never past another place's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.annotate.reading import PERSONAL
from pipelines.annotate.syntax import Token, logical_subjects
from pipelines.annotate.whenwhere import HARMS
from pipelines.records import EventMention, EventPlace, EventTime, PlaceMention

if TYPE_CHECKING:
    from pipelines.annotate.assembly import Assembled, Draft

_PHYSICAL = frozenset({"ASSAULT", "PROTEST", "COERCE"})
_REACH = 250
"""Characters between the sentence that told a place and one that goes on there: two sentences of news at most."""

_OTHERS = frozenset({
    "second", "third", "previous", "earlier", "first", "latest", "last", "past", "recent", "other", "another",
    "similar", "such", "separate", "fresh", "next", "subsequent",
})  # fmt: skip
"""Words that make "the ... attack" another than the one just told."""


_SPANS = frozenset({"day", "week", "fortnight", "month", "year", "decade"})


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where and when the chief act of a sentence took place, and where that sentence ends."""

    place: EventPlace
    time: EventTime | None
    end: int


def carry_scenes(parts: Sequence[Assembled]) -> None:
    """Carry places and days on from sentence to sentence. Changes the drafts' mentions."""
    places = [place for part in parts for place in part.reading.places if place.feature != "country"]
    scene: _Scene | None = None
    coming: _Scene | None = None
    for part in parts:
        if part.reading.headline:
            continue
        for draft in part.drafts:
            mention = draft.mention
            if mention is None or mention.event not in _PHYSICAL or mention.modality not in ("happened", "ongoing"):
                continue
            if coming is not None and coming.end <= mention.sentence_start:
                scene, coming = coming, None
            if mention.place is None and scene is not None and _goes_on(part, draft, mention, scene, places):
                mention = replace(mention, place=scene.place, time=mention.time or scene.time)
                draft.mention = mention
            if mention.place is not None and mention.main and not _is_background(draft.candidate.token):
                coming = _Scene(mention.place, mention.time, mention.sentence_end)


def _is_background(token: Token) -> bool:
    """Whether an act is told in a clause that only places another: "the worst fighting since rebels seized Goma"."""
    while token.head.i != token.i:
        if token.dep_ in ("advcl", "relcl", "acl", "pcomp"):
            return True
        token = token.head
    return False


def _goes_on(
    part: Assembled, draft: Draft, mention: EventMention, scene: _Scene, places: Sequence[PlaceMention]
) -> bool:
    if scene.place.precision not in ("exact", "admin"):
        return False
    if not 0 <= mention.sentence_start - scene.end <= _REACH:
        return False
    if any(scene.end <= place.start < mention.sentence_end for place in places):
        return False
    if mention.time is not None and scene.time is not None and mention.time.from_on != scene.time.from_on:
        return False
    token = draft.candidate.token
    if _is_days_before(token):
        return False
    if not draft.candidate.is_verb:
        return _is_the_same(token)
    told_by = list(logical_subjects(token))
    violence = part.reading.lexicon.classes["violence"]
    if any(_is_the_same(t) and t.lemma_.lower() in violence for t in told_by):
        return True
    if any(t.lower_ in PERSONAL for t in told_by):
        return True
    harmed = token.lemma_.lower() in HARMS or mention.event == "COERCE"
    return harmed and token.tag_ == "VBN" and not told_by and not mention.actors


def _is_days_before(token: Token) -> bool:
    """Whether an act is told as days before another: "it came a week after six people were killed in a raid"."""
    for above in (token, *token.ancestors):
        mark = next((child for child in above.lefts if child.dep_ == "mark" and child.lower_ == "after"), None)
        if mark is None and above.dep_ == "prep" and above.lower_ == "after":
            mark = above
        if mark is not None and mark.i and mark.doc[mark.i - 1].lemma_.lower() in _SPANS:
            return True
    return False


def _is_the_same(noun: Token) -> bool:
    words = {child.lower_ for child in noun.lefts}
    return bool(words & {"the", "this", "these"}) and not words & _OTHERS and not any(c.ent_type_ for c in noun.lefts)
