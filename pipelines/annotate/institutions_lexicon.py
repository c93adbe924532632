"""Reads `lexicon/institutions.yml`: bodies that every state has, by sector, with the forms that reports use.

Whose one is in a text is entities_institutions.py's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from pipelines.annotate.actors_lexicon import FOLDER, ActorLexiconError, compose, place_of, plain
from pipelines.reference import codes


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that every state has: its name, its PLOVER sector, and whether the form must have its state beside it."""

    name: str
    sector: str
    needs_state: bool


@cache
def institutions() -> dict[str, Institution]:
    """Form, in lower case, to body.

    Raises:
        ActorLexiconError: institutions.yml does not fit; a line for each fault, with file and line.
    """
    file = "institutions.yml"
    read, faults = read_institutions(file, files(FOLDER).joinpath(file).read_text(encoding="utf-8"))
    if faults:
        raise ActorLexiconError("\n".join(faults))
    return read


def read_institutions(file: str, text: str) -> tuple[dict[str, Institution], list[str]]:
    """Form to body, and the file's faults, one line each."""
    root, fault = compose(file, text)
    if fault is not None or not isinstance(root, yaml.MappingNode):
        return {}, [fault or f"{file}:1: the file begins with a sector and the bodies under it"]
    read: dict[str, Institution] = {}
    faults = []
    for key, bodies in root.value:
        if key.value not in codes.sectors() or not isinstance(bodies, yaml.MappingNode):
            faults.append(f"{place_of(file, key)}: {key.value!r} is no sector with bodies under it; see sectors.yml")
            continue
        for name, forms in bodies.value:
            if not isinstance(forms, yaml.SequenceNode) or not forms.value:
                faults.append(f"{place_of(file, name)}: {name.value!r} has no forms; write [form, other form]")
                continue
            for written in plain(forms):
                form = str(written).removesuffix("*")
                if form != form.lower() or form in read:
                    faults.append(f"{place_of(file, name)}: {form!r} is not in lower case, or stands twice; mend it")
                read[form] = Institution(str(name.value), str(key.value), str(written) != form)
    return read, faults
