"""States of affairs that last: a bearer, an attribute, a value, and the interval the text gives ("closed since").

The words are data (`lexicon/situations.yml`): verbs of lasting (remain, stay, continue), values with the attribute
they are of, and bearers. A state is told once here and gives no event a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from pipelines.annotate.event_lexicon import FOLDER, LexiconError, read_yaml
from pipelines.annotate.reading import Reading, phrases_at
from pipelines.annotate.speech import Saying, attribution
from pipelines.annotate.standing import is_asserted
from pipelines.annotate.syntax import Token, children, is_negated, is_passive, prepositional, prepositions, subjects
from pipelines.annotate.word_classes import LINE
from pipelines.records import SituationMention, Span, TimeMention


@dataclass(frozen=True, slots=True)
class StateWords:
    """The vocabulary of states. `values` maps a word to the value it tells; `bearers` a noun to its attribute."""

    lasting: frozenset[str]
    values: dict[str, str]
    bearers: dict[str, str]
    conditions: frozenset[str]
    telling: dict[str, str]
    holding: dict[str, str]
    named: dict[str, str]


def find_situations(reading: Reading, sayings: list[Saying]) -> list[tuple[Token, SituationMention]]:
    """The situations of a paragraph, each with the token of its verb."""
    words = load_state_words()
    found = []
    bearers: list[Token] = []
    for token in reading.doc:
        told = _told(token, words) or _told_by_order(token, words) or _in_force(token, words)
        if told is None or not is_asserted(reading, told[2]):
            continue
        bearer, value, verb = told
        share = prepositional(bearer, "of") if bearer.lemma_.lower() in _SHARES else []
        bearer = share[0] if share else reading.core(bearer)
        attribute = _of_its_kind(reading, bearer, value, words) or _attribute(bearer, words)
        own = words.named.get(value)
        if attribute is None or ("custody" in (own, attribute) and own != attribute):
            continue
        if (attribute == "people") != (value in _OF_PEOPLE):
            continue
        if all(bearer.i != known.i for known in bearers):
            bearers.append(bearer)
            found.append((verb, _situation(reading, verb, bearer, attribute, value, sayings, words)))
    return found


_SHARES = frozenset(
    {"half", "third", "quarter", "fifth", "tenth", "part", "swath", "swathe", "most", "much", "stretch"}
)


def _attribute(bearer: Token, words: StateWords) -> str | None:
    """What can be told of a noun, by itself or with its "of": "the state of emergency"."""
    phrases = sorted(phrases_at(bearer))
    return words.bearers.get(bearer.lemma_.lower()) or next(
        (words.bearers[p] for p in phrases if p in words.bearers), None
    )


def is_state(token: Token, situations: list[tuple[Token, SituationMention]]) -> bool:
    """Whether a trigger is the word that tells one of the situations."""
    return any(
        token.i == verb.i
        or (token.head.i == verb.i and token.dep_ in ("acomp", "xcomp", "oprd", "attr", "nsubj", "nsubjpass"))
        for verb, _ in situations
    )


def _told(token: Token, words: StateWords) -> tuple[Token, str, Token] | None:
    if token.pos_ not in ("VERB", "AUX"):
        return None
    lemma = token.lemma_.lower()
    known = (words.lasting, words.telling, words.values, words.holding)
    if lemma != "be" and not any(lemma in table or token.lower_ in table for table in known):
        return None
    if _is_future(token) or is_negated(token):
        return None
    if lemma in words.holding and not is_passive(token) and _goes_on(token):
        return next(((item, words.holding[lemma], token) for item in children(token, "dobj")), None)
    if lemma in words.lasting:
        for child in children(token, "acomp", "xcomp", "oprd", "attr", "prep", "advmod", "prt", "dobj"):
            value = _value(child, words)
            bearers = subjects(token)
            if value is not None and bearers:
                return bearers[0], value, token
        stays = [b for b in subjects(token) if words.bearers.get(b.lemma_.lower()) == "forces"]
        if stays and any(
            n in ("in", "at", "on") and t.ent_type_ in ("GPE", "LOC", "FAC") for n, t in prepositions(token)
        ):
            return stays[0], "deployed", token
    if lemma == "hold" and is_passive(token) and any(c.lower_ == "being" for c in token.children):
        bearers = subjects(token)
        return (bearers[0], "detained", token) if bearers else None
    if lemma in words.telling and not children(token, "dobj", "prt", "ccomp") and not is_passive(token):
        bearers = [b for b in subjects(token) if words.bearers.get(b.lemma_.lower()) == "truce"]
        if bearers:
            return bearers[0], words.telling[lemma], token
    form = token.lower_ if is_passive(token) else lemma
    acts = not is_passive(token) and bool(children(token, "dobj"))  # Who closes a border does so; the border is closed.
    if not acts and (lemma == "be" or form in words.values or lemma in words.values):
        value = words.values.get(form) or words.values.get(lemma)
        if value is None:
            value = next((v for c in children(token, "acomp", "advmod", "prep") if (v := _value(c, words))), None)
        bearers = subjects(token)
        if value is not None and bearers and _lasts(token, value):
            return bearers[0], value, token
    return None


def _in_force(token: Token, words: StateWords) -> tuple[Token, str, Token] | None:
    """A measure or a war named as lasting: "the blockade of Gaza since March", "the 60-day siege"."""
    attribute = words.bearers.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
    if attribute not in ("restriction", "conflict") or is_negated(token):
        return None
    since = any(name == "since" and target.ent_type_ == "DATE" for name, target in prepositions(token))
    told = [c for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "npadvmod")]
    lasting = any(c.lower_ in _ONGOING or (attribute == "restriction" and _OLD.fullmatch(_joined(c))) for c in told)
    return (token, "in force" if attribute == "restriction" else "ongoing", token) if since or lasting else None


def _joined(modifier: Token) -> str:
    """A modifier with what stands before it, without spaces: "60-day" of three tokens."""
    return "".join(t.lower_ for t in modifier.doc[modifier.left_edge.i : modifier.i + 1])


def _lasts(verb: Token, value: str | None) -> bool:
    """Whether a state is told with the time that it has lasted: "since May", "still", "has been for a week"; or as it
    is at present: "is closed", "are suspended", "was suspended indefinitely"."""
    if any(c.lower_ in _STILL for c in verb.children):
        return True
    words = {c.lower_ for c in children(verb, "aux", "auxpass")} | {verb.lower_}
    ended = any(name == "by" for name, _ in prepositions(verb))
    if value in _AT_PRESENT and words & _IS and not words & _CHANGING and not ended and verb.lower_ != "cut":
        return True
    perfect = any(c.lower_ in ("has", "have", "'s", "'ve") and c.dep_ == "aux" for c in verb.children)
    spans = [t for name, t in prepositions(verb) if name == "for"]
    return perfect and any(t.ent_type_ in ("DATE", "TIME") for t in spans)


_STILL = frozenset({"since", "still", "indefinitely"})
_IS = frozenset({"is", "are", "'s", "'re", "’s", "’re"})
_CHANGING = frozenset({"being", "been", "get", "gets"})
_ONGOING = frozenset({"ongoing", "continuing", "continued", "lasting", "standing", "indefinite", "long-running"})
_OLD = re.compile(r"(?:\w+|\d+)-(?:day|week|month|year)(?:s)?(?:-(?:old|long))?|(?:day|week|month|year)s?-(?:old|long)")
_AT_PRESENT = frozenset({
    "closed", "suspended", "blocked", "in force", "detained", "occupied", "banned", "deadlocked", "under curfew",
    "under emergency rule", "on strike", "displaced", "missing", "ongoing", "vacant", "in exile",
})  # fmt: skip
"""What a plain present tense tells of as lasting: a shop "is closed", and who "is detained" is so now."""


def _goes_on(verb: Token) -> bool:
    """Whether an act of holding lasts: "continues to occupy", "still holds", "controls the north"."""
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() in ("control", "occupy", "besiege", "blockade", "encircle"):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "continue" and not _is_future(verb.head):
        return True
    return any(c.lower_ == "still" and c.dep_ == "advmod" for c in verb.children) and verb.tag_ in ("VBZ", "VBP")


def _of_its_kind(reading: Reading, bearer: Token, value: str, words: StateWords) -> str | None:
    """The attribute of a bearer that has a name instead of a common noun: a person detained, a town besieged."""
    attribute = words.named.get(value)
    mention = reading.entity_at.get(bearer.i)
    person = bearer.ent_type_ == "PERSON" or (mention is not None and mention.kind == "person")
    if attribute == "custody" and person and bearer.pos_ == "PROPN":
        return attribute
    if attribute == "territory" and (bearer.i in reading.place_at or (mention and mention.kind == "country")):
        return attribute
    return attribute if attribute == "labour" and reading.is_party(bearer) else None


_OF_PEOPLE = frozenset({"displaced", "missing"})
_LASTS = frozenset({"remain", "remains", "remained", "stays", "stayed", "still"})
_GAP = 8


def _told_by_order(token: Token, words: StateWords) -> tuple[Token, str, Token] | None:
    """The same by the order of words alone ("trade remains suspended"), for where the parser takes it otherwise."""
    if token.lower_ not in _LASTS or token.i + 1 >= token.sent.end or token.i == token.sent.start:
        return None
    after = token.nbor(1)
    value = words.values.get(after.lower_)
    if value is None or after.tag_ != "VBN" or after.dep_ == "acomp":
        return None
    if token.nbor(-1).tag_ in ("MD", "TO") or any(c.dep_ in ("aux", "neg") for c in after.children):
        return None
    for bearer in reversed(token.doc[max(token.sent.start, token.i - _GAP) : token.i]):
        if bearer.is_punct and bearer.text != "-":
            return None
        if bearer.lemma_.lower() in words.bearers and bearer.pos_ in ("NOUN", "PROPN"):
            return bearer, value, after
    return None


def _value(token: Token, words: StateWords) -> str | None:
    if token.lower_ in words.values:
        return words.values[token.lower_]
    if token.lemma_.lower() in words.values:
        return words.values[token.lemma_.lower()]
    for _, target in prepositions(token.head):
        phrase = f"{token.lower_} {target.lower_}"
        if token.dep_ == "prep" and phrase in words.values:
            return words.values[phrase]
    return None


def _situation(
    reading: Reading,
    verb: Token,
    bearer: Token,
    attribute: str,
    value: str,
    sayings: list[Saying],
    words: StateWords,
) -> SituationMention:
    inside = list(verb.subtree)
    first, last = verb.sent.start, verb.sent.end - 1
    if verb.dep_ != "ROOT":
        first, last = inside[0].i, inside[-1].i
    while last > first and reading.doc[last].is_punct:
        last -= 1
    while first < last and (reading.doc[first].is_punct or reading.doc[first].dep_ in ("mark", "cc")):
        first += 1
    span = reading.span(first, last)
    since = _since(reading, verb)
    kind, speaker, _ = attribution(reading, verb, sayings)
    phrase = _bearer_span(reading, bearer)
    condition = _condition(reading, verb, words)
    return SituationMention(
        start=span.start,
        end=span.end,
        text=span.text,
        bearer=phrase.text,
        attribute=attribute,
        value=value,
        from_on=since.from_on if since is not None else None,
        to_on=None,
        status="open",
        speaker=speaker if kind != "outlet" else None,
        condition=condition,
        country=_country(reading, bearer),
        rule=f"situation:{attribute}:{verb.lemma_.lower()}",
    )


def _since(reading: Reading, verb: Token) -> TimeMention | None:
    for token in verb.subtree:
        mention = reading.time_at.get(token.i)
        if mention is not None and (mention.relation == "since" or token.head.lower_ == "since"):
            return mention
    return _since_then(reading, verb)


def _since_then(reading: Reading, verb: Token) -> TimeMention | None:
    """The day that "since then" and "since that day" look back to: the last one told before in the paragraph."""
    for token in verb.subtree:
        if token.lower_ != "since":
            continue
        back = next((t for t in reading.doc[token.i + 1 : token.i + 3] if t.lower_ in ("then", "that")), None)
        if back is None:
            return None
        before = [t for t in reading.times if t.end <= reading.start + token.idx and t.granularity == "day"]
        return before[-1] if before else None
    return None


def _bearer_span(reading: Reading, bearer: Token) -> Span:
    first = bearer.i
    for child in bearer.lefts:
        if child.dep_ in ("compound", "amod", "nmod", "poss", "punct") and child.dep_ != "det":
            first = min(first, child.left_edge.i)
    while first < bearer.i and (reading.doc[first].is_punct or reading.doc[first].dep_ == "det"):
        first += 1
    last = bearer.i
    for child in bearer.rights:
        if child.dep_ == "prep" and child.lower_ in ("with", "between", "at", "of"):
            last = max(last, child.right_edge.i)
    return reading.span(first, last)


def _country(reading: Reading, bearer: Token) -> str | None:
    for token in bearer.subtree:
        mention = reading.entity_at.get(token.i)
        if mention is not None and mention.country:
            return mention.country
        place = reading.place_at.get(token.i)
        if place is not None and place.country:
            return place.country
    return None


def _condition(reading: Reading, verb: Token, words: StateWords) -> Span | None:
    inner = {
        token.i
        for child in verb.children
        if child.dep_ in ("advcl", "conj", "ccomp", "parataxis") and subjects(child)
        for token in child.subtree
        if any(c.lower_ not in words.conditions for c in children(child, "mark"))
    }
    for token in verb.subtree:
        if token.i in inner:
            continue
        if (
            token.lower_ in words.conditions
            and token.i > verb.i
            and token.dep_ in ("prep", "mark", "acl", "advcl", "amod", "advmod", "xcomp", "ccomp", "acomp")
        ):
            owner = token.head if token.dep_ in ("mark", "amod") else token
            if token.dep_ == "amod":
                last = owner.right_edge.i
                while last > token.i and reading.doc[last].is_punct:
                    last -= 1
                return reading.span(token.i, last)
            first, last = min(owner.left_edge.i, token.i), owner.right_edge.i
            while last > first and reading.doc[last].is_punct:
                last -= 1
            return reading.span(first, last)
    return None


def _is_future(verb: Token) -> bool:
    ahead = ("will", "would", "may", "could", "should", "must", "might", "can", "to")
    words = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return bool(words.intersection(ahead)) and not (words == {"to"} and verb.head.lemma_.lower() == "continue")


@cache
def load_state_words(path: Path = FOLDER / "situations.yml") -> StateWords:
    """The vocabulary of states.

    Raises:
        LexiconError: the file does not have the lists it needs.
    """
    try:
        value = read_yaml(path)
        return StateWords(
            lasting=frozenset(value["lasting"]),
            values={str(word): str(name) for name, words in value["values"].items() if name != LINE for word in words},
            bearers={
                str(word): str(name) for name, words in value["bearers"].items() if name != LINE for word in words
            },
            conditions=frozenset(value["conditions"]),
            holding={
                str(word): str(name) for name, words in value["holding"].items() if name != LINE for word in words
            },
            named={str(name): str(kind) for name, kind in value["named"].items() if name != LINE},
            telling={
                str(word): str(name) for name, words in value["telling"].items() if name != LINE for word in words
            },
        )
    except (OSError, yaml.YAMLError, KeyError, AttributeError, TypeError) as error:
        raise LexiconError(
            f"{path.name}:1: needs the lists lasting, telling, values, bearers, conditions ({error})"
        ) from error
