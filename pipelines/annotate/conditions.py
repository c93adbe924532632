"""Conditions: where a sentence states one, and how far its words reach.

A condition is opened by a conjunction ("if", "unless"), by inversion ("should he", "had they"), or by a phrase of
`operators.yml` with the effect `conditional` ("as long as", "in case of"). Spans are of tokens, both ends included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.annotate.event_lexicon import Example, Operator
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token, children

IF = frozenset({"if", "unless", "provided", "providing", "lest", "assuming", "supposing"})
_INVERTED = frozenset({"should", "were", "had"})
_REACH = 5
"""Tokens after a phrase such as "instead of" that it can still govern."""


@dataclass(frozen=True, slots=True)
class Opener:
    """A phrase of the lexicon where it stands; `last` is the last token of what it governs."""

    first: int
    end: int
    last: int
    operator: Operator


def opens_condition(clause: Token) -> bool:
    """Whether a clause is a condition by its conjunction or its word order."""
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod", "prep")}
    if "if" in marks and _asks(clause):
        return False
    return bool(marks & IF) or is_inverted(clause) or (clause.lower_ in IF and bool(children(clause, "ccomp")))


_ASKING = frozenset({
    "know", "ask", "wonder", "see", "determine", "establish", "doubt", "check", "decide", "learn", "inquire", "enquire",
    "question", "verify", "confirm", "clarify",
})  # fmt: skip


def _asks(clause: Token) -> bool:
    """Whether "if" stands for "whether", right after a verb of asking: "nobody knows if he fled"."""
    head = clause.head
    return head.lemma_.lower() in _ASKING and clause.left_edge.i == head.i + 1


def is_inverted(clause: Token) -> bool:
    """Whether an auxiliary stands before the subject in a clause that asks nothing: "should he go", "had they gone"."""
    if clause.sent[-1].text == "?":
        return False
    subjects = children(clause, "nsubj", "nsubjpass")
    first = [a for a in (clause, *children(clause, "aux", "auxpass")) if a.lower_ in _INVERTED]
    if clause.dep_ == "ROOT" and clause.sent.start != clause.left_edge.i:
        return False
    return any(a.i < s.i and a.i == clause.left_edge.i for a in first for s in subjects)


def extent(clause: Token) -> tuple[int, int]:
    """The first and last token of a clause without the punctuation at its end."""
    first, last = clause.left_edge, clause.right_edge
    while last.is_punct and last.i > first.i:
        last = last.nbor(-1)
    return first.i, last.i


def find_openers(reading: Reading) -> list[Opener]:
    """The phrases of the lexicon in a paragraph, longest first at each place."""
    found: list[Opener] = []
    taken = -1
    tokens = reading.doc.tokens
    for token in tokens:
        if token.i <= taken:
            continue
        for words, operator in _starting_with(reading, token):
            end = token.i + len(words) - 1
            if end >= token.sent.end or not all(map(_matches, tokens[token.i : end + 1], words)):
                continue
            if operator.effect == "conditional" and not _opens(token, words):
                continue
            found.append(Opener(token.i, end, _reach(reading, end, operator), operator))
            taken = end
            break
    return sorted([*found, *_inversions(reading)], key=lambda opener: opener.first)


_BY_ORDER = Operator(
    phrases=("should",), effect="conditional", examples=(Example(text="Should Chad attack, Togo would leave."),)
)
_SUPPOSING = frozenset({"supposing", "assuming", "imagine", "suppose", "say"})
"""Words that open a sentence with what is only supposed."""
_PROVIDED = frozenset({"provided", "providing"})
_UNREAL = frozenset({"will", "would", "could", "might", "may", "wo", "'ll", "’ll", "'d", "’d", "can", "must"})
_SUBJECTIVE = frozenset({"i", "he", "she", "it", "they", "we", "you"})


def _inversions(reading: Reading) -> Iterator[Opener]:
    """Conditions told by word order alone, however they are parsed: "Should the fighting resume, it would …"."""
    for sentence in reading.doc.sents:
        words = {token.lower_ for token in sentence}
        if words.isdisjoint(_UNREAL) or sentence[-1].text == "?" or words.isdisjoint(_OPENING):
            continue
        for token in sentence:
            if token.lower_ not in _OPENING or token.i + 1 >= sentence.end:
                continue
            if (token.lower_ in _INVERTED and _is_fronted(token)) or _is_supposing(token):
                rest = reading.doc[token.i + 1 : sentence.end]
                last = next(
                    (t.i - 1 for t in rest if t.is_punct and not t.is_quote and t.text != "-"), sentence.end - 1
                )
                if last > token.i + 1:
                    yield Opener(token.i, token.i, int(last), _BY_ORDER)


_OPENING = _INVERTED | _SUPPOSING | _PROVIDED


def _is_supposing(token: Token) -> bool:
    """Whether a word opens a condition and was taken for a verb: "Supposing he fled, …", "… provided talks go on"."""
    if token.i == token.sent.start:
        return token.lower_ in _SUPPOSING | _PROVIDED
    joined = token.dep_ == "conj" and not any(child.dep_ == "cc" for child in (*token.head.children, *token.lefts))
    taken = joined or token.dep_ in ("prep", "mark")
    return token.lower_ in _PROVIDED and taken and not children(token, "aux", "auxpass", "nsubj")


def _is_fronted(token: Token) -> bool:
    """Whether an auxiliary opens a clause: it begins the sentence, or no subject stands before it and one after."""
    following = token.nbor(1)
    nominal = following.pos_ in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM") or following.lower_ in _SUBJECTIVE
    if not nominal or (following.lower_ == "a" and token.lower_ != "should"):
        return False
    if token.i == token.sent.start or (token.nbor(-1).is_punct and token.nbor(-1).text != "-"):
        verb = token if token.dep_ not in ("aux", "auxpass") else token.head
        own = [t for t in children(verb, "nsubj", "nsubjpass") if t.i < token.i]
        return not own
    if token.dep_ not in ("aux", "auxpass"):
        aimed = children(token, "advcl", "xcomp") if token.lower_ == "were" else []
        return any("to" in {c.lower_ for c in clause.lefts} for clause in aimed) and not children(token, "nsubj")
    subjects = children(token.head, "nsubj", "nsubjpass")
    return bool(subjects) and all(s.i > token.i for s in subjects)


def _starting_with(reading: Reading, token: Token) -> tuple[tuple[tuple[str, ...], Operator], ...]:
    phrases = reading.lexicon.phrases
    word, lemma = token.lower_, token.lemma_.lower()
    found = phrases.get(word, ())
    return found if word == lemma else (*found, *phrases.get(lemma, ()))


def _matches(token: Token, word: str) -> bool:
    return word in ("*", token.lower_, str(token.lemma_).lower())


def around(openers: Sequence[Opener], token: Token) -> Iterator[tuple[Opener, bool]]:
    """The phrases of a token's sentence, each with whether the token is in what the phrase governs, or in an idiom."""
    joined = list(_joined(token)) if openers else []
    for opener in openers:
        if token.sent.start <= opener.first < token.sent.end:
            idiom = opener.operator.effect == "none"
            first = opener.first if idiom else opener.end + 1
            here = any(first <= word.i <= opener.last for word in (joined[:1] if idiom else joined))
            yield opener, here or opener.operator.reach == "sentence"


def _joined(token: Token) -> Iterator[Token]:
    """A word, and the verbs that it is joined to and shares the subject of: what governs them governs it."""
    yield token
    while token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX") and not children(token, "nsubj", "nsubjpass"):
        token = token.head
        yield token


def _opens(token: Token, words: tuple[str, ...]) -> bool:
    """Whether a single word ("once", "otherwise") is here the conjunction or the adverb of a clause."""
    if len(words) > 1:
        return True
    if token.lower_ in ("otherwise", "else"):
        return bool(token.i == token.sent.start or token.nbor(-1).is_punct)
    return bool(token.dep_ in ("mark", "prep", "advmod") and (token.head.dep_ == "advcl" or token.dep_ == "prep"))


def _reach(reading: Reading, end: int, operator: Operator) -> int:
    """The last token that a phrase governs: its clause or noun phrase, at most up to the next comma."""
    doc = reading.doc
    if operator.effect == "none":
        return end
    sentence_end = doc[end].sent.end - 1
    if operator.effect == "denied":
        last = next((t.i - 1 for t in doc[end + 1 : sentence_end + 1] if t.lower_ == "but"), sentence_end)
    elif operator.effect != "conditional":
        last = min(end + _REACH, sentence_end)
    else:
        objects = children(doc[end], "pobj", "pcomp")
        after = doc[end + 1 : sentence_end + 1]
        verb = next((t for t in after if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "aux", "auxpass")), None)
        head = objects[0] if objects else verb
        last = head.right_edge.i if head is not None else min(end + _REACH, sentence_end)
        if head is not None and last == sentence_end and head.dep_ == "ROOT":
            last = min(end + _REACH, sentence_end)
    for token in doc[end + 1 : last + 1]:
        if token.text in (",", ";", ":", "—", ".", "?", "!") and token.i > end + 1:
            return int(token.i - 1)
    return int(last)
