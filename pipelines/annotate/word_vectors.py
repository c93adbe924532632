"""The vectors with which a model begins, remembered for each word: what they are made of is the word's spelling alone.

A model turns each token's norm, prefix, suffix and shape into a vector before it looks at the neighbours, which is
a third of its work on a text and the same for each occurrence of a word. Vectors are made in blocks of one size, so
that no bit of them depends on the words they were made with.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from thinc.api import Model, chain, with_array

_BLOCK = 16
_KEPT = 30_000
"""Words that are remembered: some 12 MB for each of a model's two networks."""
_FIRST, _THEN = "extract_features", ["list2ragged", "with_array", "with_array", "ragged2list"]


class _Vectors:
    """The vectors of rows of a word's attributes, by a layer that looks at each row by itself."""

    def __init__(self, layer: Any) -> None:
        self._layer = layer
        self._at: dict[bytes, int] = {}
        self._held = np.empty((0, layer.get_dim("nO")), dtype="float32")

    def of(self, rows: Any) -> Any:
        """One vector for each row, in order."""
        told, size = rows.tobytes(), rows.itemsize * rows.shape[1]
        keys = [told[at : at + size] for at in range(0, len(told), size)]
        if len(self._at) > _KEPT:
            self._at.clear()
        places = {key: place for place, key in enumerate(keys) if key not in self._at}
        if places:
            self._learn(list(places), rows[list(places.values())])
        return self._held[[self._at[key] for key in keys]]

    def _learn(self, keys: list[bytes], rows: Any) -> None:
        filled = np.concatenate((rows, np.repeat(rows[:1], -len(rows) % _BLOCK, axis=0)))
        blocks = [self._layer.predict(filled[at : at + _BLOCK]) for at in range(0, len(filled), _BLOCK)]
        begin, end = len(self._at), len(self._at) + len(keys)
        if end > len(self._held):
            more = np.empty((max(end, 2 * len(self._held)) - begin, self._held.shape[1]), dtype="float32")
            self._held = np.concatenate((self._held[:begin], more))
        self._held[begin:end] = np.concatenate(blocks)[: len(keys)]
        self._at.update(zip(keys, range(begin, end), strict=True))


def _forward(model: Model[Any, Any], rows: Any, is_train: bool) -> tuple[Any, Any]:
    if is_train:
        raise ValueError("a model that remembers the vectors of words cannot be trained")
    return model.attrs["vectors"].of(rows), None


def remember_vectors(nlp: Any) -> None:
    """Let a loaded model remember the vectors of words, in each network that begins with spelling alone."""
    for _, pipe in nlp.components:
        model = getattr(pipe, "model", None)
        for node in list(model.walk()) if model is not None else ():
            kinds = [layer.name.partition("(")[0] for layer in node.layers]
            if kinds != [_FIRST, *_THEN]:
                continue
            spelled, mixed = (layer.layers[0] for layer in node.layers[2:4])
            if set(spelled.name.split("|")) == {"ints-getitem>>hashembed"} and mixed.name.startswith("maxout"):
                vectors = _Vectors(chain(spelled, mixed))
                node.layers[2:4] = [with_array(Model("word_vectors", _forward, attrs={"vectors": vectors}))]
