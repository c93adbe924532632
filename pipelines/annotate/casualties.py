"""The dead and the injured told with an act: by its parse, and by the fixed phrases of casualty reports.

"No casualties" is none dead and none injured. A toll that was revised is told as revised to: "raised the toll from 12
to 15" is 15. What a sentence of its own adds ("The death toll rose to 34.") belongs to the act told before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.annotate.counts import AMOUNT, count_in, number_of
from pipelines.annotate.syntax import Token, children, logical_objects, prepositional
from pipelines.records import NumberRange

_KILL = frozenset(
    ["kill", "murder", "assassinate", "slay", "massacre", "behead", "execute", "lynch", "claim", "slaughter", "gun",
     "martyr", "butcher", "hang", "shoot"]
)  # fmt: skip
_INJURE = frozenset(["injure", "wound", "hurt", "maim"])
_DYING = frozenset({"killing", "murder", "massacre", "death", "assassination", "execution", "beheading", "slaughter"})
_HURTING = frozenset({"injury", "wounding", "maiming", "injuring"})
_DEAD = frozenset({"dead", "killed", "died", "martyred"})
_HURT = frozenset({"wounded", "injured", "hurt"})
_NO_PEOPLE = frozenset({"percent", "%", "year", "day", "month", "week", "hour", "km", "kilometre", "mile", "dollar"})

_BOUND = (
    r"(?:at least|more than|over|up to|as many as|no fewer than|no less than|nearly|almost|about|around|some|"
    r"between|fewer than|less than|another|a further|roughly|approximately)"
)
_COUNT = (
    rf"(?:{_BOUND}\s+)?(?:{AMOUNT}(?:(?: to | and | or |[-–]){AMOUNT})?|tens of thousands|hundreds|thousands|dozens|"
    r"scores|several|a dozen)"
)
_PEOPLE = r"(?:(?:\s+(?:of|other|others|more|[a-z]+s|people|men|women|civilian|police)){0,4}?)"
_WERE = r"(?:\s+(?:were|was|are|is|have been|had been|has been|were reported|left|lay|reported))?"
_DEAD_TOLD = re.compile(
    rf"\b({_COUNT}){_PEOPLE}{_WERE}\s+(?:killed|dead|died|slain|martyred|lost (?:their|his|her) li(?:fe|ves))\b", re.I
)
_HURT_TOLD = re.compile(rf"\b({_COUNT}){_PEOPLE}{_WERE}\s+(?:wounded|injured|hurt|maimed)\b", re.I)
_LIVES = re.compile(
    rf"\b(?:claim\w*|cost\w*|took|taken|taking)\s+(?:the lives of\s+)?({_COUNT})(?:\s+(?:people|lives|\w+s))?", re.I
)
_TOLL = re.compile(
    rf"\btoll\b[^.;]{{0,60}}?\b(?:from\s+{_COUNT}\s+to|to|at|of|is|was|stood at|reached|hit)\s+({_COUNT})", re.I
)
_OVER = re.compile(rf"\btoll\b[^.;]{{0,40}}?\b(?:exceeded|topped|passed|surpassed|exceeds|tops)\s+({AMOUNT})", re.I)
_NONE_AT_ALL = re.compile(
    r"\b(?:no|without|nor any|not any|zero)\s+(?:\w+\s+){0,2}casualt(?:y|ies)\b|"
    r"\b(?:no|without)\s+(?:loss of life|victims)\b",
    re.I,
)
_NONE_DEAD = re.compile(
    r"\b(?:no one|nobody|no-one|none|no \w+|not one \w+)\s+(?:was|were|had been|has been|have been)?\s*(?:reported\s+)?"
    r"(?:killed|died)\b|\b(?:no|without)\s+(?:\w+\s+){0,1}(?:deaths?|fatalit(?:y|ies))\b",
    re.I,
)
_NONE_HURT = re.compile(
    r"\b(?:no one|nobody|no-one|none|no \w+|not one \w+)\s+(?:was|were|had been|has been|have been)?\s*(?:reported\s+)?"
    r"(?:hurt|injured|wounded)\b|\b(?:no|without)\s+(?:\w+\s+){0,1}injur(?:y|ies)\b",
    re.I,
)
_UNHURT = NumberRange(0, 0)
_TELLING = frozenset({"die", "report", "be", "rise", "climb", "stand", "reach", "lose", "exceed", "pass", "go", "hurt"})
"""Chief verbs of a sentence that only adds the casualties of the act before it."""


def casualties(trigger: Token) -> tuple[NumberRange | None, NumberRange | None]:
    """The dead and the injured told with a trigger: by its own object, or by what hangs on it or stands beside it, or
    by the sentence; else by the next one, where that tells nothing but a toll."""
    deaths, injured = _parsed(trigger)
    told = _told(trigger.sent.text)
    deaths, injured = deaths or told[0], injured or told[1]
    if deaths is None and injured is None:
        following = _next(trigger)
        if following is not None:
            return _told(following)
    return deaths, injured


def _next(trigger: Token) -> str | None:
    end = trigger.sent.end
    if end >= len(trigger.doc):
        return None
    sentence = trigger.doc[end].sent
    return str(sentence.text) if sentence.root.lemma_.lower() in _TELLING else None


_ASKED: dict[re.Pattern[str], tuple[str, ...]] = {
    _OVER: ("toll",),
    _TOLL: ("toll",),
    _LIVES: ("claim", "cost", "took", "taken", "taking"),
    _DEAD_TOLD: ("killed", "dead", "died", "slain", "martyred", "lost"),
    _HURT_TOLD: ("wounded", "injured", "hurt", "maimed"),
    _NONE_AT_ALL: ("casualt", "loss of life", "victims"),
    _NONE_DEAD: ("killed", "died", "death", "fatalit"),
    _NONE_HURT: ("hurt", "injur", "wounded"),
}
"""Words of which each pattern needs one: looking for them first costs little."""


def _search(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    lower = sentence.lower()
    return pattern.search(sentence) if any(word in lower for word in _ASKED[pattern]) else None


@lru_cache(maxsize=64)
def _told(sentence: str) -> tuple[NumberRange | None, NumberRange | None]:
    """What the fixed phrases of a sentence tell. Tolls come first: they are the sum."""
    deaths = injured = None
    over = _search(_OVER, sentence)
    if over is not None:
        deaths = count_in(f"more than {over[1]}")
    for pattern in (_TOLL, _LIVES, _DEAD_TOLD):
        found = _search(pattern, sentence) if deaths is None else None
        if found is not None and (pattern is not _LIVES or re.search(r"li(?:fe|ves)", found[0])):
            deaths = count_in(found[1])
    hurt = _search(_HURT_TOLD, sentence)
    if hurt is not None:
        injured = count_in(hurt[1])
    if _search(_NONE_AT_ALL, sentence):
        return deaths or _UNHURT, injured or _UNHURT
    if deaths is None and _search(_NONE_DEAD, sentence):
        deaths = _UNHURT
    if injured is None and _search(_NONE_HURT, sentence):
        injured = _UNHURT
    return deaths, injured


def _parsed(trigger: Token) -> tuple[NumberRange | None, NumberRange | None]:
    deaths = injured = None
    if trigger.pos_ == "NOUN" and trigger.lemma_.lower() in _DYING | _HURTING:
        counted = [n for item in prepositional(trigger, "of") if not _measures(item) and (n := number_of(item))]
        if counted and trigger.lemma_.lower() in _DYING:
            deaths = counted[0]
        elif counted:
            injured = counted[0]
    for verb in _around(trigger):
        lemma = verb.lemma_.lower()
        counted = [n for item in logical_objects(verb) if (n := number_of(item)) and not _measures(item)]
        if lemma in _KILL and counted and not (lemma == "shoot" and not children(verb, "oprd", "acomp", "xcomp")):
            deaths = deaths or counted[0]
            together = [w for w in children(verb, "conj") if w.lower_ in ("injured", "wounded")]
            if any(_following(word) is None and not children(word, "dobj", "nsubjpass") for word in together):
                injured = injured or counted[0]
        elif lemma in _INJURE:
            injured = injured or _following(verb) or (counted[0] if counted else None)
        elif lemma in ("leave", "leaving"):
            dead, hurt = _left(verb)
            deaths, injured = deaths or dead, injured or hurt
        elif lemma == "die":
            dying = [n for s in children(verb, "nsubj") if (n := number_of(s))]
            deaths = deaths or (dying[0] if dying else None)
        elif lemma in ("claim", "cost", "take"):
            lives = [n for item in logical_objects(verb) if item.lemma_ == "life" and (n := number_of(item))]
            deaths = deaths or (lives[0] if lives else None)
    return deaths, injured


_FOLLOWING = re.compile(rf"{_COUNT}\b", re.I)


def _following(verb: Token) -> NumberRange | None:
    """The count right after a verb: its own, whatever the parser hangs it on."""
    found = _FOLLOWING.match(verb.doc[verb.i + 1 : verb.i + 7].text)
    return count_in(found.group()) if found is not None else None


def _measures(token: Token) -> bool:
    return token.lemma_.lower() in _NO_PEOPLE or token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT")


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
