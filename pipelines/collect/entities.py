"""Entity bombs: declarations at the head of an XML file that unfold to millions of characters. Pure functions.

No parser that reads feeds here unfolds them; this is so that the file is refused by name, not taken for an empty feed.
"""

from __future__ import annotations

import re

_MOST = 1_000_000
_DEEPEST = 10
_FIRST_ENTRY = re.compile(rb"<(?:item|entry|url|sitemap)[\s>]", re.IGNORECASE)
_DECLARED = re.compile(rb"""<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>""")
_REFERENCE = re.compile(rb"&([\w.:-]+);")


def is_entity_bomb(payload: bytes) -> bool:
    """Whether an entity that the file declares unfolds to over a million bytes, ten levels deep or into itself."""
    first = _FIRST_ENTRY.search(payload)
    head = payload[: first.start()] if first is not None else payload
    if b"<!ENTITY" not in head:
        return False
    declared = {found[1]: found[2] or found[3] or b"" for found in _DECLARED.finditer(head)}
    if not declared:
        return False
    uses = {name: [one for one in _REFERENCE.findall(text) if one in declared] for name, text in declared.items()}
    sizes: dict[bytes, int] = {}
    for _ in range(_DEEPEST):
        ready = {name: inner for name, inner in uses.items() if name not in sizes and sizes.keys() >= set(inner)}
        sizes |= {name: len(declared[name]) + sum(sizes[one] for one in inner) for name, inner in ready.items()}
        if len(sizes) == len(declared):
            break
    return len(sizes) < len(declared) or max(sizes.values()) > _MOST
