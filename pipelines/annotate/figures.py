"""Numbers in a sentence: the dead and the injured of an act as ranges, and figures with their unit.

A vague number gives what it surely says: "dozens" at least 24, "at least 12" from 12 without an upper bound.
"""

from __future__ import annotations

import re

from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token, children, logical_objects, prepositional
from pipelines.records import Figure, NumberRange

_WORDS = {
    "no": 0, "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_VAGUE = {"dozen": 24, "score": 40, "hundred": 200, "thousand": 2000}
"""What a bare plural surely says: two of them."""
_AT_LEAST = re.compile(r"\b(at least|more than|over|no fewer than|upwards? of)\s*$", re.I)
_AT_MOST = re.compile(r"\b(up to|as many as|at most|fewer than|less than)\s*$", re.I)
_KILL = frozenset(
    ["kill", "murder", "assassinate", "slay", "massacre", "behead", "execute", "lynch", "claim", "slaughter", "gun"]
)
_INJURE = frozenset(["injure", "wound", "hurt", "maim"])
_DEAD = frozenset({"dead", "killed", "died", "martyred"})
_HURT = frozenset({"wounded", "injured", "hurt"})
_PEOPLE_STOP = frozenset({"percent", "%", "year", "day", "month", "week", "hour", "km", "kilometre", "mile", "dollar"})


def number_of(noun: Token) -> NumberRange | None:
    """How many a noun phrase speaks of: from its numeral, its "dozens of", its article; None where it does not say."""
    own = _numeral(noun)
    if own is not None:
        return own
    if noun.lemma_.lower() in _VAGUE and noun.tag_ == "NNS":
        return NumberRange(_VAGUE[noun.lemma_.lower()], None)
    for child in noun.children:
        if child.dep_ in ("nummod", "quantmod", "amod") and (child.pos_ == "NUM" or child.like_num):
            return _numeral(child)
        if child.dep_ == "det" and child.lower_ in ("a", "an") and noun.tag_ in ("NN", "NNP"):
            if noun.lemma_.lower() in _SCALES:
                return NumberRange(_SCALES[noun.lemma_.lower()], _SCALES[noun.lemma_.lower()])
            return NumberRange(1, 1)
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _VAGUE:
        return number_of(noun.head.head)
    if noun.lower_ in ("several", "some", "many"):
        return NumberRange(2, None)
    for child in noun.children:
        if child.lower_ in ("several", "many", "multiple"):
            return NumberRange(3, None)
    return None


def _numeral(token: Token) -> NumberRange | None:
    value = _value(token)
    if value is None:
        return None
    before = token.doc[max(0, token.i - 3) : token.i].text
    if _AT_LEAST.search(before):
        return NumberRange(value, None)
    if _AT_MOST.search(before):
        return NumberRange(0, value)
    return NumberRange(value, value)


def _value(token: Token) -> int | None:
    text = token.text.replace(",", "")
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    word = token.lower_
    if word in _SCALES:
        lower = next((_WORDS[c.lower_] for c in token.children if c.lower_ in _WORDS), None)
        return _SCALES[word] * (lower or 1) if lower else None
    if word in _WORDS and word not in ("a", "an", "no"):
        return _WORDS[word]
    if "-" in word:
        tens, _, units = word.partition("-")
        if tens in _WORDS and units in _WORDS:
            return _WORDS[tens] + _WORDS[units]
    return None


def casualties(trigger: Token) -> tuple[NumberRange | None, NumberRange | None]:
    """The dead and the injured told with a trigger: by its own object, or by what hangs on it or stands beside it."""
    deaths = injured = None
    for verb in _around(trigger):
        lemma = verb.lemma_.lower()
        counted = [n for item in logical_objects(verb) if (n := number_of(item)) and not _measures(item)]
        if lemma in _KILL and counted:
            deaths = deaths or counted[0]
            if any(word.lower_ in ("injured", "wounded") for word in verb.children if word.dep_ == "conj"):
                injured = injured or counted[0]
        elif lemma in _INJURE and counted:
            injured = injured or counted[0]
        elif lemma in ("leave", "leaving"):
            dead, hurt = _left(verb)
            deaths, injured = deaths or dead, injured or hurt
        elif lemma == "die":
            dying = [n for s in children(verb, "nsubj") if (n := number_of(s))]
            deaths = deaths or (dying[0] if dying else None)
        elif lemma == "claim":
            lives = [n for item in logical_objects(verb) if item.lemma_ == "life" and (n := number_of(item))]
            deaths = deaths or (lives[0] if lives else None)
    return deaths, injured


def _measures(token: Token) -> bool:
    return token.lemma_.lower() in _PEOPLE_STOP or token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT")


def _around(trigger: Token) -> list[Token]:
    found = [trigger]
    for owner in (trigger, trigger.head):
        for child in owner.children:
            if child.dep_ in ("acl", "relcl", "advcl", "conj", "xcomp", "ccomp") and child.i != trigger.i:
                found.append(child)
                found.extend(c for c in child.children if c.dep_ in ("conj", "advcl"))
    if trigger.dep_ in ("nsubj", "pobj", "dobj", "conj", "advcl", "nsubjpass"):
        head = trigger.head
        found.append(head if head.pos_ in ("VERB", "AUX") else head.head)
    return [token for token in found if token.pos_ in ("VERB", "AUX") and token.sent.start == trigger.sent.start]


def _left(verb: Token) -> tuple[NumberRange | None, NumberRange | None]:
    dead = hurt = None
    sentence = list(verb.subtree)
    for token in sentence:
        if token.i < verb.i or token.lower_ not in _DEAD | _HURT:
            continue
        counted = None
        for before in reversed(sentence):
            if verb.i < before.i < token.i and (counted := number_of(before)) is not None:
                break
        if token.lower_ in _DEAD:
            dead = dead or counted
        else:
            hurt = hurt or counted
    return dead, hurt


_FIGURE = re.compile(
    r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>%|percent|per cent|percentage points?)", re.I
)
_MONEY = re.compile(
    r"(?P<sign>US\$|\$|€|£|₹|Rs\.?\s?)\s?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|crore|lakh|bn|m)\b)?"
)
_SCALE = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "crore": 1e7, "lakh": 1e5, "bn": 1e9, "m": 1e6,
}  # fmt: skip
_SIGN = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "Rs": "rupees", "Rs.": "rupees"}


def figures(reading: Reading, first: int, last: int) -> tuple[Figure, ...]:
    """Shares and sums of money between two token indexes, with what a share is of, as the text says it."""
    begin = reading.doc[first].idx
    end = reading.doc[last].idx + len(reading.doc[last])
    text = reading.doc.text
    found = []
    for match in _FIGURE.finditer(text, begin, end):
        value = float(match["value"].replace(",", ""))
        found.append(_figure(reading, match.start(), match.end(), value, "percent", _share_of(reading, match.end())))
    for match in _MONEY.finditer(text, begin, end):
        value = float(match["value"].replace(",", "")) * _SCALE.get(match["scale"] or "", 1.0)
        found.append(_figure(reading, match.start(), match.end(), value, _SIGN[match["sign"].strip()], None))
    return tuple(sorted(found, key=lambda figure: figure.start))


def _figure(reading: Reading, begin: int, end: int, value: float, unit: str, of: str | None) -> Figure:
    start, stop = reading.start + begin, reading.start + end
    return Figure(start, stop, reading.text[start:stop], value, unit, of)


def _share_of(reading: Reading, end: int) -> str | None:
    for token in reading.doc:
        if token.idx >= end and token.lower_ == "of" and token.idx - end <= 1:
            for target in prepositional(token.head, "of") or children(token, "pobj"):
                words = list(target.subtree)
                stop = next((t.i for t in words if t.dep_ in ("punct",) and t.text == ","), words[-1].i + 1)
                return str(reading.doc[words[0].i : stop].text)
    return None
