"""What layouts set above and below an article's paragraphs: labels, the title again, names, times of publication.

Extractors take such lines for text. They are told by what they say: the words for times and labels stand in
`prompts.yml`, the names of months in `credits.yml`; title and authors come from the page's metadata.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from pipelines.extract.agencies import agency_among, credit_words
from pipelines.extract.names import clean_names
from pipelines.extract.prompts import counted_words, stamp_words, words_beside
from pipelines.extract.wording import fold, words

PARAGRAPH = 20
"""Words; the first line of as many begins the article."""
_LABEL = 3
_FRONT = 10
_BACK = 3
_LONGEST_STAMP = 16
_LONGEST_COUNTER = 10
_CLOCK = 4
"""Digits of a time of day."""
_OVERLINE = 90
"""Letters that may stand around the title in a line that repeats it."""
_LEAST_TITLE = 12
_ENDED = (".", "!", "?", "…", ".”", '."', ".»", "。", "؟", "۔", "।", ":", "：")
_TOKEN = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"(?:true|false|null|undefined|[a-z]+(?:[A-Z][a-z]+)+\s*:?)")


def without_surroundings(lines: Sequence[str], headings: Collection[str], authors: Collection[str]) -> list[str]:
    """The lines without those above the first paragraph and below the last that say nothing of their own.

    Lines that count views or comments go wherever they stand: they change with each look at the page.

    Args:
        lines: the page's text as it was found.
        headings: folded titles of the page.
        authors: its authors' names. A line that names others, or a place too, stays, and so does an agency's name.
    """
    names = {fold(name) for name in authors}
    lines = [line for line in lines if not _CODE.fullmatch(line) and not is_counter(line)]
    first = next((at for at, line in enumerate(lines[:_FRONT]) if _is_paragraph(line, headings)), None)
    if first is None:
        return lines
    titled = max((at for at, line in enumerate(lines[:first]) if _repeats(line, headings)), default=-1)
    kept: list[str] = []
    for at, line in enumerate(lines[:_FRONT]):
        label = at < first and _is_label(line) and (at < titled or not kept)
        # Among the paragraphs a time of day alone may begin a post.
        stamp = is_stamp(line) and (at < first or sum(map(str.isdigit, line)) > _CLOCK)
        if not (label or stamp or (at < first and _repeats(line, headings)) or _names_authors(line, names)):
            kept.append(line)
    body = lines[_FRONT:]
    for _ in range(_BACK):
        if body and (_names_authors(body[-1], names) or is_stamp(body[-1])):
            body.pop()
    return [*kept, *body]


def is_stamp(line: str) -> bool:
    """Whether a line tells nothing but when the text was published or changed, or how long it takes to read."""
    if len(line.split()) > _LONGEST_STAMP:
        return False
    tokens = [word.casefold() for word in _TOKEN.findall(line)]
    if not tokens:
        return any(character.isdigit() for character in line)
    known = _stamp_words()
    return all(word in known for word in tokens) and (
        any(character.isdigit() for character in line) or len(tokens) > 1 or tokens[0] in stamp_words()
    )


def is_counter(line: str) -> bool:
    """Whether a line only counts what readers do, or says how long ago the text was changed or how long it takes."""
    if len(line.split()) > _LONGEST_COUNTER or not any(character.isdigit() for character in line):
        return False
    tokens = {word.casefold() for word in _TOKEN.findall(line)}
    counted, others = _counter_words()
    return bool(tokens & counted) and tokens <= others


def _is_paragraph(line: str, headings: Collection[str]) -> bool:
    return words(line) >= PARAGRAPH and not _repeats(line, headings)


def _is_label(line: str) -> bool:
    return words(line) <= _LABEL and not line.endswith(_ENDED) and agency_among(line) is None


def _repeats(line: str, headings: Collection[str]) -> bool:
    """Whether a line is a title, or one with an overline or a label around it."""
    key = fold(line)
    if key in headings:
        return True
    return not line.endswith((".", "。", "۔", "।")) and any(
        len(title) >= _LEAST_TITLE and title in key and _is_overline(key.replace(title, "", 1)) for title in headings
    )


def _is_overline(letters: str) -> bool:
    return len(letters) <= _OVERLINE and not any(letter.isdigit() for letter in letters)


def _names_authors(line: str, names: Collection[str]) -> bool:
    if not names or len(line) > 200 or agency_among(line) is not None:
        return False
    told = {fold(name) for part in line.split("/") for name in clean_names([part])}
    return bool(told) and told <= {*names}


@cache
def _stamp_words() -> frozenset[str]:
    months = {name.casefold() for names in credit_words().months.values() for name in names}
    return frozenset(months | stamp_words())


@cache
def _counter_words() -> tuple[frozenset[str], frozenset[str]]:
    counted = counted_words()
    return counted, counted | words_beside() | _stamp_words()
