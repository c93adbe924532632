"""How real an act is: what the words around its trigger say, from the trigger up through all that governs it.

The climb goes from the trigger to the root of its sentence. The innermost word that changes the reality of what it
governs decides, save that a plan yields to what is said of the plan; a stated condition wins over all. The words and
their effects are data (`content` of an entry, and `operators.yml`). Whose word it is, is the matter of `speech.py`,
save that the governing act of speech is noted here.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.annotate.caution import is_shown, is_unbound
from pipelines.annotate.conditions import Opener, around, opens_condition
from pipelines.annotate.framing import heed_comments, heed_conditions, heed_fiction, heed_question, heed_scenario
from pipelines.annotate.governing import AWAITING, Governing
from pipelines.annotate.moods import (
    is_bare,
    is_future,
    is_infinitive,
    is_present,
    is_ranked,
    is_yet_to_come,
    mood,
    relation_of,
)
from pipelines.annotate.operators import effect_of
from pipelines.annotate.purposes import is_done_by, led_to_it
from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import CONTENT, DEEDS, Reality
from pipelines.annotate.syntax import CONTACTING, SUBJECTS, Token, children, governor_of, is_for_clause, is_negated
from pipelines.annotate.triggers import Candidate

_TAKEN_FOR_GRANTED = frozenset({"after", "following", "during", "amid", "amidst", "despite", "since"})
"""Prepositions whose noun took place, where what they are said of did: "was dismissed after a strike"."""
_ASKING = frozenset({"whether"})
_ANY = frozenset({"any", "single", "anybody", "anyone", "anything"})
_TO_COME = frozenset({"before", "until", "till", "once", "when", "as", "after"})


def reality(
    reading: Reading, candidate: Candidate, candidates: dict[int, Candidate], openers: Sequence[Opener] = ()
) -> Reality:
    """Climb from a candidate's trigger to its root, and gather what changes how real it is."""
    found = Reality()
    here = list(around(openers, candidate.token))
    for opener, inside in here:
        whole = opener.operator.reach == "sentence" and candidate.entry.event in CONTENT
        if inside and opener.operator.effect != "conditional" and not whole:
            found.take(opener.operator.effect, repr(reading.doc[opener.first : opener.end + 1].text))
    _Climb(reading, candidate, candidates, found).run()
    heed_fiction(reading, candidate.token, candidate.entry.event, found)
    heed_conditions(reading, found, here)
    heed_question(reading, candidate.token, found)
    if candidate.entry.event in DEEDS:
        heed_scenario(reading, candidate.token, found)
    if found.effect is None and is_bare(reading, candidate.token) and not any(w.endswith(": kept") for w in found.path):
        found.heed("possible", "a bare form")
    if found.effect is None and candidate.entry.event not in CONTENT and is_yet_to_come(reading, candidate.token):
        found.take("planned", "on a day to come")
    if candidate.entry.event not in CONTENT:
        heed_comments(reading, candidate.token, found)
    return found


class _Climb(Governing):
    def run(self) -> None:
        token = self.candidate.token
        if self.candidate.is_verb:
            self.verb(token, own=True)
        else:
            self.noun(token, own=True)
        for _ in range(60):
            following = self._step(token) if token.head.i != token.i else None
            if following is None:
                return
            token = following

    # One step: from a token to what governs it ------------------------------------------------------------------------

    def _step(self, token: Token) -> Token | None:
        head, dep = token.head, token.dep_
        if token.pos_ in ("VERB", "AUX") and dep not in _NOMINAL:
            return self._step_from_clause(token, head, dep)
        return self._step_from_nominal(token, head, dep)

    def _step_from_clause(self, token: Token, head: Token, dep: str) -> Token | None:
        marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod")}
        if dep in ("relcl", "ccomp", "advcl"):
            self._heed_cleft(token, head)
        if dep in ("ccomp", "xcomp", "csubj", "csubjpass", "pcomp", "acl", "advcl") and marks & _ASKING:
            self.found.take("possible", "an open question")
        if dep == "conj":
            head = _shared_with(token, head)
            apart = token.tag_ in ("VBD", "VBZ") and head.tag_ == "VB"
            if head.pos_ in ("VERB", "AUX") and not apart and not children(token, "nsubj", "nsubjpass", "aux"):
                self.verb(head, own=False)
            return head
        if dep == "advcl":
            return self._step_from_adverbial(token, head, marks)
        if dep == "pcomp":
            if head.lower_ in _PARTICLES and head.i == head.head.i + 1:
                return self.govern(token, head.head, "gerund")
            return self.govern(token, _beyond(governor_of(head)), f"prep:{head.lower_}", via=head)
        if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "parataxis"):
            if dep == "ccomp" and "if" in marks:
                self.found.take("possible", "an open question")
            if dep == "ccomp" and is_infinitive(token):  # "made preparations to leave", read as what they do.
                for noun in children(token, "nsubj"):
                    effect, why, _ = self.effect_at(noun, "infinitive")
                    if effect not in (None, "kept") and noun.i == token.i - 2:
                        self.found.take(effect, why)
                        return head
            return self.govern(token, head, relation_of(token))
        if dep == "acl":
            return self._step_from_acl(token, head)
        for_whom = is_for_clause(token) or not children(token, "nsubj", "nsubjpass")
        if dep == "relcl" and is_infinitive(token) and for_whom:
            return self._step_from_acl(token, head)
        if dep == "relcl":
            if is_unbound(self.reading, token):
                self.found.take("possible", f"whoever {token.text!r}")
            return self._step_from_acl(token, head) if self._is_content(token, head) else None
        if dep == "amod":
            return None
        return head if head.pos_ in ("VERB", "AUX") else None

    def _heed_cleft(self, clause: Token, noun: Token) -> None:
        """What "it is" with a noun makes of a clause: "it is time they left", "it was not Chad that fired"."""
        if noun.lemma_ == "be" and clause.tag_ == "VBD" and clause.left_edge.lower_ == "time":
            self.found.take("demanded", "it is time")
        be = noun.head
        if noun.dep_ != "attr" or be.lemma_ != "be" or not any(c.lower_ == "it" for c in children(be, "nsubj")):
            return
        if noun.lemma_ == "time" and clause.tag_ == "VBD":
            self.found.take("demanded", "it is time")
        elif is_negated(be):
            self.found.take("denied", f"it is not {noun.text}")

    def _is_content(self, token: Token, head: Token) -> bool:
        """Whether a clause that the parser took for a relative one says what its noun says: "a claim that he fled"."""
        that = next((child for child in token.children if child.lower_ == "that"), None)
        own = [child for child in children(token, "nsubj", "nsubjpass") if child.lower_ not in ("that", "who", "which")]
        if not own or (that is None and not children(token, "mark")):
            return False
        return head.i in self.candidates or self.effect_at(head, "that")[0] is not None

    def _step_from_adverbial(self, token: Token, head: Token, marks: set[str]) -> Token | None:
        if is_for_clause(token):
            before = self.found.effect
            for predicate in children(head, "acomp", "attr") if head.lemma_ == "be" else ():
                self.found.take(*self.effect_at(predicate, "infinitive")[:2])
            self.found.take(*effect_of(self.reading, "v", head, "prep:for"))
            following = head if self.found.effect is not before else self.govern(token, head, "clause")
            if self.found.effect is before:
                self.found.take("planned", "what is to be")
            return following
        if opens_condition(token):
            self.condition(token)
            return head
        if is_infinitive(token) and not children(token, "nsubj"):
            if head.lemma_.lower() in CONTACTING and self._is_said():
                return head
            effect, why, _ = self.effect_at(head, "infinitive")
            plot = self._plot(token, head) if effect in (None, "kept") else None
            if plot is not None:
                return plot
            if effect is not None:
                self.apply(effect, why, head)
            elif not is_done_by(self.candidate.entry.event, head, self.candidates):
                first = token.left_edge
                done = first.nbor(-1) if first.i > head.i else head
                refused = done.i > head.i and (is_negated(done) or done.lower_ in ("little", "nothing"))
                self.found.take("absent" if refused else "planned", "a purpose")
            return head
        if token.tag_ == "VBG" and not marks and token.left_edge.i > head.i:
            effect, why, _ = self.effect_at(head, "gerund")
            between = self.reading.doc[head.i + 1 : token.left_edge.i]
            if effect is not None and effect != "kept" and not any(t.is_punct for t in between):
                self.apply(effect, why, head)
                return head
        if "if" in marks and not opens_condition(token):
            self.found.take("possible", "an open question")
        present = is_present(token)
        self._heed_time(token, head, marks, present)
        if token.i < head.i or marks:
            return head if present and is_future(self.reading, head) else None
        if token.tag_ == "VBG":  # A participle goes with its verb: "will attack, killing" has not happened either.
            self.verb(head, own=False)
            return head
        return None

    def _heed_time(self, clause: Token, head: Token, marks: set[str], present: bool) -> None:
        """What is awaited, or comes with what is to come, has not happened; nor has what is told "before any" of it."""
        awaited = marks & AWAITING and present and clause.tag_ != "VBG" and not self.reading.headline
        if awaited or (marks & _TO_COME and present and is_future(self.reading, head)):
            self.found.take("planned", "in a clause of time to come")
        unable = "before" in marks and any(a.lower_ in ("could", "can") for a in children(clause, "aux"))
        if unable:
            self.found.take("absent", "before it could")
        if "before" in marks and any(t.lower_ in _ANY for s in children(clause, *SUBJECTS) for t in s.subtree):
            self.found.take("absent", "before any")

    def _plot(self, purpose: Token, head: Token) -> Token | None:
        """The noun whose infinitive the parser hung on the verb: "foiled a plot to bomb the port"."""
        for noun in children(head, "dobj"):
            effect, why, _ = self.effect_at(noun, "infinitive") if noun.i < purpose.i else (None, "", False)
            if effect is not None:
                self.found.take(effect, why)
                return noun
        return None

    def _is_said(self) -> bool:
        """Whether the act is words: "called the premier to apologise" tells that they were said."""
        return self.candidate.is_verb and (self.speech or self.candidate.entry.event == "SUPPORT")

    def _step_from_acl(self, token: Token, head: Token) -> Token | None:
        if head.dep_ == "pobj" and any(c.lower_ == "being" for c in token.children):
            return self.govern(token, head.head.head, f"prep:{head.head.lower_}", via=head.head)
        if token.tag_ == "VBN" and token.dep_ == "acl" and not children(token, "nsubj", "nsubjpass"):
            return None
        if token.tag_ == "VBG" and self.speech:
            return head
        effect, why, _ = self.effect_at(head, relation_of(token))
        if effect is not None:
            self.apply(effect, why, head)
            if effect == "kept" and head.dep_ == "attr":
                self.verb(head.head, own=False)
            return head
        if is_infinitive(token):
            if is_negated(head):
                self.found.take("absent", f"no {head.text}")
            elif not is_done_by(self.candidate.entry.event, head, self.candidates) and not is_ranked(head):
                self.found.take("planned", f"what {head.text!r} is for")
            return head
        if any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children):
            self.found.heed("alleged", f"what {head.text!r} says")
            return head
        return head.head if token.tag_ == "VBG" and is_shown(head) else None

    def _described(self, noun: Token) -> None:
        """What a noun does to the act that describes it: "invasion fears", "a strike threat"."""
        if noun.pos_ != "NOUN" or noun.lemma_.lower() in self.reading.lexicon.classes["carrier"]:
            return
        for relation in ("prep:of", "prep:for"):
            effect, why, _ = self.effect_at(noun, relation)
            if effect is not None:
                self.found.take(effect, why)
                return

    def _step_from_nominal(self, token: Token, head: Token, dep: str) -> Token | None:
        if dep in ("compound", "nmod", "amod") and head.i not in self.candidates:
            self._described(head)
            return head
        if dep in ("conj", "appos", "compound", "poss", "nmod", "amod"):
            return head
        if dep in ("dobj", "obj", "dative", "nsubjpass", "attr", "oprd", "npadvmod"):
            return self.govern(token, head, "object")
        if dep in ("nsubj", "csubj"):
            return self.govern_subject(token, head)
        if dep == "acomp" and head.pos_ in ("VERB", "AUX"):
            self.verb(head, own=False)
            return head
        if dep == "pobj":
            preposition = head
            if preposition.head.i == preposition.i:
                return None
            if preposition.lower_ in _TAKEN_FOR_GRANTED and mood(self.reading, preposition.head) is None:
                self.found.evident = True
            if led_to_it(self.reading, self.candidate.entry.event, preposition, self.candidates):
                self.found.evident = True
                return None
            if preposition.dep_ in ("prep", "agent", "dative", "advmod", "mark", "pcomp"):
                if preposition.lower_ in _PARTICLES and preposition.i == preposition.head.i + 1:
                    return self.govern(token, preposition.head, "object")
                if self._is_verb_after_all(token, preposition):
                    return self.govern(token, preposition.head, "infinitive")
                return self.govern(token, _beyond(preposition.head), f"prep:{preposition.lower_}", via=preposition)
            return None
        return None

    def _is_verb_after_all(self, noun: Token, to: Token) -> bool:
        """Whether a bare noun after "to" is the infinitive of the same form: "is set to march on the palace"."""
        bare = to.lower_ == "to" and noun.i == to.i + 1 and noun.tag_ in ("NN", "NNP", "VB")
        return bare and noun.lemma_.lower() in self.reading.lexicon.verbs


_NOMINAL = frozenset({"pobj", "nsubj", "nsubjpass", "dobj"})
_PARTICLES = frozenset({"out", "off"})


def _beyond(head: Token) -> Token:
    """The verb of a small word that a second preposition hangs on: "backed away from bombing it"."""
    small = head.dep_ in ("advmod", "prt") and head.lower_ in ("away", "back", "down", "off", "ahead", "forward", "up")
    return head.head if small and head.head.pos_ == "VERB" else head


def _shared_with(token: Token, head: Token) -> Token:
    """The infinitive that a bare verb is joined to, where the parser joined it to what governs that: "plans to reopen
    the port, appoint a mayor and arm the guards"."""
    if token.tag_ != "VB" or head.tag_ not in ("VBZ", "VBP", "VBD", "VBN") or children(token, *SUBJECTS, "aux"):
        return head
    return next((c for c in children(head, "xcomp") if c.i < token.i and is_infinitive(c)), head)
