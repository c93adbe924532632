"""Parts of speech and lemmas, remembered for each word as it is tagged and attached.

spaCy's attribute ruler puts nearly two hundred patterns to each token, and its lemmatizer follows. All but a few of the
patterns look at one token, so that its spelling, tag and dependency tell what comes out: that is asked of spaCy once.
Where a pattern of several tokens holds ("gonna", "there is"), the whole Doc is left to spaCy's own pipes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

_ASKED = (ORTH, TAG, DEP)
_ANSWERED = (TAG, POS, LEMMA, DEP)
_READ = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What the patterns may look at: all of it is told by the spelling, the tag and the dependency."""
_KEPT = 50_000
"""Words that are remembered, so that no stream of odd words fills the memory."""

_Key = tuple[int, ...]


class WordForms:
    """A pipe that sets the parts of speech and lemmas of Docs that are tagged and parsed, and no morphology."""

    def __init__(self, vocab: Any, ruler: Any, lemmatizer: Any) -> None:
        self._vocab, self._own = vocab, (ruler, lemmatizer)
        self._known: dict[_Key, _Key] = {}
        self._together = Matcher(vocab)
        for number, rule in enumerate(ruler.patterns):
            longer = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if longer:
                self._together.add(str(number), longer)

    def __call__(self, doc: Any) -> Any:
        """A Doc with its parts of speech and lemmas set."""
        return next(self.pipe((doc,), batch_size=1))

    def pipe(self, docs: Iterable[Any], *, batch_size: int) -> Iterator[Any]:
        """Docs with their parts of speech and lemmas set, in order."""
        rest = iter(docs)
        while batch := list(islice(rest, batch_size)):
            self._set(batch)
            yield from batch

    def _set(self, docs: list[Any]) -> None:
        if len(self._known) > _KEPT:
            self._known.clear()
        asked: list[tuple[Any, list[_Key]]] = []
        for doc in docs:
            if self._together(doc, allow_missing=True):
                self._ask(doc)
            else:
                asked.append((doc, list(map(tuple, doc.to_array(_ASKED).tolist()))))
        unknown = {key for _, keys in asked for key in keys if key not in self._known}
        if unknown:
            self._learn(sorted(unknown))
        for doc, keys in asked:
            doc.from_array(_ANSWERED, np.array([self._known[key] for key in keys], dtype="uint64").reshape(-1, 4))

    def _learn(self, keys: list[_Key]) -> None:
        names = self._vocab.strings
        words, tags, deps = ([names[part] for part in column] for column in zip(*keys, strict=True))
        doc = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(keys))))
        if len(keys) > 1 and self._together(doc, allow_missing=True):
            for key in keys:
                self._learn([key])
            return
        self._ask(doc)
        self._known.update(zip(keys, map(tuple, doc.to_array(_ANSWERED).tolist()), strict=True))

    def _ask(self, doc: Any) -> None:
        for pipe in self._own:
            pipe(doc)


def _word_forms(nlp: Any, name: str) -> WordForms:  # noqa: ARG001
    return WordForms(nlp.vocab, nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))


Language.factory("word_forms", func=_word_forms)


def remember_forms(nlp: Any) -> None:
    """Let a loaded model remember the forms of words, where its rules look at nothing else."""
    at = nlp.pipe_names.index("lemmatizer") if "lemmatizer" in nlp.pipe_names else 0
    if nlp.pipe_names[at - 1 : at] != ["attribute_ruler"] or nlp.get_pipe("lemmatizer").mode != "rule":
        return
    rules = nlp.get_pipe("attribute_ruler").patterns
    if all(_READ.issuperset(token) for rule in rules for pattern in rule["patterns"] for token in pattern):
        nlp.add_pipe("word_forms", after="lemmatizer")
        nlp.disable_pipe("attribute_ruler")
        nlp.disable_pipe("lemmatizer")
