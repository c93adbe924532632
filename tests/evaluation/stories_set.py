"""Happenings in pairs of one kind, each told by several outlets: see `stories_set.yml`, where the texts stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import yaml

SET = Path(__file__).with_name("stories_set.yml")


@dataclass(frozen=True, slots=True)
class Report:
    """`story` names the kind and which of its two happenings is told."""

    name: str
    story: str
    title: str
    text: str


def reports(kinds: Collection[str] = ()) -> list[Report]:
    """The reports of these kinds of happening, by default of all."""
    return [
        Report(f"{kind['kind']} {number} {at}", f"{kind['kind']} {number}", report["title"], report["text"])
        for kind in yaml.safe_load(SET.read_text(encoding="utf-8"))
        if not kinds or kind["kind"] in kinds
        for number, happening in enumerate(kind["happenings"])
        for at, report in enumerate(happening)
    ]
