"""The words by which an article finds its story: how often each stands there, its title's and names counting more."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from pipelines.extract.knowledge import FOLDER, Strict, load

_LEAD = 1_500
_TITLE_WEIGHT = 2.0
_NAME_WEIGHT = 1.5
_LONGEST = 40
"""Characters of a word; what is longer is an address or noise."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
_UNPARTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{2,}")
_SENTENCE_STARTS = ".!?:\"“‘'"


class _Words(Strict):
    stopwords: str
    of_languages: dict[str, str]


def terms_told(title: str | None, text: str, language: str | None = None) -> tuple[dict[str, float], dict[str, str]]:
    """The terms of an article's title and first 1,500 characters with their weights, and each as it is written there.

    Function words of the article's language are no terms: among articles of other languages they would seem rare.
    Of a term's words the first name stands for all, else the first. A weight is how often it stands there, damped.
    """
    counts: defaultdict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    named: set[str] = set()
    for passage, weight in ((title or "", _TITLE_WEIGHT), (text[:_LEAD], 1.0)):
        for word, is_name in _words(unicodedata.normalize("NFKC", passage), _stopwords(language or "en")):
            each = _term(word)
            counts[each] += weight * (_NAME_WEIGHT if is_name else 1.0)
            if each not in written or (is_name and each not in named):
                written[each] = word
            if is_name:
                named.add(each)
    return {each: _damped(count) for each, count in sorted(counts.items())}, written


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    """What a word is compared by: lower case, without the commonest English endings, to join plurals and tenses."""
    word = word.casefold()
    if not word.isascii() or len(word) < 5:
        return word
    for ending, least in (("ing", 4), ("ied", 3), ("ies", 3), ("ed", 4), ("es", 4), ("s", 4)):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= least:
            word = word[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _damped(count: float) -> float:
    return 1 + math.log(count) if count > 1 else count


def _words(text: str, stopwords: Collection[str]) -> Iterable[tuple[str, bool]]:
    """Each word that may bind two reports, as it is written, and whether it is a name's."""
    for match in _WORD.finditer(text):
        word = match[0]
        if run := _UNPARTED.search(word):
            # Pairs of characters stand in for words where nothing parts them.
            yield from ((run[0][at : at + 2], False) for at in range(len(run[0]) - 1))
            continue
        if word[0].isdigit():
            # A lone digit counts anything.
            if len(word) > 1:
                yield word.replace(",", "")[:_LONGEST], False
            continue
        named = word[0].isupper() and match.start() > 1 and text[match.start() - 2] not in _SENTENCE_STARTS
        word = re.sub(r"['’]s?$|['’]s\b", "", word)[:_LONGEST]
        if len(word) > 1 and word.casefold().replace("’", "'") not in stopwords:
            yield word if named else word.casefold(), named


@cache
def _stopwords(language: str) -> frozenset[str]:
    words = load(FOLDER / "stories.yml", _Words)
    return frozenset(f"{words.stopwords} {words.of_languages.get(language, '')}".split())
