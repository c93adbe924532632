"""The published tables as the publish step, verify and export need to know them: keys, and what is no content.

dbt builds them; `runs`, `event_changes` and `meta` are written at publish (see `history` and `publish`), with their
comments from here.
"""

from __future__ import annotations

KEYS: dict[str, tuple[str, ...]] = {
    "sources": ("source_id",),
    "source_health": ("source_id",),
    "language_health": ("language",),
    "fetch_attempts": ("attempt_id",),
    "captures": ("capture_id",),
    "articles": ("article_id",),
    "revisions": ("revision_id",),
    "revision_changes": ("change_id",),
    "stories": ("story_id",),
    "entities": ("entity_id",),
    "entity_mentions": ("mention_id",),
    "quotes": ("quote_id",),
    "places": ("place_id",),
    "events": ("event_id",),
    "event_actors": ("event_actor_id",),
    "event_mentions": ("mention_id",),
    "claims": ("claim_id",),
    "claim_answers": ("claim_answer_id",),
    "agreements": ("event_id",),
    "commitments": ("commitment_id",),
    "commitment_reports": ("report_id",),
    "situations": ("situation_id",),
    "situation_mentions": ("mention_id",),
    "daily_dyads": ("day_on", "actor_id", "recipient_id", "quad", "modality", "reciprocal"),
    "coverage_daily": ("day_on", "source_id"),
    "coverage_languages": ("day_on", "source_id", "language"),
    "rejected_rows": ("row_id",),
}
"""The tables that dbt builds and the columns that tell a row of each from any other."""

WRITTEN_AT_PUBLISH: dict[str, tuple[str, ...]] = {
    "event_changes": ("change_id",),
    "runs": ("run_id",),
    "meta": ("snapshot_id",),
}
"""The tables that the publish step adds, with their keys."""

REMEMBERED: dict[str, str] = {
    "events": "event_id",
    "claims": "claim_id",
    "situations": "situation_id",
    "entities": "entity_id",
}
"""The tables whose every published change is kept in schema `history`, with their keys."""

TROUBLED = ("failing", "blocked", "refused", "changed_layout", "late")
"""States of a source in `source_health` that someone should look at, the gravest first."""

LOST = ("unread", "late", "low")
"""The same for a language in `language_health`."""

NOT_CONTENT = frozenset({"fetch_attempts", "coverage_daily", "coverage_languages"})
"""Tables that each run adds to even when nothing is new; they are published with the next change of content."""

CONTENT_COLUMNS: dict[str, tuple[str, ...]] = {
    "source_health": ("source_id", "state"),
    "language_health": ("language", "state"),
    "captures": ("canonical_url", "status", "payload_sha256"),
}
"""Of these tables the distinct values of these columns are content; the rest of them are times and places of runs."""

TIMES_AND_PLACES = frozenset(
    {
        "run_id", "fetched_at", "first_seen_at", "last_seen_at", "loaded_at", "first_loaded_at", "rejected_at",
        "capture_id", "warc_file", "warc_offset", "warc_length", "sources_alive",
    }
)  # fmt: skip
"""Columns that say when and where a run put something, in any table: two runs over the same pages differ in them."""

COMMENTS: dict[str, tuple[str, dict[str, str]]] = {
    "event_changes": (
        "One row a published change of an event: what it was before and after, and which event took it in.",
        {
            "change_id": "Key of snapshot, event and change.",
            "event_id": "The event that changed; it may no longer be in events.",
            "change": "added, changed, merged (into another), split (another came out of it), removed.",
            "into_event_id": "The event it was merged into, or that was split from it.",
            "old_values": "The event's row before, as JSON text; null when added.",
            "new_values": "The event's row after, as JSON text; null when removed or merged.",
            "snapshot_id": "The snapshot that published the change.",
            "changed_at": "The pass time of that snapshot, UTC.",
        },
    ),
    "runs": (
        "One row a run: when it was, of what kind, how it ended and how much it did.",
        {
            "run_id": "The run.",
            "kind": "tick, sample, import, replay, reannotate, rebuild, takedown.",
            "started_at": "When it started, UTC.",
            "finished_at": "When it ended, UTC; null for a run that was killed, or that goes on.",
            "pass_time": "The time its pass stands for, UTC.",
            "outcome": "How it ended; null as finished_at.",
            "counts": "What each step did, as JSON text.",
            "dateline_version": "The version of Dateline that ran.",
            "dagster_run_id": "The run in Dagster's own records.",
        },
    ),
    "meta": (
        "One row: what this snapshot is.",
        {
            "snapshot_id": "The snapshot: key of its pass time and content.",
            "built_at": "When it was built, UTC.",
            "pass_time": "The time of the pass that it shows, UTC.",
            "run_id": "The run that published it.",
            "kind": "sample (the invented newsroom) or real.",
            "dateline_version": "The version of Dateline that built it.",
            "coder": "The newest coder version in it.",
            "extractor": "The newest extractor version in it.",
            "duckdb_version": "The version of DuckDB that wrote it.",
        },
    ),
}
