"""How real an act is: what the words around its trigger say, from the trigger up through all that governs it.

The climb goes from the trigger to the root of its sentence. The innermost word that changes the reality of what it
governs decides; a stated condition wins over all. The words and their effects are data (`content` of an entry, and
`operators.yml`). Whose word it is, is `speech.py`'s matter, save that the governing act of speech is noted here.
"""

from __future__ import annotations

from pipelines.annotate.event_lexicon import Effect
from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import CONTENT, Reality
from pipelines.annotate.syntax import (
    CONTACTING,
    Token,
    children,
    governor_of,
    is_for_clause,
    is_negated,
    is_passive,
    prepositional,
)
from pipelines.annotate.triggers import Candidate

_NOBODY = frozenset({"nobody", "none", "noone", "nothing", "neither"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_MAY = frozenset({"may", "might", "could", "can", "ca"})
_MUST = frozenset({"should", "must", "ought", "need"})
_IF = frozenset({"if", "unless", "provided", "should", "lest"})
_COMING_TOGETHER = frozenset({
    "be", "gather", "assemble", "march", "walk", "converge", "meet", "rally", "come", "turn", "go", "take", "stand",
    "sit", "join", "flock", "camp", "line", "picket", "boycott", "block", "close", "occupy", "chant", "burn", "wave",
    "hold", "stage",
})  # fmt: skip
_TAKEN_FOR_GRANTED = frozenset({"after", "following", "during", "amid", "amidst", "despite", "since"})
"""Prepositions whose noun took place, where what they are said of did: "was dismissed after a strike"."""
_MAIN = frozenset({"ROOT", "conj", "nsubj", "nsubjpass", "dobj", "ccomp", "acl", "pobj"})


def reality(reading: Reading, candidate: Candidate, candidates: dict[int, Candidate]) -> Reality:
    """Climb from a candidate's trigger to its root, and gather what changes how real it is."""
    found = Reality()
    climb = _Climb(reading, candidate, candidates, found)
    climb.run()
    sentence = candidate.token.sent
    asked = sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-2].text == "?")
    if asked and found.effect is None and candidate.token.dep_ in _MAIN:
        found.take("possible", "a question")
    if reading.headline and sentence[0].tag_ in ("WRB", "WP", "WDT"):
        found.take("none", "a heading that asks")
    return found


def _own(verb: Token) -> list[Token]:
    return children(verb, "nsubj", "nsubjpass")


def _is_none(subject: Token) -> bool:
    return subject.lower_ in _NOBODY or is_negated(subject)


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
        seen = 0
        while token.head.i != token.i and seen < 60:
            seen += 1
            following = self._step(token)
            if following is None:
                break
            token = following

    # One step: from a token to what governs it ------------------------------------------------------------------------

    def _step(self, token: Token) -> Token | None:
        head, dep = token.head, token.dep_
        if token.pos_ in ("VERB", "AUX"):
            return self._step_from_clause(token, head, dep)
        return self._step_from_nominal(token, head, dep)

    def _step_from_clause(self, token: Token, head: Token, dep: str) -> Token | None:
        if dep == "conj":
            if head.pos_ in ("VERB", "AUX") and not children(token, "nsubj", "nsubjpass", "aux"):
                self._verb(head, own=False)
            return head
        if dep == "advcl":
            return self._step_from_adverbial(token, head)
        if dep == "pcomp":
            return self._govern(token, governor_of(head), f"prep:{head.lower_}", via=head)
        if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "parataxis"):
            return self._govern(token, head, "clause")
        if dep == "acl":
            return self._step_from_acl(token, head)
        if dep == "relcl":
            told = any(child.dep_ == "mark" or child.lower_ == "that" for child in token.children)
            content = told and bool(children(token, "nsubj", "nsubjpass")) and head.i in self.candidates
            return self._step_from_acl(token, head) if content else None
        if dep == "amod":
            return None
        return head if head.pos_ in ("VERB", "AUX") else None

    def _step_from_adverbial(self, token: Token, head: Token) -> Token | None:
        marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod", "aux")}
        if is_for_clause(token):
            before = self.found.effect
            following = self._govern(token, head, "clause")
            if self.found.effect is before:
                self.found.take("planned", "what is to be")
            return following
        if marks & _IF:
            self._condition(token)
            return head
        if "to" in marks and not children(token, "nsubj"):
            if head.lemma_.lower() in CONTACTING and self._is_said():
                return head
            effect, why, _ = self._effect_at(head, "clause")
            if effect is not None:
                self._apply(effect, why, head)
            elif not self._is_done_by(head):
                self.found.take("planned", "a purpose")
            return head
        if marks & {"before", "until", "till", "once"} and self._is_future(head):
            self.found.take("planned", "in a clause of time to come")
        if token.i < head.i or marks:
            return None if not self._is_future(head) or token.tag_ in ("VBD", "VBN") else head
        if token.tag_ == "VBG" and not marks:
            self._share(head)
        return None

    def _is_said(self) -> bool:
        """Whether the act is words: "called the premier to apologise" tells that they were said."""
        return self.candidate.is_verb and (self.speech or self.candidate.entry.event == "SUPPORT")

    def _share(self, head: Token) -> None:
        """A participle clause goes with its main verb: "will attack, killing" has not happened either."""
        effect = self._mood(head)
        if effect is not None:
            self.found.take(effect, f"goes with {head.text!r}")

    def _step_from_acl(self, token: Token, head: Token) -> Token | None:
        infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)
        if token.tag_ == "VBN":
            return None
        if token.tag_ == "VBG" and self.speech:
            return head
        effect, why, _ = self._effect_at(head, "clause")
        if effect is not None:
            self._apply(effect, why, head)
            return head
        if infinitive:
            if not self._is_done_by(head):
                self.found.take("planned", f"what {head.text!r} is for")
            return head
        return None

    def _is_done_by(self, head: Token) -> bool:
        """Whether an act of purpose is done by what governs it: who gathers or strikes to protest, protests."""
        if self.candidate.entry.event != "PROTEST":
            return False
        told = self.candidates.get(head.i)
        return (told is not None and told.entry.event == "PROTEST") or head.lemma_.lower() in _COMING_TOGETHER

    def _step_from_nominal(self, token: Token, head: Token, dep: str) -> Token | None:
        if dep in ("conj", "appos", "compound", "poss", "nmod", "amod"):
            return head
        if dep in ("dobj", "obj", "dative", "nsubjpass", "attr", "oprd"):
            return self._govern(token, head, "object")
        if dep in ("nsubj", "csubj"):
            return self._govern_subject(token, head)
        if dep == "pobj":
            preposition = head
            if preposition.head.i == preposition.i:
                return None
            if preposition.lower_ in _TAKEN_FOR_GRANTED and self._mood(preposition.head) is None:
                self.found.evident = True
            if preposition.dep_ in ("prep", "agent", "dative", "advmod", "mark", "pcomp"):
                return self._govern(token, preposition.head, f"prep:{preposition.lower_}", via=preposition)
            return None
        return None

    def _govern_subject(self, token: Token, head: Token) -> Token | None:
        lexicon = self.reading.lexicon
        lemma = head.lemma_.lower()
        if head.pos_ in ("VERB", "AUX"):
            if lemma in lexicon.classes["occur"] or head.i in self.candidates:
                self.found.evident = True
                if lemma in lexicon.classes["occur"]:
                    self._verb(head, own=False)
                    effect = self._operator_effect("v", head, "subject")
                    self.found.take(effect[0], effect[1])
                return head if lemma in lexicon.classes["occur"] else None
            effect = self._operator_effect("v", head, "subject")
            if effect[0] is not None:
                self.found.take(*effect)
            elif lemma == "be":
                for child in children(head, "acomp", "attr"):
                    self.found.take(*self._operator_effect("a" if child.pos_ == "ADJ" else "n", child, "subject"))
                if not self.found.effect and self._mood(head) and not self._definite(token):
                    self._verb(head, own=False)
            elif not self._definite(token):
                self._verb(head, own=False)
        return None

    def _govern(self, token: Token, head: Token, relation: str, via: Token | None = None) -> Token | None:
        effect, why, is_act = self._effect_at(head, relation)
        if via is not None and via.lower_ == "without":
            self.found.take("absent", "without")
            return head
        if effect is not None:
            if effect == "kept" and not is_act and head.pos_ in ("VERB", "AUX"):
                if relation != "clause" and self._support(head):
                    self.found.evident = True
                self._verb(head, own=False)
            else:
                self._apply(effect, why, head)
            return head
        if relation == "clause":
            if head.lemma_ == "be" and any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children):
                self.found.future = True
                self.found.take("planned", "is to")
            if token.dep_ == "xcomp":
                self._verb(head, own=False)
            return head
        if head.pos_ in ("VERB", "AUX"):
            if relation == "object" and self._support(head):
                self.found.evident = True
                self._verb(head, own=False)
                return head
            if not self._definite(token):
                self._verb(head, own=False)
                return head
            return None
        if head.pos_ in ("NOUN", "PROPN", "ADJ"):
            if head.lemma_.lower() in self.reading.lexicon.classes["transparent"]:
                self._noun(head, own=False)
                return head
            return None if self._definite(token) else head
        return None

    def _apply(self, effect: Effect, why: str, head: Token) -> None:
        if self.found.act is None and head.i in self.candidates and effect != "kept":
            self.found.act = head
            if effect not in ("stated", "alleged") and self._negated_act(head):
                effect = "possible"
        self.found.take(effect, why)
        if effect not in ("kept", "stated", "ongoing"):
            for clause in children(head, "advcl"):
                self._if_clause(clause)

    def _negated_act(self, head: Token) -> bool:
        return is_negated(head)

    def _effect_at(self, head: Token, relation: str) -> tuple[Effect | None, str, bool]:
        candidate = self.candidates.get(head.i)
        if candidate is not None and head.i != self.candidate.token.i:
            entry = candidate.entry
            effect = entry.content or CONTENT.get(entry.event)
            named = not entry.content_of or relation in entry.content_of
            if relation.startswith("prep:") and not entry.content_of:
                named = relation[5:] in ("of", "for", "to", "on", "with", "against", "over", "about", "into", "from")
                if relation[5:] in ("over", "about", "against", "with") and entry.content is None:
                    named = entry.event in ("ACCUSE", "THREATEN") and relation[5:] == "with"
            if relation == "object" and entry.content is None and entry.event == "ACCUSE":
                named = False
            if effect is not None and named:
                return effect, f"what {head.text!r} ({entry.event}) speaks of", True
        for kind, poses in (("v", ("VERB", "AUX")), ("n", ("NOUN", "PROPN")), ("a", ("ADJ", "ADV"))):
            if head.pos_ in poses or (kind == "a" and head.pos_ == "VERB" and head.tag_ == "VBN"):
                operator = self._operator_effect(kind, head, relation)
                if operator[0] is not None:
                    return operator[0], operator[1], False
        return None, "", False

    def _operator_effect(self, kind: str, head: Token, relation: str) -> tuple[Effect | None, str]:
        for operator in self.reading.lexicon.operators.get((kind, head.lemma_.lower()), ()):
            if operator.on and relation not in operator.on:
                continue
            if operator.particle is not None and not any(c.lower_ == operator.particle for c in head.children):
                continue
            if operator.voice is not None and (operator.voice == "passive") != is_passive(head):
                continue
            if not operator.on and relation == "subject":
                continue
            if relation.startswith("prep:") and relation not in operator.on and not operator.prep:
                if kind == "v" and relation[5:] not in (
                    "to",
                    "for",
                    "of",
                    "on",
                    "about",
                    "from",
                    "against",
                    "with",
                    "into",
                ):
                    continue
                if kind == "n" and relation[5:] not in ("of", "for", "to", "on", "about", "against", "over"):
                    continue
            if operator.prep and not (relation.startswith("prep:") and relation[5:] in operator.prep):
                continue
            effect = operator.effect
            if is_negated(head) and effect == "absent":
                return "kept", f"not {head.text!r}"
            return effect, f"{head.text!r}"
        return None, ""

    def _support(self, head: Token) -> bool:
        return head.lemma_.lower() in self.reading.lexicon.classes["support"]

    # What a word says of itself ---------------------------------------------------------------------------------------

    def _verb(self, token: Token, own: bool) -> None:
        effect = self._mood(token)
        if effect is not None:
            self.found.take(effect, f"the form of {token.text!r}")
        if own and self._progressive(token):
            self.found.take("ongoing", f"the form of {token.text!r}")
        told = self.candidates.get(token.i)
        speaks = told is not None and told.entry.event in CONTENT and not own
        if not (own and self.speech and effect is None) and not speaks:
            for clause in children(token, "advcl"):
                self._if_clause(clause)
        for child in token.children:
            if child.dep_ in ("advmod", "neg") or child.pos_ == "ADV":
                self.found.take(*self._operator_effect("a", child, "adverb"))

    def _if_clause(self, clause: Token) -> None:
        marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
        inverted = any(a.lower_ == "should" and a.i < s.i for a in children(clause, "aux") for s in _own(clause))
        if marks & _IF or inverted:
            self._condition(clause)

    def _condition(self, clause: Token) -> None:
        if self.found.condition is None:
            first, last = clause.left_edge, clause.right_edge
            while last.is_punct and last.i > first.i:
                last = last.nbor(-1)
            if first.i <= self.candidate.token.i <= last.i:
                last = clause.right_edge if clause.right_edge.i <= clause.sent.end - 1 else last
                while last.is_punct and last.i > first.i:
                    last = last.nbor(-1)
            self.found.condition = (first.i, last.i)
            self.found.path.append("a condition is stated")

    def _mood(self, verb: Token) -> Effect | None:
        auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i]
        words = {child.lower_ for child in auxiliaries}
        perfect = "have" in words
        negated = is_negated(verb) or any(_is_none(subject) for subject in _own(verb))
        if words & _FUTURE or self._going_to(verb):
            self.found.future = True
            return "absent" if negated else "planned"
        if "would" in words or ("'d" in words and not perfect and verb.tag_ == "VB"):
            if perfect or self._has_if(verb):
                return "conditional"
            self.found.future = True
            return "absent" if negated else "planned" if self._reported(verb) else "possible"
        if words & _MAY:
            return "absent" if negated and "could" in words and not perfect else "possible"
        if "should" in words and any(a.lower_ == "should" and a.i < s.i for a in auxiliaries for s in _own(verb)):
            self._condition(verb)
            return "conditional"
        if words & _MUST:
            return "demanded"
        if negated or any(_is_none(subject) for subject in _own(verb)):
            return "absent"
        if "to" in words and self.reading.headline and verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "ROOT":
            self.found.future = True
            return "planned"
        if "to" in words and (verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")):
            self.found.future = True
            return "planned"
        if "to" in words and any(child.lemma_ == "be" and child.pos_ == "AUX" for child in verb.head.children):
            return None
        imperative = verb.tag_ == "VB" and verb.dep_ == "ROOT" and not auxiliaries
        if imperative and not children(verb, "nsubj") and not self.reading.headline and verb.i == verb.sent.start:
            return "demanded"
        return None

    def _has_if(self, verb: Token) -> bool:
        return any(
            {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")} & _IF
            for clause in children(verb, "advcl")
        )

    def _reported(self, verb: Token) -> bool:
        return verb.dep_ in ("ccomp", "conj", "acl") and verb.head.pos_ in ("VERB", "NOUN", "AUX")

    def _going_to(self, verb: Token) -> bool:
        return verb.dep_ == "xcomp" and verb.head.lower_ == "going" and bool(children(verb.head, "aux"))

    def _progressive(self, verb: Token) -> bool:
        words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if verb.tag_ == "VBG" and words & {"is", "are", "'s", "'re", "am"}:
            return True
        if verb.tag_ == "VBG" and "been" in words and words & {"has", "have", "'s", "'ve"}:
            return True
        return bool(is_passive(verb) and "being" in words and words & {"is", "are", "am"})

    def _is_future(self, verb: Token) -> bool:
        words = {child.lower_ for child in verb.children if child.dep_ == "aux"}
        return bool(words & (_FUTURE | _MAY | _MUST | {"would"}))

    def _noun(self, token: Token, own: bool) -> None:
        if is_negated(token):
            self.found.take("absent", f"no {token.text}")
        for child in token.children:
            if child.dep_ in ("amod", "compound", "nmod", "advmod", "det"):
                self.found.take(*self._operator_effect("a", child, "modifier"))
            elif child.dep_ == "acl" and child.tag_ == "VBN":
                self.found.take(*self._operator_effect("v", child, "reduced"))
        if own and self._definite(token):
            self.found.evident = True

    def _definite(self, token: Token) -> bool:
        """Whether a noun is taken for granted: a definite or possessive one, or one with a date, place or number."""
        noun = token
        for child in noun.children:
            if child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those"):
                return True
            if child.dep_ in ("poss", "nummod"):
                return True
            if child.dep_ == "amod" and child.lower_ in self.reading.lexicon.classes["told"]:
                return True
            if child.i in self.reading.time_at:
                return True
        for target in prepositional(noun):
            if target.i in self.reading.time_at or target.i in self.reading.place_at:
                return True
            if target.i in self.reading.entity_at and self.reading.entity_at[target.i].kind != "agent":
                return True
        return False
