"""Colours and type. One palette, safe for colour-blind readers (blue for cooperation, orange for conflict, told apart
by lightness too), in a light and a dark form; text colours keep WCAG AA on their grounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

STYLE = Path(__file__).parent / "style.css"


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """Colours for charts, which cannot follow the style sheet's own switch. Each is itself alone, so that what is drawn
    with it can be kept."""

    quads: dict[int, str]
    land: str
    border: str
    sea: str
    ink: str
    faint: str
    rule: str
    accent: str
    mixed: str
    ramp: tuple[str, str]


LIGHT = Palette(
    quads={1: "#5495bb", 2: "#14557b", 3: "#c5811f", 4: "#a63c06", 0: "#83878c"},
    land="#e7e2d6",
    border="#c9c2b1",
    sea="#f4f3ef",
    ink="#1c2126",
    faint="#5a626a",
    rule="#dcd6c8",
    accent="#1a6a8c",
    mixed="#77706a",
    ramp=("#e3ecf0", "#14557b"),
)
DARK = Palette(
    quads={1: "#9fd0ea", 2: "#4596c4", 3: "#f2c27b", 4: "#e0703a", 0: "#9aa1a8"},
    land="#2b333b",
    border="#46515c",
    sea="#191f25",
    ink="#e9e6df",
    faint="#a8b0b8",
    rule="#39424b",
    accent="#7fc0db",
    mixed="#a59d95",
    ramp=("#22303a", "#8ccbe4"),
)


def palette() -> Palette:
    """The palette of the theme the reader has chosen."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def apply() -> None:
    """Lays the style sheet over the page."""
    st.html(STYLE)
