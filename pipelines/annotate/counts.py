"""How many, as a text says it: numerals, number words and vague counts as ranges.

What a phrase surely says is its range, both ends included. "At least 12" is 12 and more, "more than 12" 13 and more,
"dozens" two dozen and more, "several" three and more, "up to 30" 1 to 30 (somebody is spoken of), "fewer than 30" 1 to
29, "between 20 and 30" as it stands. A number said to be rough ("about 40", "nearly 40") is kept as told. "No" is 0.
"""

from __future__ import annotations

import re

from pipelines.annotate.syntax import Token, prepositional
from pipelines.records import NumberRange
from pipelines.reference.numerals import NUMBER_WORDS, SCALES

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_WORD = rf"(?:{_TENS})[- ](?:{_UNITS})|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}"
DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE_SCALE = r"(?=[ -](?:dozen|score|hundred|thousand|million|billion|lakh|crore)\b)"
NUMBER = rf"(?:{DIGITS}|(?:{_WORD}|half an?|an?){_BEFORE_SCALE}|{_WORD})"
_SCALE = r"(?:[ -]?(?:dozen|score|hundred|thousand|lakh|million|crore|billion|trillion)\b|(?:k|mn|bn|tn)\b)"
AMOUNT = rf"(?:{NUMBER}(?:{_SCALE}){{0,2}})"
_MORE = r"\b(?:more than|over|above|upwards? of|in excess of|exceeding)\s+(?:an? )?"
_LEAST = r"\b(?:at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of)\s+"
_MOST = r"\b(?:up to|as many as|as much as|at most|no more than|not more than|a maximum of)\s+"
_FEWER = r"\b(?:fewer than|less than|under|below)\s+"
_NO_COUNT = r"(?![\w%]|-(?:year|month|week|day|hour|third|quarter|fifth|tenth)|(?:st|nd|rd|th)\b)"
"""What a numeral must not be followed by: an age, a length, a fraction, an ordinal."""
_RANGES = tuple(
    (re.compile(pattern, re.I), what)
    for pattern, what in (
        (rf"\bbetween ({AMOUNT}) and ({AMOUNT})\b", "range"),
        (rf"(?<![\w.,])({AMOUNT})(?: to | or |[-–—])({AMOUNT})(?![\w%])", "range"),
        (rf"{_MORE}({AMOUNT})", "more"),
        (rf"{_LEAST}({AMOUNT})", "least"),
        (rf"(?<![\w.,])({AMOUNT})(?:\+|-plus| or more| and more)", "least"),
        (rf"{_MOST}({AMOUNT})", "most"),
        (rf"{_FEWER}({AMOUNT})", "fewer"),
        (rf"(?<![\w.,$€£₹-])({AMOUNT}){_NO_COUNT}", "exact"),
    )
)
_VAGUE = (
    (re.compile(r"\bhundreds of thousands\b", re.I), 200_000),
    (re.compile(r"\btens of thousands\b", re.I), 20_000),
    (re.compile(r"\b(?:several|many) thousand\b", re.I), 3_000),
    (re.compile(r"\b(?:several|many) hundred\b", re.I), 300),
    (re.compile(r"\b(?:several|many) dozen\b", re.I), 36),
    (re.compile(r"\ba few thousand\b", re.I), 2_000),
    (re.compile(r"\ba few hundred\b", re.I), 200),
    (re.compile(r"\ba few dozen\b", re.I), 24),
    (re.compile(r"\bmillions\b", re.I), 2_000_000),
    (re.compile(r"\bthousands\b", re.I), 2_000),
    (re.compile(r"\bhundreds\b", re.I), 200),
    (re.compile(r"\bscores\b", re.I), 40),
    (re.compile(r"\bdozens\b", re.I), 24),
    (re.compile(r"\b(?:several|many|multiple|numerous|a number of|a handful of)\b", re.I), 3),
    (re.compile(r"\b(?:a few|a couple(?: of)?|a pair of)\b", re.I), 2),
)
_NONE = re.compile(r"\b(?:no|zero|not a single|without)\b|\b(?:nobody|no one|none)\b", re.I)


def amount(words: str) -> float | None:
    """The value of a numeral with its scales: "1.2 million", "two dozen", "half a million", "twenty-five"."""
    text = words.lower().replace(",", "").strip()
    scaled = 1.0
    while found := re.search(
        r"[ -]?(dozen|score|hundred|thousand|lakh|million|crore|billion|trillion|k|mn|bn|tn)$", text
    ):
        scaled *= SCALES[found[1]]
        text = text[: found.start()].strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text) * scaled
    if text in ("a", "an", "") and scaled > 1:
        return scaled
    if text in ("half a", "half an"):
        return scaled / 2
    tens, _, units = text.replace(" ", "-").partition("-")
    if tens in NUMBER_WORDS:
        return (NUMBER_WORDS[tens] + NUMBER_WORDS.get(units, 0)) * scaled
    return None


def count_in(words: str) -> NumberRange | None:
    """The range that a phrase speaks of, or None where it holds no count."""
    for pattern, what in _RANGES:
        found = pattern.search(words)
        values = [amount(group) for group in found.groups()] if found is not None else []
        if not values or any(value is None or value > 1e9 or value < 0 for value in values):
            continue
        low = round(values[0] or 0)
        if what == "range":
            high = round(values[1] or 0)
            if low < high:
                return NumberRange(low, high)
            continue
        ranges = {
            "more": NumberRange(low + 1, None), "least": NumberRange(low, None), "most": NumberRange(min(1, low), low),
            "fewer": NumberRange(min(1, low - 1), max(low - 1, 0)), "exact": NumberRange(low, low),
        }  # fmt: skip
        return ranges[what]
    for pattern, least in _VAGUE:
        if pattern.search(words):
            return NumberRange(least, None)
    return NumberRange(0, 0) if _NONE.search(words) else None


_PARTS = frozenset({
    "dozen", "score", "hundred", "thousand", "ten", "million", "number", "couple", "handful", "pair", "total", "few",
})  # fmt: skip


def number_of(noun: Token) -> NumberRange | None:
    """How many a noun phrase speaks of: from its numeral, its "dozens of", its article; None where it does not say.

    "Three of the 12 hostages" are three, and "the 12 hostages" twelve. A bare plural says nothing.
    """
    own = count_in(_phrase(noun))
    if own is not None:
        return own
    head = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if head is not None and head.lemma_.lower() in _PARTS:
        return count_in(_phrase(head))
    inner = prepositional(noun, "of") if noun.lemma_.lower() in _PARTS else []
    if inner:
        return count_in(_phrase(inner[0]))
    if noun.tag_ in ("NN", "NNP") and any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.children):
        return NumberRange(1, 1)
    return None


_BOUND = re.compile(rf"(?:{_MORE}|{_LEAST}|{_MOST}|{_FEWER}|\bbetween [\w,.-]+ and|\b[\w,.-]+ (?:to|or))\s*$")


def _phrase(noun: Token) -> str:
    """A noun with what counts it: its own determiners and numerals, and the words that bound them."""
    first = noun
    for child in noun.lefts:
        if child.dep_ in ("nummod", "quantmod", "amod", "det", "advmod", "compound", "predet", "neg", "nmod"):
            first = child.left_edge if child.left_edge.i < first.i else first
    begin = first.i
    doc = noun.doc
    lead = doc[max(noun.sent.start, begin - 4) : begin].text.lower() + " "
    bound = _BOUND.search(lead)
    opening = bound.group() + " " if bound is not None and first.i != noun.i else ""
    following = doc[noun.i + 1 : noun.i + 3].text if noun.like_num else ""
    after = following if following.lower().startswith(("or more", "and more")) else ""
    return f"{opening}{doc[begin : noun.i + 1].text} {after}".strip()
