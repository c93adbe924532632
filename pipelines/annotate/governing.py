"""What governs an act, at one step of the climb: the effect of a word on what hangs on it, and of a word's own form.

The steps from word to word are `modality.py`'s. Where no word of the lexicon tells what a governor does to its
complement, `caution.py` does: what nobody vouches for is no fact.
"""

from __future__ import annotations

from pipelines.annotate.caution import (
    COMING,
    is_any,
    is_general,
    of_clause,
    of_gerund,
    of_noun,
    of_participle,
    of_relative,
    specified,
)
from pipelines.annotate.conditions import extent, opens_condition
from pipelines.annotate.event_lexicon import Effect
from pipelines.annotate.insertions import doubt_of, inserted, mistaken_verb
from pipelines.annotate.moods import (
    is_definite,
    is_future,
    is_given,
    is_infinitive,
    is_pointed_at,
    is_progressive,
    mood,
)
from pipelines.annotate.operators import CLAUSES, effect_at, effect_of, outer_noun
from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import CONTENT, Reality
from pipelines.annotate.syntax import Token, children, is_negated, is_no_sooner
from pipelines.annotate.triggers import Candidate

_WITNESSING = frozenset({"see", "watch", "hear", "have", "get", "mean", "involve", "entail", "include"})
_WISHING = frozenset({"want", "need", "expect"})
"""Verbs that demand of another ("wants Chad to go"), and of themselves only wish ("wants to go")."""
_SPEAKERS = frozenset({"it", "we", "i", "they", "he", "she"})
_COMING_TO_NOTHING = frozenset({"fail", "collapse", "founder", "flop", "fizzle", "unravel", "backfire", "stall"})
_PROMISES = frozenset({"promise", "pledge", "vow", "threat", "plan", "word", "undertaking", "commitment", "order"})
_KEEPING = frozenset({"keep", "honour", "honor", "fulfil", "fulfill", "redeem"})
_APART = frozenset({"through", "apart", "flat", "short"})
"""What a plan or an attempt does that is not carried out."""
AWAITING = frozenset({"before", "until", "till"})
_PREDICATED = frozenset({"attr", "ccomp", "xcomp", "acomp"})


class Governing:
    """The words around one candidate's trigger, and what is found of how real its act is."""

    def __init__(
        self, reading: Reading, candidate: Candidate, candidates: dict[int, Candidate], found: Reality
    ) -> None:
        self.reading = reading
        self.candidate = candidate
        self.candidates = candidates
        self.found = found
        self.speech = candidate.entry.event in CONTENT

    def govern_subject(self, token: Token, head: Token) -> Token | None:
        if head.pos_ not in ("VERB", "AUX"):
            return None
        lemma = head.lemma_.lower()
        if self.reading.headline and head.tag_ in ("VBD", "VBN") and not children(head, "dobj"):
            undone, why = effect_of(self.reading, "v", head, "object")
            if undone == "absent":
                self.found.take(undone, why)
                return head
        occurs = lemma in self.reading.lexicon.classes["occur"]
        for clause in children(head, "xcomp"):
            begun = clause.lemma_.lower()
            if (begun in COMING or begun in self.reading.lexicon.classes["occur"]) and is_infinitive(clause):
                undone, why = effect_of(self.reading, "v", head, "infinitive")
                if undone is None and lemma == "be":
                    undone, why = "planned", "is to"
                if undone is not None and undone != "kept":
                    self.found.take(undone, why)
                    return head
        failed = lemma in _COMING_TO_NOTHING or (lemma == "fall" and any(c.lower_ in _APART for c in head.children))
        if failed and self.found.effect in ("planned", "possible", "demanded"):
            self.found.take("absent", f"what {head.text!r}")
            return head
        if occurs or head.i in self.candidates:
            self.found.evident = True
            if occurs:
                self.verb(head, own=False)
                self.found.take(*effect_of(self.reading, "v", head, "subject"))
            return head if occurs else None
        effect = effect_of(self.reading, "v", head, "subject")
        if effect[0] is not None:
            self.found.take(*effect)
        elif lemma == "be":
            self._said_of(token, head)
        elif not is_given(self.reading, token):
            self.verb(head, own=False, lifted=is_pointed_at(token))
            if is_general(self.reading, token, head):
                self.found.heed("possible", f"what acts of its kind {head.text!r}")
        return None

    def _said_of(self, subject: Token, be: Token) -> None:
        """What a predicate says of its subject: "the attack is unlikely", "the report was an invention"."""
        for child in children(be, "acomp", "attr"):
            self.found.take(*effect_of(self.reading, "a" if child.pos_ == "ADJ" else "n", child, "subject"))
        if not self.found.effect and mood(self.reading, be) and not is_given(self.reading, subject):
            self.verb(be, own=False, lifted=is_pointed_at(subject))
            self.found.heed("possible", "what is denied of it")
        elif not children(be, "attr") and subject.pos_ == "NOUN" and is_general(self.reading, subject, be):
            self.found.heed("possible", "what is said of acts of its kind")

    def govern(self, token: Token, head: Token, relation: str, via: Token | None = None) -> Token | None:
        if self._is_kept(token, head, via):
            return head
        effect, why, is_act = self.effect_at(head, relation)
        if effect is None and head.lemma_ == "be" and token.dep_ in _PREDICATED:
            effect, why = specified(self.reading, head)
        if via is not None and via.lower_ == "without":
            self.found.take("absent", "without")
            return head
        if effect is None and via is not None:
            outer = outer_noun(self.reading, self.candidates, self.candidate.token, head, via)
            if outer is not None:
                head = outer
                effect, why, is_act = self.effect_at(head, relation)
        awaited = via is not None and via.lower_ in AWAITING and not self.reading.headline
        if awaited and via is not None and (head.tag_ in ("VBZ", "VBP") or is_future(self.reading, head)):
            self.found.take("planned", f"{via.lower_!r} it")
        if effect is None and via is not None and (token.dep_ == "pcomp" or token.tag_ == "VBG"):
            self.found.heed(*of_gerund(head, via, self.candidates))
        if effect == "given" and not is_any(token):
            self.found.evident = True
            return None
        told_of = effect == "kept" and not is_act and relation not in CLAUSES and not self._support(head)
        if told_of and is_given(self.reading, token):
            return None
        if effect is not None:
            if effect in ("kept", "given") and not is_act and head.pos_ in ("VERB", "AUX"):
                if relation.startswith("prep:") or (relation not in CLAUSES and self._support(head)):
                    self.found.evident = True
                self.verb(head, own=False, lifted=why.startswith("not "))
            else:
                if effect == "kept" and not is_act and via is not None and via.head.i == head.i:
                    self.found.evident = True
                self.apply(effect, why, head)
                self._conditions_of(token, head)
            return head
        if relation in CLAUSES:
            self.found.heed(*of_clause(head, token, relation, self.candidates))
            return self._govern_clause(token, head)
        if head.pos_ in ("VERB", "AUX"):
            if relation == "object" and self._support(head):
                self.found.evident = True
                self.verb(head, own=False)
                return head
            self._doubt(token, head, relation)
            if not is_given(self.reading, token):
                self.verb(head, own=False)
                return head
            return None
        if head.pos_ in ("NOUN", "PROPN", "ADJ"):
            if head.lemma_.lower() in self.reading.lexicon.classes["transparent"]:
                self.noun(head, own=False)
                return head
            self._doubt(token, head, relation)
            return None if is_given(self.reading, token) else head
        return None

    def _is_kept(self, token: Token, head: Token, via: Token | None) -> bool:
        """Whether a promise, a threat or a plan is made good, so that what it said is done."""
        if token.lemma_.lower() not in _PROMISES or head.pos_ != "VERB" or mood(self.reading, head) is not None:
            return False
        small = {child.lower_ for child in head.children}
        made = head.lemma_.lower() in _KEEPING or (head.lemma_ == "carry" and "out" in small)
        made = made or (via is not None and via.lower_ == "on" and head.lemma_ == "make" and "good" in small)
        if made and self.found.effect in ("planned", "possible", "threatened", "demanded"):
            self.found.effect = None
            self.found.path.append(f"{head.text!r} {token.text}: done")
        return made

    def _doubt(self, token: Token, head: Token, relation: str) -> None:
        if not self.candidate.is_verb and not self.found.evident:
            self.found.heed(*of_noun(self.reading, head, token, relation, self.candidates))

    def _govern_clause(self, token: Token, head: Token) -> Token | None:
        bare = token.tag_ == "VBG" and children(token, "nsubj") and not children(token, "aux")
        if bare and head.pos_ == "VERB" and head.lemma_.lower() not in _WITNESSING:
            return None  # A party in its act, taken for a clause: "to disperse students marching", who march.
        if head.lemma_ == "be" and is_infinitive(token):
            undone = head.tag_ == "VBD" and any(child.lower_ == "have" for child in children(token, "aux"))
            self.found.take("absent" if undone else "planned", "is to")
        if token.dep_ == "xcomp":
            self.verb(head, own=False)
            if is_infinitive(token) and head.pos_ == "VERB" and head.i not in self.candidates:
                self.found.take("possible", f"what {head.text!r} leaves open")
        self._conditions_of(token, head)
        if token.dep_ in ("csubj", "csubjpass", "ccomp", "parataxis") and head.lemma_ == "be":
            self._said_of(token, head)
        return head

    def _conditions_of(self, token: Token, head: Token) -> None:
        """A condition that the parser hung on the verb of saying: "unless they go, he said, his men would fire"."""
        if token.dep_ in ("ccomp", "parataxis") and is_future(self.reading, token):
            for clause in children(head, "advcl"):
                if opens_condition(clause):
                    self.condition(clause)

    def apply(self, effect: Effect, why: str, head: Token) -> None:
        if effect == "demanded" and head.lemma_.lower() in _WISHING:
            own = any(c.dep_ == "ccomp" or children(c, "nsubj") for c in children(head, "ccomp", "xcomp"))
            if not own and not children(head, "dobj"):
                effect = "possible"
        if self.found.act is None and head.i in self.candidates and effect != "kept":
            self.found.act = head
            if effect not in ("stated", "alleged") and is_negated(head):
                effect = "possible"
            elif effect == "possible" and self.candidates[head.i].entry.event == "THREATEN" and self._is_own():
                effect = "threatened"
        self.found.take(effect, why)
        if effect not in ("kept", "stated", "ongoing", "given"):
            for clause in children(head, "advcl"):
                if opens_condition(clause):
                    self.condition(clause)

    def _is_own(self) -> bool:
        """Whether a warning is of what its speaker will do: "warned Chad that it would close the border"."""
        subject = next(iter(children(self.candidate.token, "nsubj")), None)
        return subject is not None and subject.lower_ in _SPEAKERS and self.found.effect == "planned"

    def effect_at(self, head: Token, relation: str) -> tuple[Effect | None, str, bool]:
        return effect_at(self.reading, self.candidates, self.candidate.token, head, relation)

    def _support(self, head: Token) -> bool:
        return head.lemma_.lower() in self.reading.lexicon.classes["support"]

    # What a word says of itself ---------------------------------------------------------------------------------------

    def verb(self, token: Token, own: bool, lifted: bool = False) -> None:
        """What a verb says of itself; `lifted` where its negation is reckoned with: "did not hesitate to fire"."""
        effect = mood(self.reading, token, lifted=lifted)
        if effect is not None:
            self.found.take(effect, f"the form of {token.text!r}")
        if own and is_progressive(token):
            self.found.take("ongoing", f"the form of {token.text!r}")
        if own:
            self.found.take(*mistaken_verb(self.reading, token))
        for cue in inserted(token):
            effect, why = doubt_of(self.reading, cue)
            self.found.take(effect, why)
        told = self.candidates.get(token.i)
        speaks = told is not None and told.entry.event in CONTENT and not own
        if not (own and self.speech and effect is None) and not speaks:
            for clause in children(token, "advcl"):
                if opens_condition(clause):
                    self.condition(clause)
        for child in token.children:
            if (own and child.i in self.candidate.parts) or is_no_sooner(child):
                continue
            if (child.dep_ in ("advmod", "neg") or child.pos_ == "ADV") and not (lifted and child.dep_ == "neg"):
                self.found.take(*effect_of(self.reading, "a", child, "adverb"))

    def condition(self, clause: Token) -> None:
        if self.found.condition is None:
            self.found.condition = extent(clause)
            self.found.path.append("a condition is stated")

    def noun(self, token: Token, own: bool) -> None:
        if is_negated(token):
            self.found.take("absent", f"no {token.text}")
        if own:
            self.found.take(*mistaken_verb(self.reading, token))
        for child in token.children:
            if child.dep_ in ("amod", "compound", "nmod", "advmod", "det"):
                self.found.take(*effect_of(self.reading, "a", child, "modifier"))
            elif child.dep_ == "acl" and child.tag_ == "VBN":
                self.found.take(*of_participle(self.reading, child))
            elif child.dep_ == "relcl" and own:
                self.found.take(*of_relative(self.reading, child))
        if own and is_definite(self.reading, token):
            self.found.definite = True
