"""The `code` command's JSON lines: texts in, codings out, in the same order, an error object in a bad line's place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipelines.annotate.batch import code_texts
from pipelines.annotate.coder import TextToCode, load_coder
from pipelines.annotate.explain import explain_text
from pipelines.annotate.json_form import coding_json
from pipelines.settings import AnnotateSettings
from pipelines.workers import Failure


@dataclass(frozen=True, slots=True)
class _BadLine:
    id: Any
    line: int
    error_class: str
    message: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text to code, with its id as the line gave it: any JSON value, told back unchanged."""

    id: Any
    line: int
    text: TextToCode


def code_lines(lines: Iterable[str], settings: AnnotateSettings, *, explain: bool = False) -> Iterator[dict[str, Any]]:
    """The answer to each line that is not blank, in order.

    A line is `{"id","text","published_at"?,"published_on"?,"country"?,"url"?}`. `published_at` is an ISO 8601 time with
    its offset, or a day. A line that cannot be answered gives `{"id","line","error":{"class","message"}}`. With
    `explain` each answer has a further member `explain`: one entry for each candidate trigger, coded or not.
    """
    bad: dict[int, _BadLine] = {}
    asked: dict[int, _Asked] = {}
    order: list[int] = []

    def texts() -> Iterator[TextToCode]:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            order.append(number)
            item = _read(line, number)
            if isinstance(item, _BadLine):
                bad[number] = item
            else:
                asked[id(item.text)] = item
                yield item.text

    told = 0
    coder = load_coder(settings.model, max_characters=settings.max_characters) if explain else None
    for text, coding in code_texts(texts(), settings=settings):
        item = asked.pop(id(text))
        while order[told] != item.line:
            yield _error(bad.pop(order[told]))
            told += 1
        told += 1
        if isinstance(coding, Failure):
            yield _error(_BadLine(item.id, item.line, coding.error_class, coding.message))
            continue
        answer = coding_json(item.id, coding)
        if coder is not None:
            answer["explain"] = explain_text(coder, text)
        yield answer
    for number in order[told:]:
        yield _error(bad.pop(number))


def _error(bad: _BadLine) -> dict[str, Any]:
    return {"id": bad.id, "line": bad.line, "error": {"class": bad.error_class, "message": bad.message}}


def _read(line: str, number: int) -> _Asked | _BadLine:
    try:
        value = json.loads(line)
    except ValueError as error:
        return _BadLine(None, number, "NotJson", f"the line is not JSON ({error}); write one object a line")
    except RecursionError:
        return _BadLine(None, number, "NotJson", "the line nests too deeply; write one flat object a line")
    if not isinstance(value, dict):
        return _BadLine(None, number, "NotAnObject", 'the line is not an object; write {"id": ..., "text": ...}')
    name = value.get("id")
    if not isinstance(value.get("text"), str):
        return _BadLine(name, number, "NoText", 'the member "text" is missing or is not a string')
    if any("\ud800" <= character <= "\udfff" for character in value["text"]):
        return _BadLine(name, number, "BadText", 'the member "text" holds half a surrogate pair; write valid Unicode')
    try:
        at, on = _published(value)
    except ValueError as error:
        return _BadLine(name, number, "BadTime", str(error))
    country = value.get("country")
    url = value.get("url")
    text = TextToCode(
        id="" if name is None else str(name),
        text=value["text"],
        published_at=at,
        published_on=on,
        country=country if isinstance(country, str) else None,
        url=url if isinstance(url, str) else None,
    )
    return _Asked(name, number, text)


def _published(value: dict[str, Any]) -> tuple[datetime | None, date | None]:
    stamp, day = value.get("published_at"), value.get("published_on")
    if stamp is None and day is None:
        return None, None
    try:
        at = None
        on = date.fromisoformat(str(day)) if day is not None else None
        if isinstance(stamp, str) and len(stamp) > 10:
            at = datetime.fromisoformat(stamp)
        elif stamp is not None:
            on = on or date.fromisoformat(str(stamp))
    except ValueError:
        message = (
            '"published_at" is not an ISO 8601 time such as 2025-10-26T09:00:00+05:00, or a day such as 2025-10-26'
        )
        raise ValueError(message) from None
    return at, on or (at.date() if at else None)
