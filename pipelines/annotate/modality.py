"""How real an act is: what the words around its trigger say, from the trigger up through all that governs it.

The climb goes from the trigger to the root of its sentence. The innermost word that changes the reality of what it
governs decides, save that a plan yields to what is said of the plan; a stated condition wins over all. The words and
their effects are data (`content` of an entry, and `operators.yml`). Whose word it is, is the matter of `speech.py`,
save that the governing act of speech is noted here.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.annotate.conditions import Opener, around, extent, opens_condition
from pipelines.annotate.event_lexicon import Effect
from pipelines.annotate.framing import heed_comments, heed_conditions, heed_fiction, heed_question
from pipelines.annotate.insertions import doubt_of, inserted, mistaken_verb
from pipelines.annotate.moods import (
    is_definite,
    is_future,
    is_given,
    is_infinitive,
    is_present,
    is_progressive,
    is_ranked,
    is_yet_to_come,
    mood,
    relation_of,
)
from pipelines.annotate.operators import effect_at, effect_of, outer_noun
from pipelines.annotate.purposes import is_done_by, led_to_it
from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import CONTENT, Reality
from pipelines.annotate.syntax import CONTACTING, SUBJECTS, Token, children, governor_of, is_for_clause, is_negated
from pipelines.annotate.triggers import Candidate

_TAKEN_FOR_GRANTED = frozenset({"after", "following", "during", "amid", "amidst", "despite", "since"})
"""Prepositions whose noun took place, where what they are said of did: "was dismissed after a strike"."""
_WITNESSING = frozenset({"see", "watch", "hear", "have", "get", "mean", "involve", "entail", "include"})
_CLAUSES = frozenset({"clause", "gerund"})
_ASKING = frozenset({"whether"})
_WISHING = frozenset({"want", "need", "expect"})
"""Verbs that demand of another ("wants Chad to go"), and of themselves only wish ("wants to go")."""
_SPEAKERS = frozenset({"it", "we", "i", "they", "he", "she"})
_AWAITING = frozenset({"before", "until", "till"})
_ANY = frozenset({"any", "single", "anybody", "anyone", "anything"})
_TOWARDS = frozenset({"to", "toward", "towards", "about", "against", "at"})
"""Prepositions after which a gerund is what a word points to, and done only where the word says so."""
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
    if found.effect is None and candidate.entry.event not in CONTENT and is_yet_to_come(reading, candidate.token):
        found.take("planned", "on a day to come")
    if candidate.entry.event not in CONTENT:
        heed_comments(reading, candidate.token, found)
    return found


class _Climb:
    def __init__(
        self, reading: Reading, candidate: Candidate, candidates: dict[int, Candidate], found: Reality
    ) -> None:
        self.reading = reading
        self.candidate = candidate
        self.candidates = candidates
        self.found = found
        self.speech = candidate.entry.event in CONTENT

    def run(self) -> None:
        token = self.candidate.token
        if self.candidate.is_verb:
            self._verb(token, own=True)
        else:
            self._noun(token, own=True)
        for _ in range(60):
            following = self._step(token) if token.head.i != token.i else None
            if following is None:
                return
            token = following

    # One step: from a token to what governs it ------------------------------------------------------------------------

    def _step(self, token: Token) -> Token | None:
        head, dep = token.head, token.dep_
        if token.pos_ in ("VERB", "AUX") and dep != "pobj":
            return self._step_from_clause(token, head, dep)
        return self._step_from_nominal(token, head, dep)

    def _step_from_clause(self, token: Token, head: Token, dep: str) -> Token | None:
        marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod")}
        if dep in ("ccomp", "csubj", "csubjpass", "pcomp", "acl", "advcl") and marks & _ASKING:
            self.found.take("possible", "an open question")
        if dep == "conj":
            if head.pos_ in ("VERB", "AUX") and not children(token, "nsubj", "nsubjpass", "aux"):
                self._verb(head, own=False)
            return head
        if dep == "advcl":
            return self._step_from_adverbial(token, head, marks)
        if dep == "pcomp":
            return self._govern(token, governor_of(head), f"prep:{head.lower_}", via=head)
        if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "parataxis"):
            if dep == "ccomp" and "if" in marks:
                self.found.take("possible", "an open question")
            return self._govern(token, head, relation_of(token))
        if dep == "acl":
            return self._step_from_acl(token, head)
        if dep == "relcl" and is_infinitive(token) and not children(token, "nsubj", "nsubjpass"):
            return self._step_from_acl(token, head)
        if dep == "relcl":
            return self._step_from_acl(token, head) if self._is_content(token, head) else None
        if dep == "amod":
            return None
        return head if head.pos_ in ("VERB", "AUX") else None

    def _is_content(self, token: Token, head: Token) -> bool:
        """Whether a clause that the parser took for a relative one says what its noun says: "a claim that he fled"."""
        that = next((child for child in token.children if child.lower_ == "that"), None)
        own = [child for child in children(token, "nsubj", "nsubjpass") if child.lower_ not in ("that", "who", "which")]
        if not own or (that is None and not children(token, "mark")):
            return False
        return head.i in self.candidates or self._effect_at(head, "clause")[0] is not None

    def _step_from_adverbial(self, token: Token, head: Token, marks: set[str]) -> Token | None:
        if is_for_clause(token):
            before = self.found.effect
            following = self._govern(token, head, "clause")
            if self.found.effect is before:
                self.found.take("planned", "what is to be")
            return following
        if opens_condition(token):
            self._condition(token)
            return head
        if is_infinitive(token) and not children(token, "nsubj"):
            if head.lemma_.lower() in CONTACTING and self._is_said():
                return head
            effect, why, _ = self._effect_at(head, "clause")
            plot = self._plot(token, head) if effect is None else None
            if plot is not None:
                return plot
            if effect is not None:
                self._apply(effect, why, head)
            elif not is_done_by(self.candidate.entry.event, head, self.candidates):
                self.found.take("planned", "a purpose")
            return head
        present = is_present(token)
        self._heed_time(token, head, marks, present)
        if token.i < head.i or marks:
            return head if present and is_future(self.reading, head) else None
        if token.tag_ == "VBG":
            self._share(head)
        return None

    def _heed_time(self, clause: Token, head: Token, marks: set[str], present: bool) -> None:
        """What is awaited, or comes with what is to come, has not happened; nor has what is told "before any" of it."""
        awaited = marks & _AWAITING and present and clause.tag_ != "VBG" and not self.reading.headline
        if awaited or (marks & _TO_COME and present and is_future(self.reading, head)):
            self.found.take("planned", "in a clause of time to come")
        if "before" in marks and any(t.lower_ in _ANY for s in children(clause, *SUBJECTS) for t in s.subtree):
            self.found.take("absent", "before any")

    def _plot(self, purpose: Token, head: Token) -> Token | None:
        """The noun whose infinitive the parser hung on the verb: "foiled a plot to bomb the port"."""
        for noun in children(head, "dobj"):
            effect, why, _ = self._effect_at(noun, "clause") if noun.i < purpose.i else (None, "", False)
            if effect is not None:
                self.found.take(effect, why)
                return noun
        return None

    def _is_said(self) -> bool:
        """Whether the act is words: "called the premier to apologise" tells that they were said."""
        return self.candidate.is_verb and (self.speech or self.candidate.entry.event == "SUPPORT")

    def _share(self, head: Token) -> None:
        """A participle clause goes with its main verb: "will attack, killing" has not happened either."""
        effect = mood(self.reading, head)
        if effect is not None:
            self.found.take(effect, f"goes with {head.text!r}")

    def _step_from_acl(self, token: Token, head: Token) -> Token | None:
        if head.dep_ == "pobj" and any(c.lower_ == "being" for c in token.children):
            return self._govern(token, head.head.head, f"prep:{head.head.lower_}", via=head.head)
        if token.tag_ == "VBN" and token.dep_ == "acl" and not children(token, "nsubj", "nsubjpass"):
            return None
        if token.tag_ == "VBG" and self.speech:
            return head
        effect, why, _ = self._effect_at(head, "clause")
        if effect is not None:
            self._apply(effect, why, head)
            return head
        if is_infinitive(token):
            if not is_done_by(self.candidate.entry.event, head, self.candidates) and not is_ranked(head):
                self.found.take("planned", f"what {head.text!r} is for")
            return head
        return None

    def _step_from_nominal(self, token: Token, head: Token, dep: str) -> Token | None:
        if dep in ("conj", "appos", "compound", "poss", "nmod", "amod"):
            return head
        if dep in ("dobj", "obj", "dative", "nsubjpass", "attr", "oprd"):
            return self._govern(token, head, "object")
        if dep in ("nsubj", "csubj"):
            return self._govern_subject(token, head)
        if dep == "acomp" and head.pos_ in ("VERB", "AUX"):
            self._verb(head, own=False)
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
                return self._govern(token, preposition.head, f"prep:{preposition.lower_}", via=preposition)
            return None
        return None

    def _govern_subject(self, token: Token, head: Token) -> Token | None:
        if head.pos_ not in ("VERB", "AUX"):
            return None
        lemma = head.lemma_.lower()
        if self.reading.headline and head.tag_ in ("VBD", "VBN") and not children(head, "dobj"):
            undone, why = effect_of(self.reading, "v", head, "object")
            if undone == "absent":
                self.found.take(undone, why)
                return head
        occurs = lemma in self.reading.lexicon.classes["occur"]
        if occurs or head.i in self.candidates:
            self.found.evident = True
            if occurs:
                self._verb(head, own=False)
                self.found.take(*effect_of(self.reading, "v", head, "subject"))
            return head if occurs else None
        effect = effect_of(self.reading, "v", head, "subject")
        if effect[0] is not None:
            self.found.take(*effect)
        elif lemma == "be":
            self._said_of(token, head)
        elif not is_given(self.reading, token):
            self._verb(head, own=False)
        return None

    def _said_of(self, subject: Token, be: Token) -> None:
        """What a predicate says of its subject: "the attack is unlikely", "the report was an invention"."""
        for child in children(be, "acomp", "attr"):
            self.found.take(*effect_of(self.reading, "a" if child.pos_ == "ADJ" else "n", child, "subject"))
        if not self.found.effect and mood(self.reading, be) and not is_given(self.reading, subject):
            self._verb(be, own=False)

    def _govern(self, token: Token, head: Token, relation: str, via: Token | None = None) -> Token | None:
        effect, why, is_act = self._effect_at(head, relation)
        if via is not None and via.lower_ == "without":
            self.found.take("absent", "without")
            return head
        if effect is None and via is not None:
            outer = outer_noun(self.reading, self.candidates, self.candidate.token, head, via)
            if outer is not None:
                head = outer
                effect, why, is_act = self._effect_at(head, relation)
        if via is not None and via.lower_ in _AWAITING and head.tag_ in ("VBZ", "VBP") and not self.reading.headline:
            self.found.take("planned", f"{via.lower_!r} it")
        if effect is None and via is not None and token.dep_ == "pcomp" and via.lower_ in _TOWARDS:
            effect, why = "possible", f"what is done {via.lower_!r} it"
        if effect is not None:
            if effect == "kept" and not is_act and head.pos_ in ("VERB", "AUX"):
                if relation not in _CLAUSES and self._support(head):
                    self.found.evident = True
                self._verb(head, own=False)
            else:
                self._apply(effect, why, head)
                self._conditions_of(token, head)
            return head
        if relation in _CLAUSES:
            return self._govern_clause(token, head)
        if head.pos_ in ("VERB", "AUX"):
            if relation == "object" and self._support(head):
                self.found.evident = True
                self._verb(head, own=False)
                return head
            if not is_given(self.reading, token):
                self._verb(head, own=False)
                return head
            return None
        if head.pos_ in ("NOUN", "PROPN", "ADJ"):
            if head.lemma_.lower() in self.reading.lexicon.classes["transparent"]:
                self._noun(head, own=False)
                return head
            return None if is_given(self.reading, token) else head
        return None

    def _govern_clause(self, token: Token, head: Token) -> Token | None:
        bare = token.tag_ == "VBG" and children(token, "nsubj") and not children(token, "aux")
        if bare and head.pos_ == "VERB" and head.lemma_.lower() not in _WITNESSING:
            return None  # A party in its act, taken for a clause: "to disperse students marching", who march.
        if head.lemma_ == "be" and is_infinitive(token):
            self.found.take("planned", "is to")
        if token.dep_ == "xcomp":
            self._verb(head, own=False)
            if is_infinitive(token) and head.pos_ == "VERB" and head.i not in self.candidates:
                self.found.take("possible", f"what {head.text!r} leaves open")
        self._conditions_of(token, head)
        if token.dep_ in ("csubj", "csubjpass", "ccomp") and head.lemma_ == "be":
            self._said_of(token, head)
        return head

    def _conditions_of(self, token: Token, head: Token) -> None:
        """A condition that the parser hung on the verb of saying: "unless they go, he said, his men would fire"."""
        if token.dep_ in ("ccomp", "parataxis") and is_future(self.reading, token):
            for clause in children(head, "advcl"):
                if opens_condition(clause):
                    self._condition(clause)

    def _apply(self, effect: Effect, why: str, head: Token) -> None:
        if effect == "demanded" and head.lemma_.lower() in _WISHING and head.i not in self.candidates:
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
        if effect not in ("kept", "stated", "ongoing"):
            for clause in children(head, "advcl"):
                if opens_condition(clause):
                    self._condition(clause)

    def _is_own(self) -> bool:
        """Whether a warning is of what its speaker will do: "warned Chad that it would close the border"."""
        subject = next(iter(children(self.candidate.token, "nsubj")), None)
        return subject is not None and subject.lower_ in _SPEAKERS and self.found.effect == "planned"

    def _effect_at(self, head: Token, relation: str) -> tuple[Effect | None, str, bool]:
        return effect_at(self.reading, self.candidates, self.candidate.token, head, relation)

    def _support(self, head: Token) -> bool:
        return head.lemma_.lower() in self.reading.lexicon.classes["support"]

    # What a word says of itself ---------------------------------------------------------------------------------------

    def _verb(self, token: Token, own: bool) -> None:
        effect = mood(self.reading, token)
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
                    self._condition(clause)
        for child in token.children:
            if own and child.i in self.candidate.parts:
                continue
            if child.dep_ in ("advmod", "neg") or child.pos_ == "ADV":
                self.found.take(*effect_of(self.reading, "a", child, "adverb"))

    def _condition(self, clause: Token) -> None:
        if self.found.condition is None:
            self.found.condition = extent(clause)
            self.found.path.append("a condition is stated")

    def _noun(self, token: Token, own: bool) -> None:
        if is_negated(token):
            self.found.take("absent", f"no {token.text}")
        if own:
            self.found.take(*mistaken_verb(self.reading, token))
        for child in token.children:
            if child.dep_ in ("amod", "compound", "nmod", "advmod", "det"):
                self.found.take(*effect_of(self.reading, "a", child, "modifier"))
            elif child.dep_ == "acl" and child.tag_ == "VBN":
                self.found.take(*effect_of(self.reading, "v", child, "reduced"))
        if own and is_definite(self.reading, token):
            self.found.evident = True
