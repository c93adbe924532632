"""Coding many texts in a pool of workers, in order, with a time limit for each.

Texts travel in small chunks, so that a worker parses their paragraphs together. A chunk that fails is done again text
by text, so that a failure costs its own text only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType

from pipelines.annotate.coder import Coder, TextToCode, load_coder
from pipelines.records import Coding
from pipelines.settings import AnnotateSettings
from pipelines.workers import Failure, Workers

CHUNK = 4
"""Texts sent to a worker at a time."""

_coder: Coder | None = None


class CodingPool:
    """Worker processes that code texts, for a run with many batches: each loads the model once, which takes seconds.

    A context manager; the processes start with the first text. A chunk may take `text_seconds` for each of its texts;
    alone, a text may take `text_seconds`.
    """

    def __init__(self, settings: AnnotateSettings) -> None:
        self._settings = settings
        self._workers: Workers[tuple[TextToCode, ...], list[Coding]] = Workers(
            _code_chunk,
            count=settings.workers,
            seconds=settings.text_seconds * CHUNK,
            start=_start,
            start_args=(settings.model, settings.max_characters),
        )

    def __enter__(self) -> CodingPool:
        self._workers.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def code(self, items: Iterable[TextToCode]) -> Iterator[tuple[TextToCode, Coding | Failure]]:
        """Each text with its coding, or with why it has none, in the order given."""
        for chunk, codings in self._workers.run(_chunks(items)):
            if not isinstance(codings, Failure):
                yield from zip(chunk, codings, strict=True)
            elif len(chunk) == 1:
                yield chunk[0], codings
            else:
                yield from _one_by_one(chunk, self._settings)


def code_texts(
    items: Iterable[TextToCode], *, settings: AnnotateSettings
) -> Iterator[tuple[TextToCode, Coding | Failure]]:
    """The same for one lot of texts, in a pool of its own."""
    with CodingPool(settings) as pool:
        yield from pool.code(items)


def _one_by_one(
    chunk: tuple[TextToCode, ...], settings: AnnotateSettings
) -> Iterator[tuple[TextToCode, Coding | Failure]]:
    alone: Workers[tuple[TextToCode, ...], list[Coding]] = Workers(
        _code_chunk,
        count=1,
        seconds=settings.text_seconds,
        start=_start,
        start_args=(settings.model, settings.max_characters),
    )
    with alone:
        for single, codings in alone.run((item,) for item in chunk):
            yield single[0], codings if isinstance(codings, Failure) else codings[0]


def _chunks(items: Iterable[TextToCode]) -> Iterator[tuple[TextToCode, ...]]:
    rest = iter(items)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk


def _start(model: str, max_characters: int) -> None:
    global _coder
    _coder = load_coder(model, max_characters=max_characters)


def _code_chunk(chunk: tuple[TextToCode, ...]) -> list[Coding]:
    if _coder is None:
        raise RuntimeError("the worker was not started with a model")
    return _coder.code_batch(chunk)
