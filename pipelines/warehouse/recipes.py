"""Questions that readers ask often, as SQL over the published tables: read from recipes.sql."""

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


def recipe(words: str) -> str:
    """The statement of the one recipe whose name holds these words, whatever their case.

    Raises:
        KeyError: no recipe is called so, or several are; its message lists the names that may be meant.
    """
    names = [name for name in recipes() if words.lower() in name.lower()]
    exact = [name for name in names if name.lower() == words.lower()]
    if len(exact or names) != 1:
        raise KeyError("\n  ".join(["the recipes are:", *(names or recipes())]))
    return recipes()[(exact or names)[0]]
