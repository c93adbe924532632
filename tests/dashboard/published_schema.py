"""The published tables as the dashboard reads them: columns, types and comments, for the tests' sample."""

from __future__ import annotations

import duckdb

_T = "timestamptz"
_S = "varchar"
_L = "varchar[]"
_B = "boolean"
_I = "bigint"
_F = "double"
_D = "date"
_W = 'struct("start" bigint, "end" bigint)[]'


def _table(text: str) -> list[tuple[str, str]]:
    """`name name:type ...` where a name without a type is text, `_at` a time and `_on`, `_from`, `_to` a day."""
    kinds = {"t": _T, "s": _S, "l": _L, "b": _B, "i": _I, "f": _F, "d": _D, "w": _W, "u": "ubigint"}
    columns = []
    for part in text.split():
        name, _, kind = part.partition(":")
        by_name = _T if name.endswith("_at") else _D if name.endswith(("_on", "_from", "_to")) else _S
        columns.append((name, kinds[kind] if kind else by_name))
    return columns


RECEIPT = "text_sha256 payload_sha256 warc_file warc_offset:i"

TABLES: dict[str, list[tuple[str, str]]] = {
    name: _table(text)
    for name, text in {
        "sources": "source_id name homepage country language owner speaks_for:s feeds:l sitemaps:l active:b "
        "first_loaded_at loaded_at",
        "source_health": "source_id state last_attempt_at last_success_at last_new_article_at articles_a_day:f "
        "longest_silence_hours:f late_languages:l pages_72h:i pages_read_72h:i attempts_24h:i failures_24h:i "
        "captures:i articles:i last_status:i last_error_class last_error_message",
        "language_health": "language state last_new_article_at articles_24h:i articles_on_a_weak_day:i "
        "articles_a_day:f longest_silence_hours:f pages_72h:i pages_read_72h:i articles:i",
        "fetch_attempts": "attempt_id run_id source_id url final_url purpose attempted_at outcome status:i error_class "
        "error_message etag last_modified payload_bytes:i elapsed_ms:i attempt:i retry_at capture_id",
        "captures": "capture_id run_id source_id url final_url canonical_url purpose fetched_at status:i content_type "
        "charset payload_sha256 payload_bytes:i warc_file warc_offset:i warc_length:i refers_to:s article_id",
        "articles": "article_id canonical_url url source_id site title authors:l published_at published_on modified_at "
        "first_seen_at last_seen_at language kind status revisions:i current_revision_id story_id copy_of origin "
        "credit words:i events:i claims:i",
        "revisions": "revision_id article_id capture_id source_id number:i is_current:b title authors:l published_at "
        "published_on published_offset:i modified_at language language_confidence:f kind credit copy_of "
        "copied_share:f copied_start:i copied_end:i text text_sha256 words:i first_seen_at returned_at extractor coder",
        "revision_changes": "change_id article_id revision_id previous_revision_id field change old_value new_value "
        "old_number:f new_number:f noun old_paragraph:i new_paragraph:i old_start:i old_end:i new_start:i new_end:i "
        "old_words new_words old_spans:w new_spans:w changed_at",
        "stories": "story_id title first_article_id first_published_at last_published_at articles:i outlets:i "
        "origins:i why:l",
        "entities": "entity_id name kind wikidata_id country sector roles:l aliases:l mentions:i articles:i "
        "first_seen_on last_seen_on",
        "entity_mentions": "mention_id entity_id revision_id article_id start_char:i end_char:i text name kind country "
        "sector role",
        "quotes": "quote_id revision_id article_id start_char:i end_char:i text direct:b kind stance cue speaker "
        "speaker_entity_id",
        "places": "place_id geonameid:i name country admin1 lat:f lon:f feature precision mentions:i articles:i "
        "events:i",
        "events": "event_id event_number:u event_type mode contexts:l quad:i cameo goldstein:f modality summary "
        "event_from event_to time_granularity time_relation place_id place_name country admin1 lat:f lon:f "
        "place_precision deaths_low:i deaths_high:i injured_low:i injured_high:i reciprocal:b asserted_by "
        "actor_names:l recipient_names:l mentions:i articles:i outlets:i origins:i "
        "first_reported_at last_reported_at story_id confidence:f",
        "event_actors": "event_actor_id event_id event_number:u entity_id role part name country sector mentions:i",
        "event_mentions": "mention_id event_id event_number:u claim_id within_id revision_id article_id source_id "
        "capture_id coder main:b event_type mode contexts:l quad:i cameo goldstein:f modality attribution speaker "
        "speaker_entity_id condition sentence sentence_start:i sentence_end:i trigger trigger_start:i trigger_end:i "
        "reciprocal:b actors:l recipients:l place_id place_start:i place_end:i event_from event_to time_start:i "
        "time_end:i time_granularity time_relation deaths_low:i deaths_high:i injured_low:i injured_high:i "
        "confidence:f rule " + RECEIPT,
        "event_changes": "change_id event_id change into_event_id old_values new_values snapshot_id changed_at",
        "claims": "claim_id claim_number:u act_mention_id act_type event_type mode cameo modality attribution speaker "
        "speaker_entity_id speaker_country about:l about_entity_ids:l recipients:l summary condition figure_value:f "
        "figure_unit figure_of place_id claim_from claim_to sentence article_id revision_id story_id mentions:i "
        "articles:i outlets:i origins:i first_reported_at last_reported_at answer answer_claim_id "
        "answer_articles:i answer_sources:i answer_told",
        "claim_answers": "claim_answer_id claim_id side side_name answer manner answer_claim_id articles:i "
        "sources:i gap looked_from looked_to told",
        "agreements": "event_id summary parties:l mediators:l place_name agreed_from agreed_to commitments:i kept:i "
        "broken:i claimed:i unknown:i claimed_share_percent:f claimed_share_of claimed_share_by "
        "claimed_share_claim_id origins:i confidence:f",
        "commitments": "commitment_id agreement_event_id event_type mode parties:l mediators:l summary place_name "
        "agreed_on due_from due_to standing kept_reports:i broken_reports:i claims:i last_reported_on "
        "evidence_mention_id article_id",
        "commitment_reports": "report_id agreement_event_id commitment_id bearing is_claim:b speaker speaker_country "
        "share_percent:f share_of:s event_mention_id situation_mention_id claim_id sentence article_id reported_on "
        "reported_at",
        "situations": "situation_id bearer attribute value country countries:l situation_from situation_to status "
        "condition asserted_by speakers:l mentions:i articles:i outlets:i origins:i first_reported_at "
        "last_confirmed_at",
        "situation_mentions": "mention_id situation_id revision_id article_id source_id capture_id start_char:i "
        "end_char:i text speaker value situation_from situation_to status condition " + RECEIPT + " coder",
        "daily_dyads": "day_on actor_id actor recipient_id recipient quad:i modality events:i goldstein_sum:f "
        "reciprocal:b first_reported_on sources_alive:i",
        "weekly_dyads": "week_on actor_id actor recipient_id recipient quad:i events:i claims:i goldstein_sum:f "
        "days_watched:i sources_alive:f events_4w:i days_4w:i change_4w:f level_4w events_52w:i days_52w:i "
        "change_52w:f level_52w",
        "dyads": "actor_id actor recipient_id recipient cooperation:i conflict:i claims:i goldstein_sum:f first_on "
        "last_on first_reported_on days_watched_before:i new_on",
        "actors": "entity_id name kind country sector acted:i received:i first_on last_on first_reported_on "
        "days_watched_before:i new_on",
        "coverage_daily": "day_on source_id attempts:i successes:i articles:i revisions:i alive:b",
        "coverage_languages": "day_on source_id language articles:i",
        "rejected_rows": "row_id table_name row_key reason detail revision_id rejected_at",
        "runs": "run_id kind started_at finished_at pass_time:t outcome counts dateline_version dagster_run_id",
        "meta": "snapshot_id built_at pass_time:t run_id kind dateline_version coder extractor duckdb_version",
    }.items()
}


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """All published tables, empty, each table and column with a comment."""
    for table, columns in TABLES.items():
        body = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        connection.execute(f"create table {table} ({body})")
        connection.execute(f"comment on table {table} is 'One row for each of {table.replace('_', ' ')}.'")
        for name, _ in columns:
            connection.execute(f"comment on column {table}.\"{name}\" is 'The {name.replace('_', ' ')} of the row.'")
