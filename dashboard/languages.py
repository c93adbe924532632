"""Names of languages by their ISO 639 code, from Unicode CLDR as packed in Babel."""

from __future__ import annotations

from functools import cache

from babel import Locale


@cache
def _names() -> dict[str, str]:
    return dict(Locale("en").languages)


def name(code: str | None) -> str:
    """The language's name; the code itself where it is not in the list, a dash for None."""
    return _names().get(code, code) if code else "–"
