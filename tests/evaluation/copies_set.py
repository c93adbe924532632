"""Articles and what newsrooms make of them: a set of reprints, built anew each time from the texts beside the checkout.

    python -m tests.evaluation.copies_set      prints how many there are and one of each kind

Sources are the Wikinews articles and ISAF releases of ../shared/texts. Each gets the edits of `EDITS` that it is long
enough for. Nothing is drawn at random: what is chosen follows from a hash of the source's name. The two halves share no
source; what is added to a text comes from the other half.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "texts"
ABSENT = "the texts to make reprints of (../shared/texts) are not beside this checkout"
WORDING = Path(__file__).with_name("copies_wording.yml")

_LONGEST = 15_000
_SHORTEST = 60
"""Words of the shortest text that is edited; shorter ones stand in the set as they are."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was first told. `happening` holds what tells it from its like: its day, and where."""

    name: str
    title: str
    text: str
    day: str
    places: frozenset[str]

    @property
    def half(self) -> str:
        """Which half it belongs to: `tuning` or `held`."""
        return "tuning" if _number(self.name) % 2 else "held"


@dataclass(frozen=True, slots=True)
class Reprint:
    """What an edit made of one source, or of two: any of `of` is its origin."""

    kind: str
    of: tuple[str, ...]
    title: str
    text: str


def sources() -> list[Source]:
    """All articles, in the order of their names."""
    csv.field_size_limit(10_000_000)
    found = []
    for path in sorted((TEXTS / "wikinews").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            # Some texts have other pages stuck to their end.
            found += [
                Source(f"wikinews {row['url']}", row["title"], _paragraphs(row["text"]), row["date"], frozenset())
                for row in csv.DictReader(handle)
                if len(row["text"]) < _LONGEST and "TEST_PAGE" not in row["url"]
            ]
    with (TEXTS / "isaf-afghanistan" / "isaf_press_releases_ft_test.jsonl").open(encoding="utf-8") as handle:
        for number, line in enumerate(handle):
            turns = json.loads(line)["conversations"]
            text = _paragraphs(turns[1]["value"].removeprefix("PRESS RELEASE TEXT:"))
            coded = json.loads(turns[2]["value"])
            title = text.split("\n", 1)[0][:100]
            places = frozenset(coded.get("province") or ())
            found.append(Source(f"isaf {number}", title, text, str(coded.get("start_date")), places))
    return sorted(_one_each(found), key=lambda source: source.name)


def _one_each(every: Iterable[Source]) -> Iterator[Source]:
    """One of each release: some stand there in several parts, all under the head of the whole."""
    releases = set()
    for source in every:
        release = re.search(r"20\d\d-\d\d-[A-Z]+-\d+", source.text)
        if release is None or release[0] not in releases:
            yield source
        if release is not None:
            releases.add(release[0])


def reprints(half: str) -> list[Reprint]:
    """What newsrooms make of the sources of a half."""
    every = sources()
    own = [source for source in every if source.half == half and len(source.text.split()) >= _SHORTEST]
    # No paragraph is added twice: two texts that got the same would in truth share it.
    strange = [
        paragraph
        for source in every
        if source.half != half and source.name.startswith("wikinews")
        for paragraph in source.text.split("\n")
        if len(paragraph.split()) > 25
    ]
    made = []
    for at, source in enumerate(own):
        more = strange[at * len(strange) // len(own) : (at + 1) * len(strange) // len(own)]
        for kind, edit in EDITS.items():
            text = edit(source, more)
            if text is not None:
                title = source.title if kind in ("spelling", "credit added", "credit removed") else _retitled(source)
                made.append(Reprint(kind, (source.name,), title, text))
        other = own[(at + 1 + _number(source.name) % (len(own) - 1)) % len(own)]
        if other is not source:
            made.append(Reprint("two wires joined", (source.name, other.name), source.title, _joined(source, other)))
    return made


def _cut(source: Source, more: Sequence[str]) -> str:
    units = _units(source.text)
    share = (0.3, 0.5, 0.7)[_number(source.name) % 3]
    kept = units[: max(1, round(share * len(units)))]
    while len(_words(kept)) < 30 and len(kept) < len(units):
        kept = units[: len(kept) + 1]
    return _text(kept)


def _new_lead(source: Source, more: Sequence[str]) -> str:
    units = _units(source.text)
    lead = max(1, len(units) // 6)
    return _text([_rewritten(unit) for unit in units[:lead]] + units[lead:])


def _added(source: Source, more: Sequence[str]) -> str:
    units = _units(source.text)
    at = (len(units), len(units) // 2, 1)[_number(source.name) % 3]
    return _text([*units[:at], *more, *units[at:]])


def _quotes_kept(source: Source, more: Sequence[str]) -> str | None:
    """What stands in quotation marks stays; all between is told in other words. Only where quotes are a third."""
    quoted = re.findall(r"[\"“][^\"“”\n]{40,}[\"”]", source.text)
    if len(_words(quoted)) * 3 < len(source.text.split()) or len(_words(quoted)) < 50:
        return None
    parts = re.split(r"([\"“][^\"“”\n]{40,}[\"”])", source.text)
    return "".join(part if at % 2 else _rewritten(part) for at, part in enumerate(parts))


def _respelled(source: Source, more: Sequence[str]) -> str:
    """The spelling of the other side of the Atlantic, other dates, dashes and quotation marks."""
    text = source.text
    for british, american in _wording().spelling.items():
        if _number(source.name) % 2:
            british, american = american, british
        text = re.sub(rf"\b{british}\b", american, text)
        text = re.sub(rf"\b{british.capitalize()}\b", american.capitalize(), text)
    text = re.sub(
        r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)\b",
        r"\2 \1",
        text,
    )
    text = re.sub(r"\bper cent\b", "%", text)
    return text.replace("“", '"').replace("”", '"').replace("’", "'").replace(" – ", " -- ").replace("—", " -- ")


def _credited(source: Source, more: Sequence[str]) -> str:
    wording = _wording()
    pick = _number(source.name)
    town, agency = wording.towns[pick % len(wording.towns)], wording.agencies[pick % len(wording.agencies)]
    tail = wording.tails[pick % len(wording.tails)].format(agency=agency)
    return f"{town.upper()} ({agency}) - {source.text}\n{tail}"


def _uncredited(source: Source, more: Sequence[str]) -> str | None:
    """Without its head (a dateline, a day, a number) and its last line."""
    lines = source.text.split("\n")
    kept = [line for line in lines if len(line.split()) > 8]
    text = re.sub(r"^[A-Z][A-Za-z ,.]{2,40}\([^)]{3,40}\)\s*[-–—]?\s*", "", "\n".join(kept))
    return text if len(text.split()) >= 30 and text != source.text else None


def _reordered(source: Source, more: Sequence[str]) -> str:
    units = _units(source.text)
    return _text(sorted(units, key=lambda unit: _number(source.name + unit)))


def _desk(source: Source, more: Sequence[str]) -> str:
    """All that a desk does at once: another lead, the end cut off, the other spelling, a line of its own."""
    led = replace(source, text=_new_lead(source, more))
    short = replace(source, text=_text(_units(led.text)[: max(3, round(0.6 * len(_units(led.text))))]))
    return _credited(replace(source, text=_respelled(short, more)), more)


EDITS: dict[str, Callable[[Source, Sequence[str]], str | None]] = {
    "cut from the end": _cut,
    "new title and lead": _new_lead,
    "paragraphs added": _added,
    "quotes kept, the rest rewritten": _quotes_kept,
    "spelling": _respelled,
    "credit added": _credited,
    "credit removed": _uncredited,
    "order changed": _reordered,
    "several at once": _desk,
}


def _joined(source: Source, other: Source) -> str:
    first, second = _units(source.text), _units(other.text)
    return _text(first[: max(2, round(0.7 * len(first)))] + second[: max(2, round(0.7 * len(second)))])


def _retitled(source: Source) -> str:
    return _rewritten(source.title)


@dataclass(frozen=True, slots=True)
class _Wording:
    spelling: dict[str, str]
    other_words: dict[str, str]
    towns: list[str]
    agencies: list[str]
    tails: list[str]


@cache
def _wording() -> _Wording:
    return _Wording(**yaml.safe_load(WORDING.read_text(encoding="utf-8")))


def _rewritten(text: str) -> str:
    """The same told in other words: names, numbers and most nouns stay, and no three words in a row."""
    words = text.split(" ")
    other = _wording().other_words
    told: list[str] = []
    run = 0
    for word in words:
        bare = word.lower().strip(".,;:()'\"“”")
        if bare in other:
            word, run = word.lower().replace(bare, other[bare]), 0
        elif run >= 2:
            told.append(_FILLERS[_number(bare) % len(_FILLERS)])
            run = 1
        else:
            run += 1
        told.append(word)
    return " ".join(word for word in told if word)


_FILLERS = ("also", "indeed", "meanwhile", "reportedly", "there", "then", "thus", "apparently", "notably")


def _paragraphs(text: str) -> str:
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def _units(text: str) -> list[str]:
    """Paragraphs; sentences where there are few paragraphs."""
    lines = text.split("\n")
    if len(lines) >= 5:
        return lines
    return [part for line in lines for part in re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])", line)]


def _text(units: Sequence[str]) -> str:
    return "\n".join(units)


def _words(parts: Iterable[str]) -> list[str]:
    return " ".join(parts).split()


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big")


def main() -> int:
    if not TEXTS.is_dir():
        print(ABSENT, file=sys.stderr)
        return 2
    made = reprints("tuning")
    print(f"{len(sources())} sources; {len(made)} reprints in the tuning half, {len(reprints('held'))} in the other")
    shown: set[str] = set()
    for each in made:
        if each.kind not in shown and each.of[0].startswith("wikinews"):
            shown.add(each.kind)
            print(f"\n--- {each.kind}\n{each.title}\n{each.text[:600]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
