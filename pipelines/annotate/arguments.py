"""Who acted, on whom, and who else had a part: an entry's frame filled from the parse.

A frame names slots in order: `subject`, `object`, `owner` (the object's: "rejected India's plan"; with a word, that of
what follows a preposition: "part in Chad's drill"), `subject_owner`,
`clause` (the subject of the content: "urged that he go"), `prep:WORD`, and for nouns `poss`, `modifier`, `light` (the
subject of a verb such as hold or launch) and `light_prep:WORD`. The first slot that leads to a party fills the place.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.annotate.addressees import addressed, given_to, posters
from pipelines.annotate.event_lexicon import Entry
from pipelines.annotate.event_nouns import (
    RECEIVING,
    accused,
    bearing_verb,
    carrier,
    claimants,
    is_act,
    meanwhile_verb,
    support_verb,
)
from pipelines.annotate.harms import behind_the_deed, shared_agents, shared_objects, suffers, victims
from pipelines.annotate.parties import named_beside
from pipelines.annotate.reading import MEDIATORS, Reading
from pipelines.annotate.syntax import (
    Token,
    behind,
    children,
    is_for_clause,
    is_passive,
    logical_objects,
    logical_subjects,
    prepositional,
    subjects,
    with_conjuncts,
)
from pipelines.annotate.triggers import PAPERS, Candidate, particle_objects

VERB_ACTOR = ("subject",)
VERB_RECIPIENT = (
    "object",
    "prep:against",
    "prep:on",
    "prep:at",
    "prep:to",
    "prep:with",
    "prep:into",
    "owner",
    "clause",
)
NOUN_ACTOR = ("prep:by", "poss", "light", "modifier", "prep:from", "accused", "claimant")
NOUN_RECIPIENT = (
    "victims", "prep:against",
    "prep:on", "prep:with", "prep:to", "prep:into", "prep:at", "light_prep:on", "light_prep:against",
    "light_prep:to", "light_prep:with", "light_prep:at", "prep:of", "prep:in", "light_prep:in", "prep:over",
)  # fmt: skip
_REACHED = (
    "victims", "object", "prep:on", "prep:against", "prep:into", "prep:to", "prep:for", "light_prep:on",
    "light_prep:to",
    "prep:of", "prep:in", "prep:at", "prep:near", "prep:outside", "prep:along", "prep:across", "prep:around",
    "prep:over", "light_prep:in", "prep:from", "prep:with", "prep:inside", "prep:towards",
    "light_prep:at", "light_prep:against",
)  # fmt: skip
_WHERE = frozenset(
    {"prep:at", "prep:in", "prep:over", "prep:near", "prep:outside", "prep:along", "light_prep:in", "light_prep:at"}
)
"""Slots that tell of what two do to each other where they do it, or what they quarrel over."""
_BORNE_FROM = ("prep:from", "prep:by", "light_prep:from", "light_prep:by", "poss", "modifier")
"""Where the actor of a noun stands whose bearer is the subject: "drew criticism from the envoy"."""
_SPOKEN_TO = ("prep:to", "prep:with")
_TELLING = frozenset({"tell", "inform", "assure", "address", "remind", "brief"})
_SIDES_WITH = frozenset({"support", "favour", "favor", "defence", "defense", "solidarity"})
_ARMS = ("$weapon", "$warplane", "$vessel", "bulldozer", "airstrike")
"""What strikes for whoever has it: "a Ukrainian drone hit the depot"."""
_BEARING = frozenset({"see", "witness", "take", "give", "come"})
_BEHOLDING = frozenset({"see", "witness", "watch"})
"""Verbs whose subject only looks on: "a neighbour who witnessed the attack", "Kabul saw three attacks"."""
_CALLED = frozenset({"call", "stage", "host", "back", "spearhead", "plan", "broker", "negotiate", "initiate", "fire"})
"""Verbs whose participle tells whose an act is, beside those that carry an event noun: "a strike called by dockers"."""
_COMING = frozenset({"come", "arrive", "pour", "flow", "follow"})
"""Verbs that tell whose the act is that their subject names: "condemnation came from Oslo"."""
_FRONTIERS = frozenset({"border", "frontier", "boundary", "borderline"})
_PLACES = frozenset({"town", "city", "village", "island", "port", "province", "region", "district", "state"})
_DONE_TO_SOMEBODY = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AGREE", "STATEMENT"})


class Arguments:
    """The parties to one candidate's act, as tokens first and parties then."""

    def __init__(self, reading: Reading, candidate: Candidate) -> None:
        self.reading = reading
        self.candidate = candidate
        entry = candidate.entry
        noun = not candidate.is_verb
        actor_slots = entry.actor or (NOUN_ACTOR if noun else VERB_ACTOR)
        recipient_slots = entry.recipient or (NOUN_RECIPIENT if noun else VERB_RECIPIENT)
        if entry.event == "STATEMENT":
            told = candidate.token.lemma_.lower() in _TELLING
            recipient_slots = ("object", *_SPOKEN_TO) if told else _SPOKEN_TO
        bearer = None if candidate.is_verb else bearing_verb(candidate.token)
        if bearer is not None:
            actor_slots, recipient_slots = _BORNE_FROM, ("bearer", "bearer_owner", *recipient_slots)
        self.actors = self._fill(actor_slots, (), _REACHED)
        if candidate.is_verb and entry.event == "ASSAULT":
            self.actors = self.actors or self._parties(behind_the_deed(reading, candidate.token))
            if suffers(reading, candidate.token):
                recipient_slots = tuple(slot for slot in recipient_slots if slot in ("object", "owner"))
        self.recipients = self._fill(recipient_slots, self.actors, (*_REACHED, "subject"))
        if self.recipients and candidate.is_verb and not any(self._is_another(t) for t in self.recipients):
            self.recipients = self._parties(addressed(candidate.token)) or self.recipients
        self.recipients = [told for t in self.recipients for told in self._beyond(t)]
        if entry.event == "PROTEST":
            self.recipients = self.recipients or self._protested()
        self.reciprocal = False
        if not self.recipients and entry.event in _SPOKEN and candidate.is_verb:
            self.recipients = self._parties(addressed(candidate.token))
        if entry.reciprocal != "never":
            self._join(entry)
        if _each_other(candidate.token):
            self.recipients = []
            self.reciprocal = True
        self.claimants = [] if candidate.is_verb else claimants(candidate.token)
        self.third_parties = self._third(entry)
        if entry.event == "AGREE" and candidate.token.lemma_.lower() in MEDIATORS:
            self._broker()

    def _is_another(self, token: Token) -> bool:
        """Whether a recipient is known, and not the actor again: "him" is somebody else."""
        own = {party.name for actor in self.actors for party in self.reading.parties(actor)}
        found = self.reading.parties(token)
        return any(token.pos_ != "PRON" or party.name not in own for party in found)

    def _beyond(self, token: Token) -> list[Token]:
        """Whose frontier a deed reaches: "moved tanks to the border with Chad", "the Chadian border"; and by its name
        what place it reaches: "left the town of Goma"."""
        if token.lemma_.lower() in _PLACES:
            return [t for t in prepositional(token, "of") if t.i in self.reading.place_at] or [token]
        if token.lemma_.lower() not in _FRONTIERS or self.reading.is_party(token):
            return [token]
        own = {t.i for t in self.actors}
        told = [*prepositional(token, "with"), *children(token, "amod", "compound", "nmod")]
        return [t for t in told if self.reading.is_named(t) and t.i not in own] or [token]

    def _protested(self) -> list[Token]:
        """Whose deed or thing a protest is against: "marched against Chad's raids", "against the state's plan"."""
        token = self.candidate.token if self.candidate.is_verb else carrier(self.reading, self.candidate.token)
        own = {t.i for t in self.actors}
        found = [o for item in self._prepositional(token, "against") for o in self._owners(self.reading.core(item))]
        return [t for t in found if t.i not in own]

    @property
    def of_oneself(self) -> bool:
        """Whether those that an act is done to are its actors again: "said it was behind the raid"."""
        told = [t for t in self.recipients if self.reading.parties(t)]
        return bool(told) and not any(self._is_another(t) for t in told)

    def _broker(self) -> None:
        """Who brokers a deal is a third party to it; the parties are those it is between."""
        between = [t for item in logical_objects(self.candidate.token) for t in prepositional(item, "between", "among")]
        self.third_parties += [(token, "mediator") for token in self.actors]
        self.actors = self._parties([t for item in between for t in with_conjuncts(item)])
        self.recipients = []
        self.reciprocal = len(self.actors) > 1 or any(t.i in self.reading.pairs for t in self.actors)

    def _join(self, entry: Entry) -> None:
        between = self._parties(self._slot("prep:between") + self._slot("prep:among"))
        verb = self.candidate.token.head
        if not between and self.candidate.token.dep_ in ("nsubj", "nsubjpass") and verb.pos_ == "VERB":
            carried = [t for target in prepositional(verb, "between") for t in with_conjuncts(target)]
            between = self._parties(carried)
        if not between and not self.candidate.is_verb:
            between = self._hyphenated() or self._between_after_place()
        if between:
            self.actors = between
            self.recipients = []
            self.reciprocal = len(between) > 1 or between[0].i in self.reading.pairs
            return
        if any(t.i in self.reading.pairs for t in self.actors):
            self.recipients = self._parties(self.recipients)
        if entry.reciprocal == "always":
            joined = self.actors + [t for t in self.recipients if t.i not in {a.i for a in self.actors}]
            self.reciprocal = len(joined) > 1 or _is_plural(joined)
            self.actors, self.recipients = joined, []
            return
        partners = self._parties(self._slot("prep:with") + self._slot("light_prep:with"))
        if partners:
            self.actors = self.actors + [t for t in partners if t.i not in {a.i for a in self.actors}]
            self.recipients = [t for t in self.recipients if t.i not in {a.i for a in self.actors}]
        if not self.actors and not self.candidate.is_verb:
            self.actors = [t for t in self.candidate.token.subtree if t.i in self.reading.pairs][:1]
        two = len(self.actors) > 1 or any(t.i in self.reading.pairs for t in self.actors)
        self.reciprocal = two and not self.recipients

    def _hyphenated(self) -> list[Token]:
        """The two states or groups of "Iran-Iraq talks"."""
        for child in children(self.candidate.token, "compound", "nmod", "amod"):
            pair = [t for t in (child, *children(child, "compound", "nmod")) if t.i in self.reading.entity_at]
            if len(pair) == 2 and any(t.text in "-–" for t in child.doc[min(pair[0].i, pair[1].i) : child.i + 1]):
                return self._parties(sorted(pair, key=lambda t: t.i))
        return []

    def _between_after_place(self) -> list[Token]:
        """The two whose act it is, told after where it was: "clashes in the town of Boa between X and Y"."""
        noun = self.candidate.token
        above = noun.head if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.pos_ == "VERB" else noun
        for word in above.subtree:
            if word.lower_ == "between" and word.i > noun.i and word.head.i in self.reading.place_at:
                return self._parties([t for target in children(word, "pobj") for t in with_conjuncts(target)])
        return []

    def _fill(self, slots: Iterable[str], taken: Iterable[Token], reached: tuple[str, ...]) -> list[Token]:
        used = {token.i for token in taken}
        fallback: list[Token] = []
        both = self.candidate.entry.reciprocal != "never"
        for slot in slots:
            tokens = [token for token in self._slot(slot) if token.i not in used and not self._is_means(slot, token)]
            found = self._parties(tokens)
            if found:
                return found
            if not fallback and slot in reached and not (both and slot in _WHERE):
                fallback = [t for t in tokens if self.reading.is_target(t)]
        return fallback

    def _is_means(self, slot: str, token: Token) -> bool:
        """Whether a token is what force is used with, not on: "pounded the town with artillery"."""
        with_it = slot.endswith(":with") and self.candidate.entry.event in ("ASSAULT", "COERCE")
        return with_it and self.reading.fits(_ARMS, token)

    def _parties(self, tokens: list[Token]) -> list[Token]:
        return [token for token in tokens if self.reading.is_party(token)]

    def _slot(self, slot: str) -> list[Token]:
        token = self.candidate.token if self.candidate.is_verb else carrier(self.reading, self.candidate.token)
        name, _, word = slot.partition(":")
        if name == "subject":
            found = (
                (posters(token) or logical_subjects(token) or shared_agents(token)) if self.candidate.is_verb else []
            )
            if found and not any(self.reading.is_party(t) for t in found):
                speaks = found[0].lemma_.lower() in PAPERS and self.candidate.entry.event in _SPOKEN
                if speaks or token.dep_ in ("acl", "relcl"):
                    found = behind(found[0]) or found
                elif self.reading.fits(_ARMS, found[0]) or not any(self.reading.is_target(t) for t in found):
                    found = [owner for item in found for owner in self.reading.owners(item)] or found
        elif name == "subject_owner":
            found = [o for item in logical_subjects(token) for o in self.reading.owners(item)]
        elif name == "object":
            found = logical_objects(token) if self.candidate.is_verb else []
            found = given_to(self.reading, token, found) or found
            found = found or (particle_objects(token, self.candidate.phrase) if self.candidate.is_verb else [])
            shares = self.candidate.is_verb and self.candidate.entry.event in _DONE_TO_SOMEBODY
            found = found or (shared_objects(token) if shares else [])
        elif name == "owner":
            held = prepositional(token, word) if word else self._objects()
            direct = {t.i for t in logical_objects(token)} if self.candidate.is_verb else set()
            reached = {item.i for item in held if item.i not in direct and self.reading.is_party(item)}
            held = [item for item in held if item.i not in reached or self.candidate.entry.event != "REJECT"]
            found = [o for item in held for o in self._owners(self.reading.core(item))]
        elif name == "clause":
            asked = [c for c in children(token, "advcl") if is_for_clause(c)]
            clauses = [*children(token, "ccomp", "xcomp", "acl"), *asked]
            found = [s for c in clauses for s in children(c, "nsubj", "nsubjpass")]
        elif name == "prep":
            found = self._prepositional(token, word)
            if not self.candidate.is_verb and word in ("by", "from"):
                found = [t for item in found for t in self._who_has(item)]
        elif name == "poss":
            found = children(token, "poss")
        elif name == "modifier":
            found = [c for c in self._describing(token) if c.i in self.reading.entity_at]
        elif name in ("light", "light_prep"):
            found = self._light(word)
        elif name == "victims":
            found = victims(self.reading, token)
        elif name == "accused":
            found = accused(token)
        elif name == "claimant":
            found = claimants(self.candidate.token)
        elif name in ("bearer", "bearer_owner"):
            bearing = bearing_verb(token)
            found = subjects(bearing) if bearing is not None else []
            if name == "bearer_owner":
                found = [owner for item in found for owner in self.reading.owners(item)]
        else:
            found = []
        found = [item for item in found if not self._is_own_word(item)]
        return [named for item in found for token in with_conjuncts(item) for named in self._instances(token)]

    def _who_has(self, item: Token) -> list[Token]:
        """Who has the arms that an act is done by: "the bombardment by Russian drones"."""
        return (self.reading.owners(item) if self.reading.fits(_ARMS, item) else []) or [item]

    def _is_own_word(self, item: Token) -> bool:
        """Whether a word belongs to the trigger itself: the "forces" of "joined forces"."""
        within = self.candidate.first <= item.i <= self.candidate.last and " " in self.candidate.phrase
        return within and {item.lower_, item.lemma_.lower()}.intersection(self.candidate.phrase.split()) != set()

    def _describing(self, token: Token) -> list[Token]:
        own = self.candidate.token
        found = children(token, "amod", "compound", "nmod")
        return found if own.i == token.i else [*children(own, "amod", "compound", "nmod"), *found]

    def _instances(self, token: Token) -> list[Token]:
        """Who a phrase names: "groups such as X and Y" are X and Y, "his counterpart, Z" is Z. What is only counted in
        with others ("30 judges, including women") is not all of them."""
        named = [
            t
            for child in children(token, "prep", "amod")
            for preposition in [child, *children(child, "prep")]
            if preposition.lower_ in ("as", "like") and (child.lower_ == "such" or preposition is child)
            for target in children(preposition, "pobj")
            for t in with_conjuncts(target)
            if t.i in self.reading.entity_at and self.reading.is_party(t)
        ]
        return named or [named_beside(self.reading, token) or token]

    def _objects(self) -> list[Token]:
        token = self.candidate.token
        if self.candidate.is_verb:
            backing = [t for t in prepositional(token, "in") if t.lemma_.lower() in _SIDES_WITH]
            return (
                logical_objects(token)
                + prepositional(token, "to", "on", "of", "with", "against", "for", "at", "over", "about", "into")
                + backing
                + [t for item in backing for t in prepositional(item, "of", "with")]
            )
        return prepositional(token, "of", "on", "to", "against", "for", "over", "into", "about")

    def _owners(self, item: Token) -> list[Token]:
        """Whose a thing is; of an act that is condemned, who did it and not who suffered it."""
        found = self.reading.owners(item)
        if not self._is_condemned(item):
            return found
        suffered = {t.i for t in prepositional(item, "of", "from")}
        return [t for t in found if t.i not in suffered]

    def _is_condemned(self, item: Token) -> bool:
        """Whether an object is the deed that is blamed, not the blame itself ("filed charges against")."""
        entry = self.candidate.entry
        own = bool(entry.object) and self.reading.fits(entry.object, item)
        return entry.event in ("ACCUSE", "PROTEST") and not own and is_act(self.reading, item)

    def _prepositional(self, token: Token, word: str) -> list[Token]:
        found = prepositional(token, word)
        for part in self.candidate.parts if self.candidate.is_verb else ():
            if token.doc[part].pos_ == "NOUN":
                found.extend(prepositional(token.doc[part], word))
        if not self.candidate.is_verb and not found:
            found = [t for verb in self._carried_out(token) for t in prepositional(verb, word)]
        if not found and word == "from" and token.dep_ == "nsubj" and token.head.lemma_ in _COMING:
            return prepositional(token.head, word)
        if not self.candidate.is_verb and not found:
            found = [t for item in prepositional(token, "of") for t in prepositional(item, word)]
        if not self.candidate.is_verb or any(self.reading.is_party(target) for target in found):
            return found
        for item in logical_objects(token):
            if self._is_condemned(item) and word != "by":
                continue
            if item.i > token.i or is_passive(token):
                found.extend(prepositional(item, word))
        for item in children(token, "acomp", "attr", "oprd"):
            found.extend(prepositional(item, word))
        return found

    def _carried_out(self, noun: Token) -> list[Token]:
        """The participles that say who does what a noun tells: "sanctions imposed by Chad on Togo"."""
        support = self.reading.lexicon.classes["support"] - RECEIVING - _BEARING
        return [
            c
            for c in children(noun, "acl")
            if c.tag_ == "VBN" and (c.lemma_.lower() in support or c.lemma_.lower() in _CALLED)
        ]

    def _light(self, word: str) -> list[Token]:
        """The subject of the support verb a noun hangs on, or with a word, the objects of that verb's preposition."""
        verb = support_verb(self.reading, self.candidate.token)
        if verb is None and self.candidate.entry.event == "CONSULT" and not word:
            verb = meanwhile_verb(self.candidate.token)
        if verb is None or verb.lemma_ in _BEHOLDING:
            return []
        if word:
            return prepositional(verb, word)
        if is_passive(verb):
            return list(logical_subjects(verb))
        return [t for t in subjects(verb) if t.i != self.candidate.token.i]

    def _third(self, entry: Entry) -> list[tuple[Token, str]]:
        found = [
            (token, part)
            for part, slots in entry.third.items()
            for slot in slots
            for token in self._parties(self._slot(slot))
        ]
        token = self.candidate.token
        for verb in [*children(token, "acl", "relcl"), *self._trailing(token)]:
            if verb.lemma_.lower() in MEDIATORS and is_passive(verb):
                part = "mediator" if verb.lemma_.lower() != "host" else "host"
                found.extend((party, part) for agent in logical_subjects(verb) for party in with_conjuncts(agent))
        for verb in (token.head,):
            if verb.lemma_.lower() in MEDIATORS and verb.pos_ == "VERB" and token.dep_ in ("dobj", "nsubjpass"):
                part = "mediator" if verb.lemma_.lower() != "host" else "host"
                found.extend((party, part) for agent in logical_subjects(verb) for party in with_conjuncts(agent))
        involved = {t.i for t in self.actors} if entry.reciprocal != "never" else set()
        mediators = {t.i for t, _ in found}
        # Who only hosts or mediates is no party to the talks, unless nobody else is told.
        self.actors = [t for t in self.actors if t.i not in mediators or t.i not in involved] or self.actors
        own = {t.i for t in self.actors} | {t.i for t in self.recipients}
        return [(t, part) for t, part in found if t.i not in own]

    def _trailing(self, token: Token) -> list[Token]:
        """A participle that hangs on the date or place after the noun: "talks in Doha on Sunday, mediated by X"."""
        found = []
        verb = token.head if token.head.pos_ == "VERB" else None
        for owner in (token, verb):
            if owner is None:
                continue
            for target in prepositional(owner):
                found.extend(children(target, "acl"))
            found.extend(c for c in children(owner, "advcl") if c.tag_ == "VBN")
        for acl in children(token, "acl"):
            for target in prepositional(acl):
                found.extend(children(target, "acl"))
            found.extend(c for c in children(acl, "advcl", "conj") if c.tag_ == "VBN")
        return found


def _each_other(token: Token) -> bool:
    """Whether an act is done by each of its parties to the others: "accused each other"."""
    nearby = token.doc[token.i + 1 : min(token.i + 4, token.sent.end)].text.lower()
    return str(nearby).startswith(("each other", "one another", "of each other", "at each other", "with each other"))


def _is_plural(tokens: list[Token]) -> bool:
    return any(token.tag_ in ("NNS", "NNPS") or token.lower_ in ("they", "we", "both") for token in tokens)
