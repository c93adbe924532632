"""Colours that everybody can tell apart and read, computed and not guessed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import pytest

from dashboard.theme import DARK, LIGHT, STYLE, Palette

GROUNDS = {"light": ("#fbfaf6", "#f4f1ea"), "dark": ("#14181c", "#1a2026")}
# Severe loss of one cone, as matrices over linear RGB: Machado, Oliveira and Fernandes (2009).
EYES = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(rgb: Sequence[float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    low, high = sorted(luminance(linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: Sequence[float]) -> tuple[float, float, float]:
    def bent(part: float) -> float:
        return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116

    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    x = bent((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = bent(luminance((red, green, blue)))
    z = bent((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_kinds_of_event_differ_for_every_eye(palette: Palette, eye: str) -> None:
    seen = {
        quad: lab([sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in EYES[eye]])
        for quad, colour in palette.quads.items()
    }
    for one, other in itertools.combinations(seen, 2):
        apart = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert apart > 18, (one, other)


@pytest.mark.parametrize(("palette", "ground"), [(LIGHT, "#fbfaf6"), (DARK, "#14181c")], ids=["light", "dark"])
def test_marks_stand_out_from_the_page(palette: Palette, ground: str) -> None:
    for colour in (*palette.quads.values(), palette.mixed):
        assert contrast(colour, ground) >= 3
    for colour in (palette.ink, palette.faint, palette.accent):
        assert contrast(colour, ground) >= 4.5


def test_text_keeps_aa_on_every_ground_and_the_style_sheet_agrees_with_the_charts() -> None:
    held = dict(re.findall(r"--([a-z0-9]+): light-dark\((#\w{6}, #\w{6})\)", STYLE.read_text(encoding="utf-8")))
    for name in ("ink", "soft", "accent", "good", "bad", "warn"):
        for colour, grounds in zip(held[name].split(", "), GROUNDS.values(), strict=True):
            assert all(contrast(colour, ground) >= 4.5 for ground in grounds), (name, colour)
    for quad, colour in LIGHT.quads.items():
        assert held[f"q{quad}"] == f"{colour}, {DARK.quads[quad]}"
