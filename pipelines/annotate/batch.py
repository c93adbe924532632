"""Coding many texts in a pool of workers, in order, with a time limit for each.

Texts travel in small chunks, so that a worker parses their paragraphs together. A chunk that fails is done again text
by text, so that a failure costs its own text only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pipelines.annotate.coder import Coder, TextToCode, load_coder
from pipelines.records import Coding
from pipelines.settings import AnnotateSettings
from pipelines.workers import Failure, Workers

CHUNK = 4
"""Texts sent to a worker at a time."""

_coder: Coder | None = None


def code_texts(
    items: Iterable[TextToCode], *, settings: AnnotateSettings
) -> Iterator[tuple[TextToCode, Coding | Failure]]:
    """Each text with its coding, or with why it has none, in the order given.

    A chunk may take `text_seconds` for each of its texts; alone, a text may take `text_seconds`.
    """
    workers: Workers[tuple[TextToCode, ...], list[Coding]] = Workers(
        _code_chunk,
        count=settings.workers,
        seconds=settings.text_seconds * CHUNK,
        start=_start,
        start_args=(settings.model, settings.max_characters),
    )
    with workers:
        for chunk, codings in workers.run(_chunks(items)):
            if not isinstance(codings, Failure):
                yield from zip(chunk, codings, strict=True)
            elif len(chunk) == 1:
                yield chunk[0], codings
            else:
                yield from _one_by_one(chunk, settings)


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
