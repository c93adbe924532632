"""What a small parser is known to misread, set right before anything is asked of the parse.

A past tense is told by its tag and its subject, where the parser made it an adjective of its own object ("The court
sentenced opposition leader Noor") or a participle of its own subject ("Thousands protested in Lima."); what somebody is
accused of is what they do ("accused of burning villages"). Only heads, labels and tags change, never the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipelines.annotate.misparsed_headings import mend_heading

if TYPE_CHECKING:
    from pipelines.annotate.parse import Token

_LACKING_AN_OBJECT = frozenset({
    "protest", "demonstrate", "march", "rally", "gather", "riot", "clash", "drown", "flee", "retaliate", "resign",
    "vote",
})  # fmt: skip
"""Verbs that nothing is done to: after a noun they are no participle."""
_WITH_A_PREPOSITION = {"call": "for", "appeal": "for"}
_SAME_IN_THE_PAST = frozenset({
    "set", "hit", "put", "cut", "let", "shut", "quit", "spread", "hurt", "cast", "burst", "beat", "shot", "rid", "shed",
})  # fmt: skip
"""Forms that are of the past and look like bare ones to the parser."""
_OF_NOUNS = frozenset({"dobj", "pobj", "nsubjpass"})
_OF_HEADINGS = frozenset({
    "foil", "vow", "mull", "eye", "seek", "urge", "slam", "deny", "warn", "weigh", "threaten", "thwart", "avert",
    "reject", "condemn", "oppose", "consider", "accuse", "avoid", "shun", "snub", "rebuff", "scrap", "pledge",
})  # fmt: skip
"""Verbs of headings that stand between two nouns as if they described the second."""
_WITH_A_GERUND = frozenset({
    "deny", "admit", "avoid", "consider", "suggest", "propose", "mull", "weigh", "stop", "halt", "risk", "resume",
    "begin", "start", "contemplate", "oppose", "recommend", "discuss", "cease", "keep", "continue", "quit", "postpone",
    "delay",
})  # fmt: skip
_ASKING = frozenset({"did", "do", "does", "will", "would", "should", "could", "can", "must"})
_TALKS = frozenset({"talk", "talks", "negotiation", "negotiations", "summit", "meeting", "conference"})
_HOLDS_PLACES = frozenset({"province", "state", "county", "region", "district", "governorate", "oblast", "prefecture"})
_CHARGING = frozenset({"accuse", "suspect", "convict", "acquit", "accused", "suspected", "guilty", "capable"})


def mend(tokens: Sequence[Token], begins: Sequence[int]) -> None:
    """Change heads, labels and tags of the tokens of a paragraph; `begins` are the first tokens of its sentences."""
    for token in tokens:
        if token.tag_ == "VBZ" and token.dep_ in _OF_NOUNS:
            token.tag_, token.pos_ = "NNS", "NOUN"
        elif token.dep_ == "amod" and token.tag_ == "VBD":
            _past_tense(tokens, token)
        elif token.dep_ == "amod" and token.tag_ == "VBG":
            _gerund(tokens, token)
            _gerund_of_a_verb(tokens, token)
        elif token.dep_ == "dep" and token.tag_ == "VBD":
            _second_verb(tokens, token)
        elif token.lower_ == "free" and token.head.lemma_ == "set":
            _set_free(tokens, token)
        elif token.dep_ == "conj" and token.tag_ == "VBD":
            _told_beside(tokens, token)
        elif token.dep_ == "conj" and token.tag_ == "VB" and token.lower_ in _SAME_IN_THE_PAST:
            _past_in_row(tokens, token)
        elif token.dep_ == "acl" and token.tag_ == "VBD":
            _next_in_row(tokens, token)
        elif token.dep_ == "pcomp" and token.tag_ == "VB":
            _asked_of(tokens, token)
        elif token.dep_ == "prep" and token.lower_ in ("at", "during") and token.head.dep_ in _OF_NOUNS:
            _occasion(tokens, token)
        elif token.tag_ == "POS" and token.dep_ == "case" and token.head.dep_ in ("conj", "appos"):
            _owner(tokens, token)
        elif token.dep_ == "mark" and token.lower_ == "with":
            _with_what_was_done(tokens, token)
        elif token.dep_ == "xcomp" and token.pos_ == "ADV" and token.i and tokens[token.i - 1].lower_ == "to":
            token.tag_, token.pos_ = "VB", "VERB"
    for first, end in zip(begins, [*begins[1:], len(tokens)], strict=True):
        _two_clauses(tokens[first:end])
        if tokens[first].tag_ == "IN":
            _place_in_front(tokens[first:end])
        if tokens[end - 1].text in (".", "”", '"'):
            _full_sentence(tokens[first:end])
        elif tokens[end - 1].text == "?" and tokens[first].lower_ in _ASKING:
            _question(tokens[first:end])
        else:
            verb = next((t for t in tokens[first + 1 : end] if t.lemma_ in _OF_HEADINGS and t.tag_[:1] == "N"), None)
            if verb is not None and verb.dep_ == "compound":
                _heading(tokens[first:end], verb)
            elif end - first > 3:
                mend_heading(tokens[first:end])


def _owner(tokens: Sequence[Token], case: Token) -> None:
    """An owner taken for what it owns: "Chad's Amina Bello and Mali's Oumar Diop" joins the second name, not Mali."""
    owner = case.head
    if case.i + 1 >= len(tokens):
        return
    owned = tokens[case.i + 1]
    while owned.head.i > owned.i and owned.dep_ in ("compound", "amod", "nummod", "nmod"):
        owned = owned.head
    if owned.pos_ in ("NOUN", "PROPN") and (owned.head is owner.head or owned.head is owner):
        owned.head, owned.dep_ = owner.head, owner.dep_
        owner.head, owner.dep_ = owned, "poss"


def _with_what_was_done(tokens: Sequence[Token], mark: Token) -> None:
    """Who had it done to them, taken for who did it: "with six of its members already arrested"."""
    verb = mark.head
    own = [t for t in tokens[mark.i : verb.i + 4] if t.head is verb]
    subject = next((t for t in own if t.dep_ == "nsubj"), None)
    if subject is None or verb.tag_ not in ("VBD", "VBN") or any(t.dep_ in ("dobj", "aux", "auxpass") for t in own):
        return
    verb.tag_, subject.dep_ = "VBN", "nsubjpass"


def _told_beside(tokens: Sequence[Token], verb: Token) -> None:
    """A past tense joined to what is only to be: "said he would stay, but ruled out a vote" joins it to the saying."""
    first = verb.head
    own = [t for t in tokens[first.i : verb.i] if t.head is verb and t.dep_[:5] == "nsubj"]
    if own or first.tag_ != "VB" or not any(t.head is first and t.tag_ == "MD" for t in tokens[: first.i]):
        return
    saying = first.head
    if first.dep_ == "ccomp" and saying.tag_ == "VBD" and saying.i < first.i:
        verb.head = saying


def _asked_of(tokens: Sequence[Token], verb: Token) -> None:
    """Who is asked, taken for the subject of what is asked: "pleaded with the state to accept the deal"."""
    preposition = verb.head
    asked = next((t for t in tokens[preposition.i : verb.i] if t.head is verb and t.dep_ == "nsubj"), None)
    if asked is None or preposition.lower_ == "for" or preposition.head.pos_ != "VERB":
        return
    if tokens[verb.i - 1].lower_ == "to":
        asked.head, asked.dep_ = preposition, "pobj"
        verb.head, verb.dep_ = preposition.head, "xcomp"


def _past_in_row(tokens: Sequence[Token], verb: Token) -> None:
    """A past tense that looks like a bare form, in a row of past tenses: "beat two guards and set fire to a bank"."""
    if verb.head.tag_ == "VBD" and not any(t.head is verb and t.dep_[:3] == "aux" for t in tokens[: verb.i]):
        verb.tag_ = "VBD"


def _next_in_row(tokens: Sequence[Token], verb: Token) -> None:
    """A past tense of a row, given to the object before it: "stopped a bus, shot and robbed the driver"."""
    noun = verb.head
    if noun.dep_ != "dobj" or noun.head.tag_ != "VBD" or tokens[verb.i - 1].text != "," or noun.i > verb.i:
        return
    if any(t.dep_ == "dobj" and (t.head is verb or t.head.head is verb) for t in tokens[verb.i + 1 : verb.i + 9]):
        verb.head, verb.dep_ = noun.head, "conj"


def _occasion(tokens: Sequence[Token], preposition: Token) -> None:
    """Talks that something was done at, given to the noun before them: "agreed to a truce at talks in Doha"."""
    talks = next((t for t in tokens[preposition.i + 1 :] if t.head is preposition and t.dep_ == "pobj"), None)
    if talks is None or talks.lemma_.lower() not in _TALKS:
        return
    verb = preposition.head
    while verb.dep_ in (*_OF_NOUNS, "prep"):
        verb = verb.head
    if verb.tag_ in ("VBD", "VBN", "VBZ", "VBP"):
        preposition.head = verb


def _two_clauses(tokens: Sequence[Token]) -> None:
    """Two sentences parted by a semicolon, the first taken for the content of the second."""
    root = next((t for t in tokens if t.head is t), None)
    for token in tokens:
        if root is None or token.i >= root.i:
            return
        if token.text == ";" and token.head is root:
            first = next((t for t in tokens if t.head is root and t.dep_ == "ccomp" and t.i < token.i), None)
            if first is not None and first.pos_ in ("VERB", "AUX"):
                first.head, first.dep_ = first, "ROOT"
                root.head, root.dep_ = first, "conj"
            return


def _place_in_front(tokens: Sequence[Token]) -> None:
    """What a place lies in, taken for the subject: "In Chak district, Wardak province, troops detained two men"."""
    place = next((t for t in tokens if t.head is tokens[0] and t.dep_ == "pobj"), None)
    around = place and next((t for t in tokens if t.i > place.i and t.dep_ == "nsubj"), None)
    if place is None or around is None or around.lemma_.lower() not in _HOLDS_PLACES or around.i > place.i + 4:
        return
    verb = around.head
    subject = next((t for t in tokens if t.i > around.i and t.head is around and t.dep_ == "appos"), None)
    if subject is None and not any(t.head is verb and t.dep_ == "nsubj" and t is not around for t in tokens):
        return
    around.head, around.dep_ = place, "appos"
    if subject is not None:
        subject.head, subject.dep_ = verb, "nsubj"


def _past_tense(tokens: Sequence[Token], verb: Token) -> None:
    """A past tense with a subject before it, made an adjective of what is its object."""
    subject = next((t for t in reversed(tokens[: verb.i]) if t.dep_ == "nsubj" and t.head is verb), None)
    found = verb.head
    while found.dep_ == "compound" and found.head.i > found.i:
        found = found.head
    if subject is None or found.i < verb.i:
        return
    above = found.head
    if found is above:
        verb.head, verb.dep_ = verb, "ROOT"
    elif found.dep_ == "nsubj" and above.i > found.i and any(t.head is above and t.dep_ == "mark" for t in tokens):
        verb.head, verb.dep_ = (verb, "ROOT") if above.head is above else (above.head, above.dep_)
        above.head, above.dep_ = verb, "advcl"
    else:
        return
    found.head, found.dep_ = verb, "dobj"
    for token in tokens[found.i + 1 :]:
        if token.head is found and (token.dep_ == "punct" or (token.dep_ == "prep" and token.lower_ != "of")):
            token.head = verb


def _gerund(tokens: Sequence[Token], verb: Token) -> None:
    """What somebody is accused of doing, made an adjective of what it is done to."""
    preposition = tokens[verb.i - 1] if verb.i else verb
    noun = verb.head
    if preposition.lower_ != "of" or noun.head is not preposition or noun.i < verb.i:
        return
    charging = preposition.head
    while charging.lemma_.lower() not in _CHARGING and charging.dep_ in ("pobj", "agent", "dobj", "conj"):
        charging = charging.head
    if charging.lemma_.lower() in _CHARGING:
        preposition.head = charging
        verb.head, verb.dep_, verb.pos_ = preposition, "pcomp", "VERB"
        noun.head, noun.dep_ = verb, "dobj"


def _gerund_of_a_verb(tokens: Sequence[Token], doing: Token) -> None:
    """What a verb says of doing, made an adjective of what it is done to: "denies expelling diplomats"."""
    noun, verb = doing.head, tokens[doing.i - 1] if doing.i else doing
    if noun.head is verb and noun.dep_ == "dobj" and noun.i > doing.i and verb.lemma_ in _WITH_A_GERUND:
        doing.head, doing.dep_, doing.pos_ = verb, "xcomp", "VERB"
        noun.head = doing


def _question(tokens: Sequence[Token]) -> None:
    """A question whose verb was taken for a noun: "Did the navy fire on the refugees?"."""
    verb = next((t for t in tokens if t.head is t), tokens[0])
    before = [t for t in tokens[1:] if t.i < verb.i]
    if tokens[0].head is not verb or verb.tag_ != "NN" or not before or before[-1].dep_ != "compound":
        return
    subject = before[-1]
    verb.tag_, verb.pos_ = "VB", "VERB"
    for token in before:
        if token.head is verb:
            token.head = subject
    subject.head, subject.dep_ = verb, "nsubj"


def _heading(tokens: Sequence[Token], verb: Token) -> None:
    """A heading whose verb was taken for part of a noun: "Police foil plot", "Pilots vow strike"."""
    before = [t for t in tokens if t.i < verb.i]
    found = verb.head
    while found.dep_ == "compound" and found.head.i > found.i:
        found = found.head
    if found.i < verb.i or found.head is not found or not before or before[-1].tag_[:1] != "N":
        return
    subject = before[-1]
    for token in before:
        if token.head in (found, verb):
            token.head, token.dep_ = subject, "compound"
    subject.head, subject.dep_ = verb, "nsubj"
    verb.head, verb.dep_, verb.tag_, verb.pos_ = verb, "ROOT", "VBP", "VERB"
    found.head, found.dep_ = verb, "dobj"
    if found.pos_ == "VERB":
        found.tag_, found.pos_ = "NN", "NOUN"


def _second_verb(tokens: Sequence[Token], verb: Token) -> None:
    """A past tense left over, since the participle before it was taken for the verb: "Men tied to a gang attacked"."""
    participle = verb.head
    own = [t for t in tokens if t.head is participle and t.i < participle.i]
    subject = next((t for t in own if t.dep_ == "nsubj"), None)
    if participle.tag_ != "VBN" or participle.i > verb.i or subject is None or any(t.dep_[:3] == "aux" for t in own):
        return
    verb.head, verb.dep_ = (verb, "ROOT") if participle.head is participle else (participle.head, participle.dep_)
    participle.head, participle.dep_ = subject, "acl"
    subject.head = verb
    for token in tokens[verb.i :]:
        if token.head is participle:
            token.head = verb


def _full_sentence(tokens: Sequence[Token]) -> None:
    """A sentence without a verb of its own, whose subject bears a participle that can be none."""
    root = next((t for t in tokens if t.head is t and t.tag_[:1] == "N"), None)
    verb = root and next((t for t in tokens if t.head is root and t.dep_ == "acl" and t.tag_ in ("VBN", "VBD")), None)
    if root is None or verb is None or verb.i < root.i:
        return
    after = _WITH_A_PREPOSITION.get(verb.lemma_)
    called = after is not None and any(t.head is verb and t.lower_ == after for t in tokens)
    if verb.tag_ == "VBN" and not called and verb.lemma_ not in _LACKING_AN_OBJECT:
        return
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    root.head, root.dep_ = verb, "nsubj"
    for token in tokens:
        if token.head is root and token.i > verb.i:
            token.head = verb


def _set_free(tokens: Sequence[Token], free: Token) -> None:
    """A number that is set free, made a measure of "free": "set free 21 of the girls"."""
    for token in tokens[free.i + 1 : free.i + 3]:
        if token.head is free and token.dep_ in ("nummod", "npadvmod", "dobj"):
            token.head, token.dep_ = free.head, "dobj"
