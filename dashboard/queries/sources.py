"""How the sources fare, what failed and why, and the runs that made the snapshot."""

from __future__ import annotations

from typing import Any

from dashboard.snapshot import Warehouse
from pipelines.warehouse.marts import LOST, TROUBLED

Row = dict[str, Any]


def listed(warehouse: Warehouse) -> list[Row]:
    """Every source with its health, those in trouble first."""
    return warehouse.rows(
        """
        select s.source_id, s.name, s.homepage, s.country, s.language, s.owner, s.speaks_for, s.active,
            h.state, h.last_attempt_at, h.last_success_at, h.last_new_article_at, h.articles_a_day,
            h.longest_silence_hours, h.late_languages, h.pages_72h, h.pages_read_72h, h.attempts_24h, h.failures_24h,
            h.captures, h.articles, h.last_status, h.last_error_class, h.last_error_message
        from sources as s left join source_health as h using (source_id)
        order by list_position(list_concat($troubled, ['quiet', 'new', 'well']), h.state), s.name
        """,
        {"troubled": list(TROUBLED)},
    )


def coverage(warehouse: Warehouse, days: int = 42) -> list[Row]:
    """Articles of each source on each of the last `days` days, and whether the source answered at all."""
    return warehouse.rows(
        """
        select c.day_on, s.name as source, c.attempts, c.successes, c.articles, c.alive
        from coverage_daily as c inner join sources as s using (source_id)
        where c.day_on > (select max(day_on) from coverage_daily) - $days::integer
        order by s.name, c.day_on
        """,
        {"days": days},
    )


def languages(warehouse: Warehouse) -> list[Row]:
    """Every language with how it fares, those that were lost first."""
    return warehouse.rows(
        """
        select * from language_health
        order by coalesce(nullif(list_position($lost, state), 0), 99), articles desc, language
        """,
        {"lost": list(LOST)},
    )


def failures(warehouse: Warehouse, limit: int = 200) -> list[Row]:
    """The last requests that did not end well, with their cause and when they are tried again."""
    return warehouse.rows(
        """
        select f.attempted_at, s.name as source, f.purpose, f.outcome, f.status, f.error_class, f.error_message, f.url,
            f.attempt, f.retry_at
        from fetch_attempts as f left join sources as s using (source_id)
        where f.outcome not in ('done', 'unchanged', 'moved')
        order by f.attempted_at desc, f.attempt_id
        limit $limit
        """,
        {"limit": limit},
    )


def runs(warehouse: Warehouse, limit: int = 30) -> list[Row]:
    """The last runs, the newest first; `counts` is a JSON object as text."""
    return warehouse.rows(
        "select * from runs order by started_at desc, run_id limit $limit",
        {"limit": limit},
    )


def rejected(warehouse: Warehouse) -> list[Row]:
    """Rows that were kept out of the published tables, counted by table and reason."""
    return warehouse.rows(
        """
        select table_name, reason, count(*) as rows, max(rejected_at) as last_at, any_value(detail) as example
        from rejected_rows group by table_name, reason order by rows desc, table_name, reason
        """
    )
