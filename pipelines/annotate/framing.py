"""What a sentence does to the acts in it as a whole: a stated condition, a question, a film or a drill it tells of."""

from __future__ import annotations

from pipelines.annotate.conditions import Opener
from pipelines.annotate.operators import effect_of
from pipelines.annotate.reading import Reading
from pipelines.annotate.realities import DEEDS, Reality
from pipelines.annotate.syntax import Token, children, objects_of, prepositional, subjects

_MAIN = frozenset({"ROOT", "conj", "nsubj", "nsubjpass", "dobj", "ccomp", "acl", "pobj"})
_DRILLS = frozenset({"exercise", "drill", "wargame"})
_REAL_IN_DRILLS = frozenset({"COOPERATE", "MOBILIZE", "CONSULT"})
_PLAYING = frozenset({"play", "pretend", "simulate", "rehearse", "pose", "role-play", "stage", "practise", "practice"})
_PRETENDED = frozenset({"mock", "fictional", "fictitious", "simulated"})


def heed_conditions(reading: Reading, found: Reality, openers: list[tuple[Opener, bool]]) -> None:
    """A condition that a phrase opens holds for what stands in it, and for what is yet to come beside it."""
    unreal = found.effect in ("planned", "possible", "conditional", "threatened", "demanded")
    for opener, inside in openers:
        if opener.operator.effect == "conditional" and found.condition is None and (inside or unreal):
            found.condition = (opener.first, opener.last)
            found.path.append(f"a condition is stated: {reading.doc[opener.first : opener.end + 1].text!r}")


def heed_fiction(reading: Reading, token: Token, event: str, found: Reality) -> None:
    """What a book, a play or a drill tells is no act: "in the film, soldiers storm the palace"."""
    classes = reading.lexicon.classes
    words = reading.vocabulary(token.sent)
    if words.isdisjoint(classes["fiction"]) and words.isdisjoint(classes["works"]) and words.isdisjoint(_PRETENDED):
        return
    if event in DEEDS and _is_told_in_a_work(reading, token):
        found.take("none", "a work of fiction tells of it")
        return
    fiction = classes["fiction"]
    for verb in (token, *token.ancestors):
        if verb.pos_ not in ("VERB", "AUX") and verb.i != token.i:
            continue
        inside = [
            t
            for t in prepositional(verb, "in", "during", "through", "throughout", "within")
            if not prepositional(t, "of")
        ]
        for noun in (*subjects(verb), *inside):
            played = any(t.lemma_.lower() in _PLAYING for t in token.sent)
            drilled = noun.lemma_.lower() in _DRILLS and (event in _REAL_IN_DRILLS or (noun.i > token.i and not played))
            if noun.i == token.i or drilled:
                continue
            kinds = {child.lower_ for child in children(noun, "amod", "compound", "nmod")}
            owned = any(owner.lemma_.lower() in classes["works"] for owner in children(noun, "poss"))
            if owned or noun.lemma_.lower() in fiction or kinds & _PRETENDED:
                found.take("none", f"{noun.text!r} tells of it")
                return


def _is_told_in_a_work(reading: Reading, token: Token) -> bool:
    """Whether a sentence about a film, a novel or an opera tells an act as its plot is told: in the present tense."""
    if reading.headline or not any(t.lemma_.lower() in reading.lexicon.classes["works"] for t in token.sent):
        return False
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    while verb.tag_ not in _FINITE and verb.dep_ in ("conj", "xcomp", "advcl", "acl", "pcomp", "prep", "ccomp"):
        verb = verb.head
    passive = any(child.dep_ == "auxpass" and child.tag_ in ("VBZ", "VBP") for child in verb.children)
    present = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBN" and passive)
    if not present or any(child.dep_ == "aux" for child in verb.children):
        return False
    return not any(t.lemma_.lower() in reading.lexicon.classes["works"] for t in objects_of(verb))


_FINITE = frozenset({"VBD", "VBZ", "VBP"})


_IMAGINED = frozenset({
    "scenario", "option", "possibility", "alternative", "hypothesis", "vision", "nightmare", "daydream", "forecast",
})  # fmt: skip
_LOOKING_BACK = 3
"""Sentences for which what is imagined in one goes on to be told."""


def heed_scenario(reading: Reading, token: Token, found: Reality) -> None:
    """What a scenario tells in the present tense: "They see two scenarios. In the first, the army attacks"."""
    if found.effect is not None or reading.headline:
        return
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    if verb.tag_ not in ("VBZ", "VBP") or children(verb, "aux"):
        return
    before = [sentence for sentence in reading.doc.sents if sentence.start < token.sent.start]
    for sentence in before[-_LOOKING_BACK:]:
        root = sentence.root
        told = (*subjects(root), *objects_of(root), *children(root, "attr"))
        if any(noun.lemma_.lower() in _IMAGINED for noun in told):
            found.take("possible", "a scenario tells of it")
            return


def heed_question(reading: Reading, token: Token, found: Reality) -> None:
    """A question tells of nothing that happened; a heading that asks "why" or "who" tells of no act at all."""
    sentence = token.sent
    asked = sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-2].text == "?")
    words = [t for t in sentence if not t.is_punct and t.pos_ != "CCONJ"]
    polar = bool(asked and words and (words[0].pos_ == "AUX" or words[0].lower_ in ("do", "does", "did", "what")))
    if asked and (polar or (found.effect is None and token.dep_ in _MAIN)):
        if polar and found.effect in ("planned", "threatened", "conditional", "demanded"):
            found.effect = None
        found.take("possible", "a question")
    elif not asked and found.effect is None and sentence[0].lower_ == "who" and not reading.headline:
        found.take("possible", "who did it is left open")
    if reading.headline and sentence[0].tag_ in ("WRB", "WP", "WDT"):
        found.take("none", "a heading that asks")


_ALLEGATIONS = frozenset({"claims", "charges", "accusations", "allegations", "assertions"})
_ALLEGING = frozenset({"claim", "charge", "accusation", "allegation", "assertion", "contention", "suspicion"})
_COMMENTING = _ALLEGATIONS | _ALLEGING | {"which"}


def heed_comments(reading: Reading, token: Token, found: Reality) -> None:
    """What is said of the whole sentence at its end: "..., a charge that Chad denies", "..., which Chad denies"."""
    if reading.vocabulary(token.sent).isdisjoint(_COMMENTING):
        return
    for word in reading.doc[token.i + 1 : token.sent.end]:
        aside = word.dep_ in ("appos", "npadvmod", "attr", "conj", "dobj") and word.left_edge.i > token.i
        comma = word.nbor(-1).text == "," and word.lower_ in _ALLEGATIONS
        if comma and word.i + 1 < word.sent.end and word.nbor(1).lower_ in ("that", "which"):
            found.take("alleged", f"{word.text!r} speaks of it")
            continue
        if not aside or word.left_edge.i == 0 or word.left_edge.nbor(-1).text not in (",", "—", "–", "-"):
            continue
        named = word.left_edge.lower_ in ("a", "an") or (word.tag_ == "NNS" and word.left_edge.i == word.i)
        if word.lemma_.lower() in _ALLEGING and named:
            denied = any(effect_of(reading, "v", clause, "object")[0] == "denied" for clause in children(word, "relcl"))
            found.take("denied" if denied else "alleged", f"{word.text!r} speaks of it")
        elif word.lower_ == "which" and effect_of(reading, "v", word.head, "object")[0] == "denied":
            found.take("denied", f"what {word.head.text!r} speaks of")
