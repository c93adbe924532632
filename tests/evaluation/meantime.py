"""The articles of MEANTIME, which lie beside the checkout: text as far as it is marked, and where each token stands."""

from __future__ import annotations

import io
import re
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ARCHIVE = Path(__file__).parents[2] / ".." / "shared" / "gold" / "meantime" / "meantime_en_oct15.tar.xz"

_ANNOTATED = 5
"""MEANTIME marks the title and the first five sentences of an article; what comes after is not gold."""

Spots = dict[str, tuple[int, int]]


def annotated() -> Iterator[tuple[ET.Element, str, Spots]]:
    """For each article its XML, its marked text, and the span of each token by its id (beyond the marked text too)."""
    with tarfile.open(ARCHIVE) as archive:
        for member in sorted(archive.getmembers(), key=lambda item: item.name):
            if not member.isfile() or not member.name.endswith(".xml") or "/intra-doc_annotation/" not in member.name:
                continue
            content = archive.extractfile(member)
            assert content is not None
            root = ET.parse(io.BytesIO(content.read())).getroot()
            text, spots = _tokens(root)
            marked = [t for t in root.iter("token") if int(t.get("sentence", "0")) <= _ANNOTATED]
            yield root, text[: max((spots[t.get("t_id", "")][1] for t in marked), default=0)], spots


def span_of(node: ET.Element, spots: Spots) -> tuple[int, int] | None:
    """From the first to the last token that a mention is anchored to."""
    anchors = [spots[anchor.get("t_id", "")] for anchor in node.iter("token_anchor")]
    return (min(a for a, _ in anchors), max(b for _, b in anchors)) if anchors else None


def _tokens(root: ET.Element) -> tuple[str, Spots]:
    text, spots, sentence = "", {}, None
    for token in root.iter("token"):
        word = token.text or ""
        if sentence is not None and token.get("sentence") != sentence:
            text += "\n"
        elif text and not re.match(r"^[.,;:!?)\]'’”%]|^n't$", word) and not text.endswith(("(", "“", "$")):
            text += " "
        sentence = token.get("sentence")
        spots[token.get("t_id", "")] = (len(text), len(text) + len(word))
        text += word
    return text, spots
