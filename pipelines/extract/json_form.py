"""The JSON of `dateline extract`: the contract's members, and what we add to them."""

from __future__ import annotations

from typing import Any

from pipelines.extract.pages import Unread
from pipelines.records import Revision


def extraction_json(item_id: str, result: Revision | Unread) -> dict[str, Any]:
    """One answer line. A page without an article has `text` null and says why in `unread`."""
    raise NotImplementedError
