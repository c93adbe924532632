"""Words told in sentences of their own, as their speaker's: "Officials were blunt. The border would stay shut."

A sentence announces that somebody speaks (which ones do is data: the cues that take `next`), and the sentences after it
are the speaker's as long as their tense is that of reported words: had done, would do, was to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.annotate.cue_lexicon import Cue, CueLexicon
from pipelines.annotate.parse import Parse, Tokens
from pipelines.annotate.syntax import Token, objects_of


def announcements(doc: Parse, cues: CueLexicon, inside: frozenset[int]) -> Iterator[tuple[Token, Cue, int, int]]:
    """Each cue that announces words, with the first and last token of the sentences that are those words."""
    sentences = list(doc.sents)
    for number, sentence in enumerate(sentences[:-1]):
        found = announcing(sentence.root, cues)
        if found is None or found[0].i in inside:
            continue
        last = number
        while last + 1 < len(sentences) and is_reported(sentences[last + 1]):
            last += 1
        if last > number:
            yield (*found, sentences[number + 1].start, sentences[last].end - 1)


def announcing(root: Token, cues: CueLexicon) -> tuple[Token, Cue] | None:
    """The cue by which a sentence's chief verb announces words, or None."""
    for token in (root, *(child for child in root.children if child.dep_ in ("acomp", "attr"))):
        for cue in cues.of(token):
            if "next" not in cue.takes:
                continue
            if not cue.object or any(thing.lemma_.lower() in cue.object for thing in objects_of(token)):
                return token, cue
    return None


_REPORTED = frozenset({"had", "would", "could", "might", "'d", "’d"})


def is_reported(sentence: Tokens) -> bool:
    """Whether a sentence's chief verb stands in the tense of reported words."""
    root = sentence.root
    if any(child.dep_ in ("aux", "auxpass") and child.lower_ in _REPORTED for child in root.children):
        return True
    return any(
        child.dep_ == "xcomp" and root.lower_ in ("was", "were") and any(w.lower_ == "to" for w in child.children)
        for child in root.children
    )
