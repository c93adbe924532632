"""Whom "they", "it", "we" and "both sides" mean, for the words that entities leave open.

"They" and "it" lead to the nearest subject of their number in the same sentence or the one before; "we" and "I" inside
a quotation to its speaker; "both sides" and "the two countries" to the two states the text speaks of most. Where that
is not clear the word stands for nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipelines.annotate.entities_lexicon import Known, known_names, name_finder
from pipelines.annotate.reading import Reading
from pipelines.annotate.speech import Saying
from pipelines.annotate.syntax import Token, children, logical_subjects, objects_of, prepositional, with_conjuncts
from pipelines.records import EntityMention

_TOGETHER = frozenset({"they", "them"})
_ALONE = frozenset({"it"})
_UNDERGOING = frozenset({"him", "her", "them"})
_SPEAKING = frozenset({"we", "us", "i", "me"})
_BOTH = frozenset({"both", "two"})
_SIDES = frozenset({
    "side", "country", "nation", "neighbour", "neighbor", "government", "party", "capital", "state", "delegation",
    "army", "rival", "foe", "adversary",
})  # fmt: skip
_BODIES = frozenset({
    "government", "regime", "ministry", "army", "court", "party", "group", "administration", "parliament", "council",
    "commission", "police", "military", "navy", "junta", "organisation", "organization", "company", "union", "cabinet",
    "embassy", "office", "agency", "authority", "militia", "movement", "senate", "committee", "faction", "coalition",
})  # fmt: skip
"""Common nouns of bodies that "it" and "they" can both stand for."""
_OWN = frozenset({"neighbour", "neighbor", "side"})


def follow(readings: Sequence[Reading]) -> None:
    """Note in each reading whom its pronouns and its pairs stand for. Sayings are followed by `follow_speakers`."""
    seen: Counter[str] = Counter()
    first: dict[str, EntityMention] = {}
    between: tuple[EntityMention, ...] = ()
    for reading in readings:
        for sentence in reading.doc.sents:
            for mention in _mentions(reading, sentence.start, sentence.end):
                if mention.country and mention.kind != "place":
                    seen[mention.country] += 1
                    held = first.get(mention.country)
                    if held is None or _plain(mention) > _plain(held):
                        first[mention.country] = mention
            pair = _pair(seen, first)
            for token in sentence:
                between = _between(reading, token) or between
                if (between or pair) and _is_pair(token):
                    reading.pairs[token.i] = between if between and _may_be_any(token) else pair
                elif joint := _joint(reading, token) or _namesakes(reading, token):
                    reading.pairs[token.i] = joint
                if token.tag_ == "PRP$":
                    _give_to_owner(reading, token)
                antecedent = _antecedent(reading, token)
                if antecedent is not None:
                    reading.antecedents[token.i] = antecedent


def follow_speakers(reading: Reading, sayings: Sequence[Saying]) -> None:
    """Note for each "we" and "I" inside a quotation who speaks it."""
    for saying in sayings:
        if not saying.direct or saying.speaker_token is None:
            continue
        speaker = reading.entity_at.get(saying.speaker_token.i)
        if speaker is None:
            continue
        for token in reading.doc[saying.first : saying.last + 1]:
            if token.lower_ in _SPEAKING and token.pos_ == "PRON":
                reading.antecedents[token.i] = speaker


def _plain(mention: EntityMention) -> int:
    """How plainly a mention is of the state itself: by its name, by its seat, by somebody of it."""
    return 2 if mention.kind == "country" and mention.sector is None else 1 if mention.kind == "country" else 0


def _mentions(reading: Reading, first: int, end: int) -> list[EntityMention]:
    found: dict[int, EntityMention] = {}
    for at in range(first, end):
        mention = reading.entity_at.get(at)
        if mention is not None:
            found.setdefault(mention.start, mention)
    return list(found.values())


def _pair(seen: Counter[str], first: dict[str, EntityMention]) -> tuple[EntityMention, ...]:
    """The two states that are spoken of most; of those spoken of as often, the ones brought in first."""
    order = list(seen)
    ranked = sorted(order, key=lambda country: (-seen[country], order.index(country)))
    if len(ranked) < 2:
        return ()
    return tuple(sorted((first[ranked[0]], first[ranked[1]]), key=lambda mention: mention.start))


def _between(reading: Reading, token: Token) -> tuple[EntityMention, ...]:
    """The two that something is told to be between: "the fighting between the army and the rebels"."""
    if token.lower_ != "between" or token.pos_ != "ADP":
        return ()
    told = [reading.entity_at.get(t.i) for target in children(token, "pobj") for t in with_conjuncts(target)]
    found = [mention for mention in told if mention is not None and mention.kind != "place"]
    return tuple(found) if len(found) == len(told) == 2 else ()


def _may_be_any(token: Token) -> bool:
    """Whether a word of two can mean others than states: "both sides", and not "the two countries"."""
    return token.lemma_.lower() in _ANY_TWO


_ANY_TWO = frozenset({"side", "party", "army", "rival", "foe", "adversary", "delegation"})


def _joint(reading: Reading, token: Token) -> tuple[EntityMention, ...]:
    """The two of "Pakistani and Afghan forces", "Thai and Hmong rebels" and "delegations of Iran and Oman", if any."""
    mention = reading.entity_at.get(token.i) if token.tag_ in ("NNS", "NNPS") else None
    if mention is None or mention.kind != "agent":
        return ()
    found = [
        (shared[0].country, shared[0])
        for _, _, shared in name_finder().find(mention.text)
        if shared[0].kind in ("country", "group") and shared[0].country
    ]
    if len({country for country, _ in found}) == 2 and " and " in mention.text:
        return tuple(
            replace(mention, country=country, name=f"{known.name} ({token.lower_})", wikidata_id=None)
            for country, known in found[:2]
        )
    before = children(token, "amod", "compound", "nmod")
    found_at = {
        reading.entity_at[t.i].start: reading.entity_at[t.i]
        for target in (*prepositional(token, "of"), *before)
        for t in with_conjuncts(target)
        if t.i in reading.entity_at and reading.entity_at[t.i].kind in ("country", "organisation", "group")
    }
    owners = list(found_at.values())
    if len(owners) == 2:
        last = reading.start + token.idx + len(token)
        spans = [(owners[0].start, owners[0].end), (owners[1].start, last if owners[1].start < last else owners[1].end)]
        return tuple(_part(reading, mention, owner, *span) for owner, span in zip(owners, spans, strict=True))
    return ()


def _part(reading: Reading, whole: EntityMention, owner: EntityMention, start: int, end: int) -> EntityMention:
    """One's part of what two have: a group's forces are the group, a state's are "Chad (forces)"."""
    part = replace(whole, start=start, end=end, text=reading.text[start:end], country=owner.country)
    if owner.kind == "group":
        return replace(part, kind="group", name=owner.name, wikidata_id=owner.wikidata_id, sector=owner.sector)
    noun = whole.text.split()[-1].lower()
    # "Pakistani and Taliban forces": the whole was read as the group's, and a state's forces are its army.
    sector = "MIL" if whole.sector == "REB" and noun in reading.lexicon.classes["force"] else whole.sector
    return replace(part, name=f"{owner.name} ({noun})", wikidata_id=None, sector=sector)


@cache
def _states_by_last_word() -> dict[str, dict[str, Known]]:
    """The states whose names end in a word, by their codes: the two Koreas, the two Sudans."""
    found: dict[str, dict[str, Known]] = {}
    for name, shared in known_names().items():
        known = shared[0]
        if known.use == "state" and known.country and name == known.name:
            found.setdefault(name.split()[-1], {})[known.country] = known
    return found


def _namesakes(reading: Reading, token: Token) -> tuple[EntityMention, ...]:
    """The two states that share a name which stands in the plural: "the two Koreas"."""
    if token.tag_ != "NNPS" or not token.text.endswith("s"):
        return ()
    states = _states_by_last_word().get(token.text[:-1], {})
    if len(states) != 2:
        return ()
    span = reading.token_span(token)
    return tuple(
        EntityMention(
            span.start, span.end, span.text, known.name, "country", known.wikidata_id, code, known.sector, None, None
        )
        for code, known in sorted(states.items())
    )


def _is_pair(token: Token) -> bool:
    if token.tag_ not in ("NNS", "NNPS") or token.lemma_.lower() not in _SIDES:
        return False
    if any(child.lower_ in _BOTH for child in token.children):
        return True
    return token.lemma_.lower() in _OWN and any(child.lower_ == "the" for child in token.children)


def _antecedent(reading: Reading, token: Token) -> EntityMention | None:
    if token.pos_ != "PRON" or token.i in reading.entity_at:
        return None
    undergone = _undergoes_both(reading, token) if token.lower_ in _UNDERGOING else None
    if undergone is None and token.lower_ in _UNDERGOING and token.dep_ == "dobj":
        undergone = _told_before(reading, token)
    if undergone is not None or token.lower_ not in _TOGETHER | _ALONE:
        return undergone
    told = _who_says(reading, token)
    if told is not None:
        return told
    sentence = token.sent
    start = reading.doc[sentence.start - 1].sent.start if sentence.start else sentence.start
    for at in range(token.i - 1, start - 1, -1):
        word = reading.doc[at]
        if word.dep_ not in ("nsubj", "nsubjpass"):
            continue
        mention = reading.entity_at.get(reading.core(word).i)
        if mention is None or mention.kind in ("person", "place"):
            continue
        if _agrees(token, word, mention):
            return mention
    return None


def _told_before(reading: Reading, token: Token) -> EntityMention | None:
    """Whom "them", "him" or "her" means as an object: the nearest of that number who does not act here himself."""
    sentence, many = token.sent, token.lower_ == "them"
    start = reading.doc[sentence.start - 1].sent.start if sentence.start and many else sentence.start
    acting = {s.i for s in logical_subjects(token.head)}
    for at in range(token.head.i - 1, start - 1, -1):
        word, mention = reading.doc[at], reading.entity_at.get(at)
        if mention is None or mention.kind != "agent" or word.dep_ not in ("nsubj", "nsubjpass", "dobj"):
            continue
        if at not in acting and (word.tag_ in ("NNS", "NNPS")) == many:
            return mention
    return None


def _give_to_owner(reading: Reading, pronoun: Token) -> None:
    """Give those who are somebody's the state of whose they are: "Chad said its soldiers", "the king and his army"."""
    held = reading.entity_at.get(pronoun.head.i)
    if held is None or held.kind != "agent" or held.country or pronoun.head.lemma_.lower() in _NOT_OWN:
        return
    owner = reading.entity_at.get(pronoun.i) or _owner_before(reading, pronoun)
    if owner is None or owner.country is None or owner.kind == "place":
        return
    for at in range(pronoun.i, pronoun.head.i + 1):
        if reading.entity_at.get(at) is held:
            reading.entity_at[at] = replace(held, country=owner.country)


def _owner_before(reading: Reading, pronoun: Token) -> EntityMention | None:
    """The nearest subject before that "its" or "their" can mean, in its sentence or the one before."""
    personal = _PERSONAL_OF.get(pronoun.lower_)
    sentence = pronoun.sent
    start = reading.doc[sentence.start - 1].sent.start if sentence.start else sentence.start
    for at in range(pronoun.i - 1, start - 1, -1):
        word, mention = reading.doc[at], reading.entity_at.get(at)
        if mention is None or mention.kind in ("person", "place") or word.dep_ not in ("nsubj", "nsubjpass"):
            continue
        plural = word.tag_ in ("NNS", "NNPS")
        if personal == "it" and not plural and mention.kind in ("country", "organisation", "group"):
            return mention
        if personal == "they" and (plural or mention.kind in ("organisation", "group")):
            return mention
    return None


_PERSONAL_OF = {"its": "it", "their": "they"}
_NOT_OWN = frozenset({
    "ally", "neighbour", "neighbor", "enemy", "rival", "opponent", "foe", "partner", "counterpart", "critic", "victim",
    "creditor", "donor", "adversary", "guest", "captor", "attacker", "predecessor", "successor", "supporter",
})  # fmt: skip
"""Those who stand beside or against whose they are, and are of another state."""


def _undergoes_both(reading: Reading, token: Token) -> EntityMention | None:
    """Who undergoes the one act and the next: "convicted the editor and sentenced him"."""
    verb, before = token.head, token.head.head
    if token.dep_ not in ("dobj", "dative") or verb.dep_ != "conj" or before.pos_ != "VERB" or children(verb, "nsubj"):
        return None
    for item in objects_of(before):
        mention = reading.entity_at.get(item.i)
        if mention is not None and mention.kind == "place":
            return None
        return mention or _unnamed(reading, item)
    return None


def _agrees(pronoun: Token, word: Token, mention: EntityMention) -> bool:
    plural = word.tag_ in ("NNS", "NNPS")
    body = mention.kind in ("country", "organisation", "group") or word.lemma_.lower() in _BODIES
    if pronoun.lower_ in _ALONE:
        return body and not plural
    return plural or mention.kind in ("organisation", "group") or word.lemma_.lower() in _BODIES


def _who_says(reading: Reading, token: Token) -> EntityMention | None:
    """Who speaks of themselves: "the rebels said they will leave"."""
    clause = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or clause.dep_ != "ccomp" or clause.head.pos_ != "VERB":
        return None
    for subject in clause.head.children:
        if subject.dep_ != "nsubj" or subject.pos_ == "PRON":
            continue
        mention = reading.entity_at.get(subject.i) or _unnamed(reading, subject)
        if mention is None or mention.kind == "place":
            return None
        if mention.kind != "person" and _agrees(token, subject, mention):
            return mention
        return _body_behind(reading, token, subject)
    return None


def _unnamed(reading: Reading, subject: Token) -> EntityMention | None:
    """A party of common nouns that no list of names holds: "opposition members"."""
    party = reading.party(subject) if reading.is_party(subject) else None
    if party is None:
        return None
    return EntityMention(
        party.start, party.end, party.text, party.text, "agent", None, party.country, party.sector, None, None
    )


def _body_behind(reading: Reading, token: Token, subject: Token) -> EntityMention | None:
    """Whom a speaker speaks for, where the pronoun cannot mean the speaker: "Chad's president says it will"."""
    for owner in (*children(subject, "poss", "amod", "compound", "nmod"), *prepositional(subject, "of", "for")):
        mention = reading.entity_at.get(owner.i)
        if mention is None or mention.kind not in ("country", "organisation", "group"):
            continue
        if token.lower_ in _ALONE or mention.kind != "country":
            return mention
    return None
