"""The mentions of a text, put together from what the other modules say of each candidate.

Here it is decided which candidates become mentions, which stands within which, what is the sentence's chief act, where
and when each took place, and how sure the coder is. Reading words is left to the modules this one calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.annotate.arguments import Arguments
from pipelines.annotate.casualties import casualties
from pipelines.annotate.chief import mark_main, statements_worth_keeping
from pipelines.annotate.conditions import Opener, find_openers
from pipelines.annotate.confidence import confidence
from pipelines.annotate.event_nouns import part_of_names, support_verb, told_twice
from pipelines.annotate.event_times import not_after
from pipelines.annotate.figures import figures
from pipelines.annotate.lending import lend
from pipelines.annotate.modality import reality
from pipelines.annotate.needs import lacking_parties, with_parties
from pipelines.annotate.parties import parties, third_parties, who_speaks
from pipelines.annotate.plausibility import SPOKEN_OF, drop_background, drop_implausible, drop_references, is_in_public
from pipelines.annotate.pronouns import follow_speakers
from pipelines.annotate.reached import BY_CONTENT, hand_on, name_matters, reached
from pipelines.annotate.reading import MEDIATORS, Reading
from pipelines.annotate.realities import CONTENT, Reality, modality_of
from pipelines.annotate.scenes import carry_scenes
from pipelines.annotate.situations import find_situations, is_state
from pipelines.annotate.speech import Saying, attribution, find_sayings, kind_of_source, speaker_of
from pipelines.annotate.statements import find_statements
from pipelines.annotate.syntax import Token, clause_span, logical_subjects, with_conjuncts
from pipelines.annotate.triggers import Candidate, Refusal, find_candidates
from pipelines.annotate.undertakings import undertaking
from pipelines.annotate.whenwhere import Settings, settings_of
from pipelines.records import EventMention, SituationMention
from pipelines.reference import codes


@dataclass
class Draft:
    """A candidate with all that was found for it, before ids are given. `why_not` tells why it is no mention."""

    candidate: Candidate
    found: Reality
    arguments: Arguments
    mention: EventMention | None = None
    why_not: str | None = None
    within: int | None = None
    depth: int = 0


@dataclass
class Assembled:
    """A paragraph's mentions, and what was tried."""

    reading: Reading
    mentions: list[EventMention] = field(default_factory=list)
    situations: list[SituationMention] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def assemble(readings: Sequence[Reading]) -> list[Assembled]:
    """All paragraphs of a text, in order, with ids that run through it."""
    parts = [_paragraph(reading) for reading in readings]
    carry_scenes(parts)
    number = 0
    for part in parts:
        number = _number(part, number)
    return parts


def _paragraph(reading: Reading) -> Assembled:
    candidates, refusals = find_candidates(reading)
    for at in told_twice(reading, candidates) | part_of_names(reading, candidates):
        del candidates[at]
    sayings = find_sayings(reading, candidates)
    follow_speakers(reading, sayings)
    situations = find_situations(reading, sayings)
    candidates |= find_statements(reading, candidates, sayings)
    where = settings_of(reading, candidates)
    openers = find_openers(reading)
    drafts = [
        _draft(reading, candidate, candidates, sayings, situations, where, openers)
        for _, candidate in sorted(candidates.items())
    ]
    drafts = _with_undertakings(reading, drafts)
    statements_worth_keeping(reading, drafts)
    _settle(drafts, where)
    hand_on(drafts)
    _part_from_the_future(drafts, reading.day)
    drop_references(reading, drafts)
    drop_background(reading, drafts)
    drop_implausible(reading, drafts)
    name_matters(reading, drafts)
    _figures_once(drafts)
    mark_main(drafts)
    return Assembled(reading, [], [s for _, s in situations], drafts, refusals)


def _part_from_the_future(drafts: list[Draft], day: date | None) -> None:
    """What has happened did not happen after it was told: such a day is that of what was agreed or foreseen."""
    for draft in drafts:
        mention = draft.mention
        if day is None or mention is None or mention.modality not in ("happened", "ongoing"):
            continue
        if mention.time is not None and mention.time.from_on is not None and mention.time.from_on > day:
            draft.mention = replace(mention, time=None)


def _draft(
    reading: Reading,
    candidate: Candidate,
    candidates: dict[int, Candidate],
    sayings: list[Saying],
    situations: list[tuple[Token, SituationMention]],
    where: Settings,
    openers: list[Opener],
) -> Draft:
    candidate, arguments = with_parties(reading, candidate)
    measured = candidate.entry.where == "comparison"
    found = Reality() if measured else reality(reading, candidate, candidates, openers)
    draft = Draft(candidate, found, arguments, depth=_depth(candidate.token))
    draft.within = found.act.i if found.act is not None else None
    draft.why_not = _why_not(reading, draft, candidates, situations)
    if draft.why_not is None:
        draft.mention = _mention(reading, draft, sayings, where)
    return draft


def _why_not(
    reading: Reading, draft: Draft, acts: dict[int, Candidate], situations: list[tuple[Token, SituationMention]]
) -> str | None:
    candidate, found, arguments = draft.candidate, draft.found, draft.arguments
    entry, token = candidate.entry, candidate.token
    if candidate.is_verb and entry.event == "ASSAULT" and any(t.i in acts for t in logical_subjects(token)):
        return "its subject tells the act"
    if candidate.is_verb and token.dep_ == "acl" and token.lemma_.lower() in MEDIATORS and token.head.i in acts:
        return "it names the third parties to another act"
    if found.blocked:
        return f"{found.blocked} speaks of no act"
    if is_state(token, situations):
        return "it tells a state that lasts, kept as a situation"
    lacking = lacking_parties(reading, candidate, arguments, borrows=_is_spoken_of(reading, draft))
    if lacking is not None:
        return lacking
    if candidate.entry.where == "comparison":
        return None
    doubtful = found.effect is None or found.cautious
    if not candidate.is_verb and not (found.evident or found.definite) and doubtful and not reading.headline:
        unborne = not any(reading.is_party(t) for t in (*arguments.actors, *arguments.recipients))
        if "fact" in entry.needs or (unborne and support_verb(reading, token) is None):
            return "a noun that is not shown to have taken place"
    return None


_UNREAL = frozenset({"planned", "threatened", "demanded", "conditional", "possible", "denied", "absent", "alleged"})


def _is_spoken_of(reading: Reading, draft: Draft) -> bool:
    """Whether a deed is what another act speaks of, whose parties it may take, or a noun tells of it as no fact in a
    sentence about somebody in public: "threatened Chad with sanctions", "the prospect of sanctions".
    """
    if draft.found.effect not in _UNREAL or draft.candidate.entry.event not in SPOKEN_OF:
        return False
    return draft.found.act is not None or is_in_public(reading, draft.candidate.token)


def _mention(reading: Reading, draft: Draft, sayings: list[Saying], where: Settings) -> EventMention:
    candidate, found = draft.candidate, draft.found
    entry, token = candidate.entry, candidate.token
    modality = modality_of(found, entry.event)
    sentence = reading.span(token.sent.start, token.sent.end - 1)
    kind, speaker, saying = attribution(reading, token, sayings)
    if entry.where == "comparison" and not (saying and saying.direct):
        kind, speaker = "outlet", None
    if found.act is not None and not (saying and saying.direct):
        party, _ = speaker_of(reading, found.act) if found.act.pos_ in ("VERB", "AUX") else (None, None)
        if party is not None:
            speaker, kind = party, kind_of_source(reading, speaker_of(reading, found.act)[1])
    if draft.arguments.claimants:
        who = draft.arguments.claimants[0]
        speaker, kind = who_speaks(reading, who), kind_of_source(reading, reading.core(who))
    cameo = codes.code(_code_of(reading, draft))
    deaths, injured = casualties(token) if entry.event == "ASSAULT" else (None, None)
    condition = reading.span(*found.condition) if found.condition and modality == "conditional" else None
    actors = parties(reading, draft.arguments.actors)
    recipients = parties(reading, draft.arguments.recipients)
    lone = not recipients and not draft.arguments.reciprocal and len(actors) < 2
    unknown = any(reading.is_party(t) for t in draft.arguments.recipients)
    if lone and not unknown and entry.event in BY_CONTENT and actors:
        recipients = reached(reading, token, entry.event, actors)
    setting = where.of(token) if entry.where != "comparison" else (None, None)
    if modality in ("happened", "ongoing", "absent", "alleged", "denied"):
        setting = setting[0], not_after(reading, setting[1])
    return EventMention(
        id="",
        within=None,
        main=False,
        event=entry.event,
        mode=entry.mode,
        contexts=entry.contexts,
        quad=codes.quad(entry.event),
        cameo=cameo.code,
        goldstein=cameo.goldstein,
        modality=modality,
        attribution=kind,
        speaker=speaker,
        condition=condition,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        trigger=reading.span(candidate.first, candidate.last),
        reciprocal=draft.arguments.reciprocal and len(actors) > 1,
        actors=actors,
        recipients=tuple(p for p in recipients if p not in actors),
        third_parties=third_parties(reading, draft.arguments.third_parties),
        place=setting[0],
        time=setting[1],
        deaths=deaths,
        injured=injured,
        figures=figures(reading, *clause_span(token if candidate.is_verb else support_verb(reading, token) or token)),
        confidence=0.0,
        rule=entry.rule,
    )


_KILLING = frozenset({
    "kill", "wound", "injure", "murder", "slay", "slaughter", "massacre", "lynch", "killing", "shoot", "shooting",
})  # fmt: skip


_OWNING = frozenset({"amod", "compound", "nmod"})
"""How a state stands whose weapon kills: no army of its own is told."""


def _code_of(reading: Reading, draft: Draft) -> str:
    """The CAMEO code of an entry; killing is conventional war (19) only where an army or a state does it."""
    entry = draft.candidate.entry
    if entry.cameo not in ("190", "193") or draft.candidate.token.lemma_.lower() not in _KILLING:
        return entry.cameo
    by = [reading.entity_at.get(reading.core(t).i) for t in draft.arguments.actors if t.dep_ not in _OWNING]
    army = any(m is not None and (m.sector == "MIL" or (m.kind == "country" and m.sector is None)) for m in by)
    return entry.cameo if army else "180"


def _with_undertakings(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts with an act added for each that a party says it will do, and that act as what they stand within."""
    every: list[Draft] = []
    for draft in drafts:
        every.append(draft)
        mention, token = draft.mention, draft.candidate.token
        verb = token if draft.candidate.is_verb else support_verb(reading, token)
        if mention is None or verb is None or _acts_already(drafts, draft.within):
            continue
        act = undertaking(verb, mention)
        if act is None or any(d.candidate.token.i == act[0].i for d in every):
            continue
        word, entry = act
        if mention.event == "ASSAULT" and mention.modality == "planned":
            continue
        code = codes.code(entry.cameo)
        made = replace(
            _one_sided(reading, verb, mention),
            event=entry.event,
            mode=None,
            contexts=(),
            quad=codes.quad(entry.event),
            cameo=entry.cameo,
            goldstein=code.goldstein,
            modality="happened",
            trigger=reading.token_span(word),
            place=None,
            time=None,
            deaths=None,
            injured=None,
            figures=(),
            rule=entry.rule,
        )
        if entry.event == "THREATEN" and mention.condition is None:
            draft.mention = replace(mention, modality="threatened")
        candidate = Candidate(word, entry, word.lower_, word.i, word.i, True)
        outer = Draft(
            candidate, Reality(), draft.arguments, made, depth=min(draft.depth, _depth(word)), within=draft.within
        )
        draft.within = word.i
        every.append(outer)
    return sorted(every, key=lambda d: d.candidate.token.i)


def _one_sided(reading: Reading, verb: Token, mention: EventMention) -> EventMention:
    """A meeting to come as what its subject undertakes towards the others; of all alike where all are the subject.

    Who will host a meeting undertakes it, and may be no party to it.
    """
    if not mention.reciprocal:
        return mention
    subject = parties(reading, [t for item in logical_subjects(verb) for t in with_conjuncts(item)])
    own = tuple(p for p in mention.actors if p in subject)
    others = tuple(p for p in mention.actors if p not in subject)
    if verb.lemma_.lower() in MEDIATORS:
        return replace(mention, actors=subject, recipients=others, reciprocal=False)
    return replace(mention, actors=own, recipients=others, reciprocal=False) if own and others else mention


def _acts_already(drafts: list[Draft], within: int | None) -> bool:
    """Whether what a mention stands within is an act of its own already, and not just saying so."""
    return any(
        d.candidate.token.i == within
        and (d.mention is None or d.mention.event != "STATEMENT" or d.candidate.entry.content not in ("stated", None))
        for d in drafts
        if within is not None
    )


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i and depth < 100:
        token, depth = token.head, depth + 1
    return depth


def _figures_once(drafts: list[Draft]) -> None:
    """A figure is told by the innermost act whose clause holds it."""
    owner: dict[int, Draft] = {}
    for draft in drafts:
        for figure in draft.mention.figures if draft.mention is not None else ():
            held = owner.get(figure.start)
            if held is None or draft.depth >= held.depth:
                owner[figure.start] = draft
    for draft in drafts:
        if draft.mention is not None and draft.mention.figures:
            kept = tuple(figure for figure in draft.mention.figures if owner[figure.start] is draft)
            draft.mention = replace(draft.mention, figures=kept)


def _settle(drafts: list[Draft], where: Settings) -> None:
    """Settle what stands within what, and hand on time and place between mentions of one happening."""
    kept = {draft.candidate.token.i: draft for draft in drafts if draft.mention is not None}
    for draft in drafts:
        if draft.mention is None:
            continue
        if draft.within is not None and draft.within not in kept:
            draft.within = None
        if draft.within is None:
            token = draft.candidate.token
            while token.head.i != token.i:
                child, token = token, token.head
                outer = kept.get(token.i)
                if outer is None or child.dep_ not in ("ccomp", "xcomp", "pcomp", "parataxis", "acl"):
                    continue
                if outer.mention is not None and outer.mention.event in CONTENT and outer is not draft:
                    draft.within = token.i
                    break
    lend(where.reading, [draft for draft in drafts if draft.mention is not None])


def _number(part: Assembled, number: int) -> int:
    ids: dict[int, str] = {}
    kept = [draft for draft in part.drafts if draft.mention is not None]
    seen: set[tuple[int, int, str]] = set()
    ordered: list[Draft] = []
    for draft in kept:
        mention = draft.mention
        if mention is None:
            continue
        unique = (mention.trigger.start, mention.trigger.end, mention.event)
        if unique in seen:
            continue
        seen.add(unique)
        number += 1
        ids[draft.candidate.token.i] = f"m{number}"
        ordered.append(draft)
    for draft in ordered:
        if draft.mention is None:
            continue
        token = draft.candidate.token.i
        within = ids.get(draft.within) if draft.within is not None else None
        sure = confidence(part.reading, draft, len(kept))
        draft.mention = replace(draft.mention, id=ids[token], within=within, confidence=sure)
        part.mentions.append(draft.mention)
    return number
