"""Readers' corrections as rows for the landing tables, where the models let them win over rules."""

from __future__ import annotations

from pipelines.desk.store import Desk
from pipelines.records import CorrectedMention
from pipelines.settings import Home


def corrected_mentions(home: Home) -> list[CorrectedMention]:
    """A row for each mention a correction names, and one more where the correction was withdrawn."""
    if not home.desk_file.exists():
        return []
    rows = []
    for kept in Desk(home.desk_file).corrections():
        for withdrawn in (False, True) if kept.withdrawn_at else (False,):
            rows += [
                CorrectedMention(
                    kept.correction_id, mention_id, kept.kind, kept.actor, kept.actor_entity_id, kept.who,
                    kept.made_at, withdrawn,
                )
                for mention_id in dict.fromkeys((*kept.mention_ids, *kept.into_mention_ids))
            ]  # fmt: skip
    return rows
