"""The recipes of the SQL page, read from recipes.sql."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "recipes.sql"
_HEAD = "\n-- recipe: "


@cache
def recipes() -> dict[str, str]:
    """Each recipe's statement, without its closing semicolon, by its name, in the order of the file."""
    found = {}
    for part in FILE.read_text(encoding="utf-8").split(_HEAD)[1:]:
        name, _, statement = part.partition("\n")
        found[name.strip()] = statement.strip().rstrip(";")
    return found
