"""Questions put to a parse: subjects, objects, agents, prepositions, coordination. Nothing here knows what an event is.

All functions take tokens with the labels of spaCy's English models (ClearNLP) and are total: a broken parse gives an
empty answer, and every climb is bounded by the tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.annotate.parse import Token as Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "obj", "dative", "attr", "oprd"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM", "DET"})


def children(token: Token, *deps: str) -> list[Token]:
    """Direct dependants with one of the labels, in order."""
    held = token.children
    return [child for child in held if child.dep_ in deps] if held else []


def with_conjuncts(token: Token) -> list[Token]:
    """A token and what is coordinated with it to its right."""
    found = [token]
    waiting = [token]
    while waiting:
        for child in waiting.pop().children:
            if child.dep_ == "conj" and child.pos_ in NOMINAL:
                found.append(child)
                waiting.append(child)
    return found


_PASSIVE = frozenset({"auxpass", "nsubjpass", "agent"})


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, reduced relative clauses ("soldiers killed by rebels") included."""
    for child in verb.children:
        if child.dep_ in _PASSIVE:
            return True
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and not children(verb, "dobj", "aux"):
        return True
    if _is_bare_passive(verb):
        return True
    shares = verb.tag_ in ("VBN", "VBD") and verb.dep_ == "conj" and not children(verb, "dobj", "aux", "nsubj")
    return bool(shares and verb.head.pos_ == "VERB" and verb.head.tag_ == "VBN" and _has_passive(verb.head))


def _is_bare_passive(verb: Token) -> bool:
    """Whether a heading leaves out "was": "Mayor stabbed at rally", "Four shot dead in Aden"."""
    if verb.tag_ not in ("VBD", "VBN") or verb.lemma_ not in _DONE_TO or verb.dep_ not in ("ROOT", "ccomp", "advcl"):
        return False
    if verb.lemma_ == "shoot" and not any(child.lower_ in ("dead", "at", "in") for child in verb.children):
        return False
    if verb.lemma_ == "hit" and not any(child.lower_ == "by" for child in verb.children):
        return False
    given = children(verb, "dobj", "obj", "dative", "aux", "ccomp", "xcomp", "attr", "prt")
    told = verb.dep_ == "advcl" and bool(children(verb, "mark"))
    return not given and not told and bool(children(verb, "nsubj")) and not _does_it_too(verb)


def _does_it_too(verb: Token) -> bool:
    """Whether the next verb is done to somebody by the same: "rebels ambushed and killed two soldiers"."""
    following = beside(verb)
    return following is not None and (
        bool(objects_of(following)) or any(child.lower_ == "at" for child in following.children)
    )


def beside(verb: Token) -> Token | None:
    """The verb that is joined to one by a mere "and": "shot and killed two men"."""
    for child in verb.children:
        if child.dep_ == "conj" and verb.i < child.i <= verb.i + 3 and child.tag_[:2] == "VB":
            between = verb.doc[verb.i + 1 : child.i]
            if all(t.dep_ in ("cc", "advmod") for t in between) and not children(child, *SUBJECTS):
                return child
    return None


_DONE_TO = frozenset({
    "stab", "arrest", "kill", "detain", "jail", "sentence", "convict", "wound", "injure", "kidnap", "abduct", "behead",
    "murder", "assassinate", "indict", "acquit", "shoot", "imprison", "execute", "ambush", "poison", "torture", "hit",
})  # fmt: skip
"""Verbs that are never told without whom they were done to."""


def _has_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def subjects(verb: Token) -> list[Token]:
    """The grammatical subjects of a verb, also those it shares with, or takes from, what it depends on."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return [_relative(token) for token in own]
    head = verb.head
    if head.i == verb.i:
        return _misplaced_subject(verb)
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subjects(head)
    if verb.dep_ in ("xcomp", "advcl", "pcomp", "acl", "ccomp", "prep"):
        return _controller(verb)
    if verb.dep_ == "relcl":
        return [head]
    return []


def _misplaced_subject(verb: Token) -> list[Token]:
    """The noun before a finite main verb that the parser joined to an opening phrase: "On a visit to Chad, X said"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or is_passive(verb):
        return []
    first = min([verb.i, *(child.i for child in children(verb, "aux", "neg", "advmod") if child.i < verb.i)])
    if first == verb.sent.start:
        return []
    noun = verb.doc[first - 1]
    while noun.dep_ in ("compound", "flat") and noun.head.i < first:
        noun = noun.head
    opening = noun.head
    if noun.dep_ == "conj" and opening.dep_ == "conj" and opening.head.dep_ == "pobj" and opening.i < noun.i:
        # "After talks in Ohrid, Serbia and Kosovo agreed": two subjects, both taken for further places.
        within = verb.doc[opening.head.i : opening.i]
        return [opening] if within and within[-1].text == "," else []
    joined = noun.dep_ in ("conj", "appos") and noun.pos_ in ("NOUN", "PROPN") and opening.dep_ == "pobj"
    if not joined or children(opening, "cc") or opening.i > noun.i:
        return []
    return [noun] if any(t.text == "," for t in verb.doc[opening.i : noun.i]) else []


def _controller(verb: Token) -> list[Token]:
    """Who is understood as the subject of a clause without one: the object of the governor, or else its subject."""
    head = verb.head
    called = _called_upon(verb)
    if called:
        return called
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        if verb.tag_ in ("VBG", "VBN", "VBD") or (head.dep_ == "ROOT" and verb.tag_ == "VBZ"):
            return [head]
        return _light_subjects(head)
    if verb.dep_ == "pcomp" and head.dep_ in ("prep", "agent", "mark"):
        governor = governor_of(head)
        if governor.pos_ in ("VERB", "AUX"):
            if head.lower_ in ("of", "for", "from", "into", "against") and (
                objects_of(governor) or is_passive(governor)
            ):
                return _patients(governor)
            return subjects(governor)
        if governor.pos_ == "ADJ" and governor.head.pos_ in ("VERB", "AUX"):
            return subjects(governor.head)
        return _light_subjects(governor)
    if head.pos_ in ("VERB", "AUX"):
        contacted = head.lemma_.lower() in CONTACTING and not any(
            c.lower_ in ("on", "upon", "for") for c in head.children
        )
        if contacted and not is_passive(head):
            return subjects(head)
        if verb.dep_ in ("xcomp", "ccomp") and verb.tag_ != "VBG" and objects_of(head):
            return objects_of(head)
        return subjects(head) if head.i != verb.i else []
    if head.pos_ == "ADJ" and head.head.pos_ in ("VERB", "AUX"):
        return subjects(head.head)
    return []


CONTACTING = frozenset({"call", "phone", "telephone", "visit", "meet", "contact", "summon", "ring", "receive"})
"""Verbs after which a purpose is the subject's own: "called the premier to apologise"."""
_CALLING = frozenset({
    "call", "appeal", "plead", "push", "press", "lobby", "campaign", "beg", "pray", "clamour", "clamor", "wait", "plea",
})  # fmt: skip
"""Words that call upon somebody by a preposition: what is called for is theirs to do."""


def _called_upon(verb: Token) -> list[Token]:
    """Who shall do what an infinitive says after a word of calling: "called on the army to leave"."""
    head = verb.head
    if head.lemma_.lower() not in _CALLING or not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return []
    if head.pos_ == "VERB" and objects_of(head):
        return []
    called = prepositional(head, "on", "upon", "to", "for", "with")
    return [t for t in called if head.i < t.i < verb.i and t.ent_type_ not in ("DATE", "TIME")][:1]


def _light_subjects(noun: Token) -> list[Token]:
    owners = children(noun, "poss")
    if owners:
        return owners
    meaning = prepositional(noun, "by") or (prepositional(noun, "of") if noun.lemma_.lower() in _MEANING else [])
    if meaning:
        return meaning
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return subjects(noun.head)
    return []


_MEANING = frozenset({
    "refusal", "failure", "decision", "plan", "promise", "pledge", "vow", "threat", "intention", "offer", "attempt",
    "bid", "readiness", "willingness", "reluctance", "inability", "desire", "unwillingness", "determination", "ability",
})  # fmt: skip
"""Nouns of will whose "of" says whose it is: "the refusal of Chad to free him"."""


def governor_of(preposition: Token) -> Token:
    """What a preposition belongs to: the verb, also where the parser hung it on the object ("accused X of looting")."""
    noun = preposition.head
    if (
        noun.dep_ not in ("dobj", "nsubjpass")
        or noun.head.pos_ != "VERB"
        or preposition.lower_ not in ("of", "for", "from")
    ):
        return noun
    return noun.head if noun.head.lemma_.lower() in _OF_WHAT else noun


_OF_WHAT = frozenset({
    "accuse", "suspect", "blame", "condemn", "criticise", "criticize", "praise", "thank", "charge", "convict", "acquit",
    "denounce", "fault", "sue", "indict", "warn", "assure", "clear", "absolve", "exonerate", "arrest", "jail", "punish",
    "fine", "sanction", "detain", "prevent", "ban", "bar", "stop", "discourage", "dissuade", "deter", "keep",
    "prohibit", "censure", "rebuke", "slam", "commend", "applaud", "laud", "reprimand",
    "prosecute", "try", "expel", "suspend",
})  # fmt: skip
"""Verbs that say of whom and for what: a gerund after their object tells what that one did."""


def behind(noun: Token) -> list[Token]:
    """Who stands behind a paper that speaks: "the group put out a report accusing the army"."""
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ == "VERB":
        return subjects(noun.head)
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "VERB":
        return children(noun, "poss") or logical_subjects(noun.head.head)
    return children(noun, "poss") or prepositional(noun, "by", "of", "from") or children(noun, "compound", "nmod")


def _relative(subject: Token) -> Token:
    """What a relative pronoun stands for."""
    if subject.tag_ in ("WDT", "WP") and subject.head.dep_ in ("relcl", "acl"):
        return subject.head.head
    if subject.tag_ in ("WDT", "WP") and subject.head.dep_ == "conj" and subject.head.head.dep_ == "relcl":
        return subject.head.head.head
    return subject


def objects_of(verb: Token) -> list[Token]:
    """The direct objects of an active verb, relative pronouns resolved."""
    found = [child for child in verb.children if child.dep_ in ("dobj", "obj", "dative") and child.pos_ != "ADP"]
    direct = [child for child in found if child.dep_ != "dative"] or found or _described(verb)
    return [_relative(token) for token in direct]


def _described(verb: Token) -> list[Token]:
    """Whom a verb finds, names or leaves to be something, where the parser reads a clause: "found him guilty"."""
    for clause in children(verb, "ccomp"):
        unwelcome = clause.lower_ == "persona"
        bare = clause.pos_ in ("ADJ", "NOUN", "PROPN") or clause.tag_ in ("VB", "VBN") or unwelcome
        if bare and not children(clause, "mark", "aux", "auxpass", "cop"):
            named = children(clause, "nsubj", "nsubjpass") or (
                children(clause, "compound", "poss") if unwelcome else []
            )
            return [child for child in named if child.i > verb.i]
    return []


def _patients(verb: Token) -> list[Token]:
    if is_passive(verb):
        borne = children(verb, "nsubjpass") or (children(verb, "nsubj") if _is_bare_passive(verb) else [])
        return [_relative(token) for token in borne] or ([verb.head] if verb.dep_ == "acl" else [])
    return objects_of(verb)


def logical_subjects(verb: Token) -> list[Token]:
    """Who acts: the subject of an active verb, the agent of a passive one."""
    if not is_passive(verb):
        return subjects(verb)
    found = [
        target
        for child in verb.children
        if child.dep_ in ("agent", "prep") and child.lower_ == "by"
        for target in children(child, "pobj")
    ]
    return found or _distant_agents(verb)


def _distant_agents(verb: Token) -> list[Token]:
    """The agent of a passive that the parser hung on a noun in between: "was charged with theft by prosecutors"."""
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in ("prep", "nsubjpass", "dobj", "oprd"):
            continue
        for word in child.subtree:
            named = word.head.pos_ == "NOUN" and word.head.dep_ in ("pobj", "oprd")
            if word.lower_ == "by" and word.dep_ == "prep" and named:
                return children(word, "pobj")
    return []


def logical_objects(verb: Token) -> list[Token]:
    """Who is acted upon: the object of an active verb, the subject of a passive one."""
    if not is_passive(verb):
        found = objects_of(verb)
        if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.i < verb.head.i:
            return objects_of(verb.head)
        return found
    found = _patients(verb)
    if found:
        return found
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return subjects(verb)
    if verb.dep_ in ("xcomp", "relcl", "advcl"):
        return subjects(verb)
    return []


def prepositional(token: Token, *words: str) -> list[Token]:
    """The nominal objects of a token's prepositions, and of those after a word of direction ("out of", "back to")."""
    found: list[Token] = []
    for child in _with_inner(token) if token.children else ():
        if child.dep_ in ("prep", "agent", "dative") and (not words or child.lower_ in words):
            found.extend(children(child, "pobj"))
    return found


def _with_inner(token: Token) -> Iterator[Token]:
    """A token's dependants, with the second word of "out of" and "away from"."""
    for child in token.children:
        yield child
        if child.lower_ in _OUTWARD and child.dep_ in ("prep", "advmod", "prt"):
            yield from children(child, "prep")


_OUTWARD = frozenset({"out", "away", "back", "over", "down", "up", "ahead", "together", "along", "off", "home"})


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Each preposition of a token with its nominal object."""
    for child in _with_inner(token):
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "PART"):
            for target in child.children:
                if target.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, target
        elif child.dep_ in ("advcl", "ccomp", "xcomp", "acl") and is_for_clause(child):
            for subject in children(child, "nsubj", "nsubjpass"):
                yield "for", subject


def is_for_clause(clause: Token) -> bool:
    """Whether a clause says who shall do what after "for": "called for the mayor to resign"."""
    marks = {child.lower_ for child in children(clause, "mark", "aux")}
    return {"for", "to"} <= marks and bool(children(clause, "nsubj", "nsubjpass"))


def clause_span(token: Token) -> tuple[int, int]:
    """First and last token index of a subtree, without punctuation at its borders."""
    left, right = token.left_edge, token.right_edge
    while left.is_punct and left.i < right.i:
        left = left.nbor(1)
    while right.is_punct and right.i > left.i:
        right = right.nbor(-1)
    return left.i, right.i


_NOBODY = frozenset({"nobody", "none", "noone", "nothing"})
_NEGATING = frozenset({"never", "n't", "not", "nor", "neither", "hardly", "scarcely", "nowhere"})


_OCCASIONS = frozenset(
    {"time", "point", "stage", "circumstance", "circumstances", "case", "way", "account", "condition"}
)


def is_negated(token: Token) -> bool:
    """Whether a word carries a negation of its own: "did not", "never", "no"."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in _NEGATING:
            if is_no_sooner(child):
                continue
            return True
        if child.lower_ in _NOBODY and child.dep_ in ("nsubj", "nsubjpass"):
            return True
        if child.dep_ == "det" and child.lower_ in ("no", "neither"):
            return True
        if child.dep_ == "preconj" and child.lower_ == "neither":
            return True
        if child.dep_ == "prep" and child.i < token.i and _no_occasion(child):
            return True
    return False


def is_no_sooner(word: Token) -> bool:
    """Whether a word of negation denies nothing: "not only shelled", "hardly had he fled when"."""
    if word.lower_ not in _NEGATING or word.i + 1 >= word.sent.end:
        return False
    following = word.nbor(1).lower_
    if word.lower_ == "not":
        return following in ("only", "just", "merely")
    return word.lower_ in ("hardly", "scarcely") and word.i == word.sent.start and following == "had"


def _no_occasion(preposition: Token) -> bool:
    """Whether a phrase before a verb says never: "at no time did", "under no circumstances will"."""
    nouns = [child for child in preposition.children if child.dep_ == "pobj" and child.lemma_.lower() in _OCCASIONS]
    return any(child.lower_ == "no" for noun in nouns for child in noun.lefts)
