"""Recognised names, found as spaCy's own recogniser finds them and several times as fast.

spaCy's recogniser goes through a text token by token and asks of each of its moves whether it is allowed. What it sees
outside a name is the token alone, so that its choice there can be taken for all tokens of a batch in one go; only
within a name is it taken in turn, between going on and ending. The weights, the order of the sums and so the names are
its own. Only a model of the shape that is known here is replaced: any other keeps spaCy's recogniser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Span

_SEEN = 3
"""Tokens that a move is chosen from: the next one, the first of the open name, and the last one in it."""
_NEVER = np.float32("-inf")


class Recogniser:
    """A pipe that sets the names of Docs whose sentences are known, with the weights of a trained recogniser."""

    def __init__(self, trained: Any) -> None:
        self._tok2vec, self._lower, self._upper = trained.model.layers
        self._bias = self._lower.get_param("b")
        self._moves = _moves_of(trained)
        self._at = {move: at for at, move in enumerate(self._moves)}
        kinds = np.array([kind for kind, _ in self._moves])
        self._not_outside = np.isin(kinds, ("I", "L")) | (np.array(self._moves) == ("U", "")).all(axis=1)
        self._begins, self._names = kinds == "B", np.isin(kinds, ("B", "U"))

    def __call__(self, doc: Any) -> Any:
        """A Doc with its names set."""
        return next(self.pipe((doc,), batch_size=1))

    def pipe(self, docs: Iterable[Any], *, batch_size: int) -> Iterator[Any]:
        """Docs with their names set, in order."""
        rest = iter(docs)
        while batch := list(islice(rest, batch_size)):
            if any(map(len, batch)):
                self._recognise(batch)
            yield from batch

    def _recognise(self, docs: list[Any]) -> None:
        columns = np.concatenate([doc.to_array((SENT_START, IS_SPACE)) for doc in docs]).view("int64")
        closes = np.append(columns[1:, 0] == 1, True)
        closes[np.cumsum([len(doc) for doc in docs]) - 1] = True
        seen = self._lower.predict(self._tok2vec.predict(docs))
        nothing, sights = seen[0], seen[1:]
        scores = self._scores(sights[:, 0] + nothing[1] + nothing[2])
        scores[:, self._not_outside] = _NEVER
        scores[np.ix_(closes, self._begins)] = _NEVER
        scores[np.ix_(columns[:, 1] == 1, self._names)] = _NEVER
        moves = scores.argmax(axis=1).tolist()
        offset = 0
        for doc in docs:
            end = offset + len(doc)
            found = list(self._named(moves, closes, sights, offset, end))
            names = [Span(doc, first - offset, last - offset, label=label) for first, last, label in found]
            doc.set_ents(names, default="outside")
            offset = end

    def _scores(self, states: Any) -> Any:
        """What each move is worth in each state, from the sums of what is seen there."""
        return self._upper.predict((states + self._bias).max(axis=-1))

    def _named(self, moves: list[int], closes: Any, sights: Any, at: int, end: int) -> Iterator[tuple[int, int, str]]:
        """First token, token after the last, and label of each name from a token to before another."""
        while at < end:
            kind, label = self._moves[moves[at]]
            start = at
            at += 1
            if kind == "B":
                goes_on, ends = self._at["I", label], self._at["L", label]
                while not closes[at]:
                    worth = self._scores((sights[at, 0] + sights[start, 1] + sights[at - 1, 2])[None])[0]
                    if worth[ends] > worth[goes_on]:
                        break
                    at += 1
                at += 1
            if kind != "O":
                yield start, at, label


def _moves_of(trained: Any) -> list[tuple[str, str]]:
    """Kind (begin, in, last, unit, outside) and label of each move, in the order of the weights."""
    return [(" BILUO"[kind], label) for kind, labels in trained.moves.labels.items() for label in labels]


def _names_at_once(nlp: Any, name: str) -> Recogniser:  # noqa: ARG001
    return Recogniser(nlp.get_pipe("ner"))


Language.factory("names_at_once", func=_names_at_once)


def find_names_at_once(nlp: Any) -> None:
    """Let a loaded model find its names at once, where its recogniser is of the shape known here."""
    if "ner" not in nlp.pipe_names:
        return
    trained = nlp.get_pipe("ner")
    layers = trained.model.layers
    known = (
        trained.cfg.get("beam_width") == 1
        and len(layers) == 3
        and layers[1].name == "precomputable_affine"
        and layers[1].get_dim("nF") == _SEEN
        and layers[1].get_dim("nP") > 1
        and layers[2].name == "linear"
        and layers[2].get_dim("nO") == len(_moves_of(trained))
        and not trained.model.attrs["unseen_classes"]
    )
    if known:
        nlp.add_pipe("names_at_once", after="ner")
        nlp.disable_pipe("ner")
