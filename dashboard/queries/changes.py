"""What changed from one revision of an article to the next."""

from __future__ import annotations

from typing import Any

from dashboard.queries.events import number_of
from dashboard.snapshot import Warehouse

Row = dict[str, Any]


def into(warehouse: Warehouse, revision_id: str) -> list[Row]:
    """All that a revision changed of the one before it, in the order of its text."""
    return warehouse.rows(
        """
        select * from revision_changes where revision_id = $revision_id
        order by field = 'paragraph', new_start nulls last, old_start, change_id
        """,
        {"revision_id": revision_id},
    )


def of_event(warehouse: Warehouse, event_id: str) -> list[Row]:
    """Titles and numbers that were changed in the reports an event rests on, the newest change first.

    A number counts where the event's own sentence, before or after, is in the paragraph that it stands in.
    """
    return warehouse.rows(
        """
        with told as (
            select distinct article_id, revision_id, sentence_start, sentence_end
            from event_mentions where event_number = $number
        )
        select distinct c.change_id, c.article_id, c.field, c.old_value, c.new_value, c.noun, c.changed_at, r.number,
            coalesce(s.name, a.site) as outlet
        from revision_changes as c
        join told as t on c.article_id = t.article_id
        join revisions as r on c.revision_id = r.revision_id
        join articles as a on c.article_id = a.article_id
        left join sources as s on a.source_id = s.source_id
        where c.field = 'title'
            or (c.field = 'number' and (
                c.old_paragraph is null
                or (t.revision_id = c.revision_id and c.new_start >= t.sentence_start and c.new_end <= t.sentence_end)
                or (t.revision_id = c.previous_revision_id
                    and c.old_start >= t.sentence_start and c.old_end <= t.sentence_end)
            ))
        order by c.changed_at desc, outlet, c.change_id
        limit 20
        """,
        {"number": number_of(event_id)},
    )
