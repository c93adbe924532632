"""A published warehouse of any size, for measuring what reads it: invented rows in every table the dashboard asks.

`python -m tests.benchmarks.big_warehouse FOLDER --articles 1000000 --events 5000000` writes a home.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

from tests.dashboard.published_schema import TABLES, create

OUTLETS = 40
ACTORS = 20_000
PLACES = 8_000
DAYS = 1_460
TYPES = (
    "['AGREE','CONSULT','SUPPORT','CONCEDE','COOPERATE','AID','RETREAT','REQUEST','ACCUSE','REJECT','THREATEN',"
    "'PROTEST','SANCTION','MOBILIZE','COERCE','ASSAULT','STATEMENT']"
)
QUADS = "[1,1,1,1,2,2,2,3,3,3,3,3,4,4,4,4,null]"
COUNTRIES = "['PAK','AFG','IND','QAT','TUR','IRN','USA','CHN','RUS','UKR','FRA','DEU','GBR','SDN','ETH','KEN']"
WORDS = "['ceasefire','border','talks','minister','convoy','market','bridge','province','election','harvest','port']"

_BASE = "timestamptz '2022-01-01 00:00:00+00'"


def _skewed(count: int, seed: str) -> str:
    """A number below `count`, small ones far more often: a few actors and places are in most of the news."""
    return f"(floor(power((hash(i, '{seed}') % 1000000) / 1000000.0, 3) * {count}))::bigint"


def _statements(articles: int, events: int) -> dict[str, str]:
    day = f"((i * {DAYS}) // {events})"
    at = f"{_BASE} + to_days({day}::integer) + to_minutes((hash(i) % 1440)::integer)"
    kind = "(1 + hash(i, 'type') % 17)::integer"
    return {
        "sources": f"""
            select 'outlet-' || i as source_id, 'Outlet ' || i as name, 'http://outlet-' || i || '.example' as homepage,
                {COUNTRIES}[(1 + i % 16)::integer] as country, 'en' as language, true as active, {_BASE} as loaded_at
            from range({OUTLETS}) as r(i)""",
        "source_health": f"""
            select 'outlet-' || i as source_id, 'well' as state, {articles} // {OUTLETS} as articles,
                {_BASE} + to_days({DAYS}) as last_success_at from range({OUTLETS}) as r(i)""",
        "articles": f"""
            select printf('a%015x', i) as article_id, 'http://outlet.example/' || i as url, url as canonical_url,
                'outlet-' || (hash(i) % {OUTLETS}) as source_id, 'outlet.example' as site,
                {WORDS}[(1 + hash(i, 'a') % 11)::integer] || ' and ' || {WORDS}[(1 + hash(i, 'b') % 11)::integer]
                    || ' report ' || i as title,
                {_BASE} + to_minutes((i * {DAYS} * 1440 // {articles})::integer) as published_at,
                published_at::date as published_on, published_at as first_seen_at, published_at as last_seen_at,
                'en' as language, 'article' as kind, 'live' as status, 1 as revisions,
                printf('r%015x', i) as current_revision_id, printf('s%015x', i // 6) as story_id, source_id as origin,
                80 as words, 5 as events, 1 as claims
            from range({articles}) as r(i)""",
        "revisions": f"""
            select printf('r%015x', i) as revision_id, printf('a%015x', i) as article_id,
                printf('c%015x', i) as capture_id, 1 as number, true as is_current, 'report ' || i as title,
                repeat({WORDS}[(1 + hash(i) % 11)::integer] || ' was told of in report ' || i || '. ', 20) as text,
                sha256(text) as text_sha256, 'en' as language
            from range({articles}) as r(i)""",
        "captures": f"""
            select printf('c%015x', i) as capture_id, 'http://outlet.example/' || i as url, {_BASE} as fetched_at,
                printf('a%015x', i) as article_id, 'x' as payload_sha256, 'x.warc.gz' as warc_file, i as warc_offset
            from range({articles}) as r(i)""",
        "stories": f"""
            select printf('s%015x', i) as story_id, {WORDS}[(1 + hash(i) % 11)::integer] || ' story ' || i as title,
                {_BASE} + to_minutes((i * 6 * {DAYS} * 1440 // {articles})::integer) as first_published_at,
                first_published_at + to_hours(9) as last_published_at, 6 as articles, 4 as outlets, 3 as origins
            from range({articles // 6}) as r(i)""",
        "entities": f"""
            select printf('e%015x', i) as entity_id, 'Actor ' || i as name,
                case when i < 16 then 'country' when i % 3 = 0 then 'person' else 'organisation' end as kind,
                {COUNTRIES}[(1 + i % 16)::integer] as country, 'GOV' as sector, ['spokesman'] as roles,
                ['The actor ' || i] as aliases, {articles} // (i + 1) as mentions, {articles} // (i + 2) as articles,
                date '2022-01-01' as first_seen_on, date '2025-12-30' as last_seen_on
            from range({ACTORS}) as r(i)""",
        "entity_mentions": f"""
            select printf('n%015x', i) as mention_id, printf('e%015x', {_skewed(ACTORS, "n")}) as entity_id,
                printf('r%015x', i // 3) as revision_id, printf('a%015x', i // 3) as article_id, 0 as start_char,
                5 as end_char, 'Actor' as text, 'spokesman' as role
            from range({3 * articles}) as r(i)""",
        "events": f"""
            select printf('%016x', i) as event_id, {TYPES}[{kind}] as event_type, {QUADS}[{kind}] as quad,
                'mode' || (hash(i, 'mode') % 5) as mode, 'happened' as modality,
                'Actor ' || {_skewed(ACTORS, "x")} || ' ' || {WORDS}[(1 + hash(i, 'w') % 11)::integer] || ' ' || i
                    as summary,
                case when hash(i, 'd') % 5 > 0 then (date '2022-01-01' + {day}::integer) end as event_from,
                event_from as event_to,
                case when hash(i, 'p') % 3 > 0 then 'Town ' || {_skewed(PLACES, "p")} end as place_name,
                {COUNTRIES}[(1 + {_skewed(PLACES, "p")} % 16)::integer] as country,
                case when place_name is null then 'country' else 'exact' end as place_precision,
                case when place_name is not null then 20 + {_skewed(PLACES, "p")} % 20 end as lat,
                case when place_name is not null then 30 + {_skewed(PLACES, "p")} % 60 end as lon,
                case when hash(i, 'k') % 9 = 0 then hash(i) % 12 end::bigint as deaths_low, deaths_low as deaths_high,
                false as reciprocal, 'outlet' as asserted_by, ['Actor ' || {_skewed(ACTORS, "x")}] as actor_names,
                ['Actor ' || {_skewed(ACTORS, "y")}] as recipient_names, 1 + hash(i, 'm') % 4 as mentions,
                1 as articles, 1 + hash(i, 'o') % 3 as outlets, 1 + hash(i, 'o') % 3 as origins,
                {at} as first_reported_at, first_reported_at as last_reported_at,
                printf('s%015x', (i * {articles} // {events}) // 6) as story_id, (hash(i) % 100) / 100.0 as confidence
            from range({events}) as r(i)""",
        "event_actors": f"""
            select printf('%016x', i) || x.role as event_actor_id, printf('%016x', i) as event_id, x.role,
                printf('e%015x', x.n) as entity_id, 'Actor ' || x.n as name, 1 as mentions
            from range({events}) as r(i),
                unnest([{{role: 'actor', n: {_skewed(ACTORS, "x")}}}, {{role: 'recipient', n: {_skewed(ACTORS, "y")}}}])
                    as u(x)""",
        "event_mentions": f"""
            select printf('m%015x', i) as mention_id, printf('%016x', i) as event_id,
                printf('r%015x', i * {articles} // {events}) as revision_id,
                printf('a%015x', i * {articles} // {events}) as article_id,
                printf('c%015x', i * {articles} // {events}) as capture_id,
                'outlet-' || (hash(i * {articles} // {events}) % {OUTLETS}) as source_id, {TYPES}[{kind}] as event_type,
                'happened' as modality, 'outlet' as attribution,
                'Report ' || i || ' told of the ' || {WORDS}[(1 + hash(i, 'w') % 11)::integer] as sentence,
                0 as sentence_start, 20 as sentence_end, 'told' as "trigger", 5 as trigger_start, 9 as trigger_end,
                ['Actor'] as actors, 0.5 as confidence
            from range({events}) as r(i)""",
        "claims": f"""
            select printf('l%015x', i) as claim_id, 'THREATEN' as event_type, 'threatened' as modality,
                'named' as attribution, 'Actor ' || {_skewed(ACTORS, "s")} as speaker,
                printf('e%015x', {_skewed(ACTORS, "s")}) as speaker_entity_id,
                {COUNTRIES}[(1 + {_skewed(ACTORS, "s")} % 16)::integer] as speaker_country,
                ['Actor ' || {_skewed(ACTORS, "t")}] as about, [printf('e%015x', {_skewed(ACTORS, "t")})]
                    as about_entity_ids, []::varchar[] as recipients, 'A claim ' || i as summary,
                'It said ' || {WORDS}[(1 + hash(i) % 11)::integer] || ' number ' || i as sentence,
                printf('a%015x', i) as article_id, printf('r%015x', i) as revision_id, 1 as origins,
                {_BASE} + to_minutes((i * {DAYS} * 1440 // {articles})::integer) as first_reported_at,
                first_reported_at as last_reported_at, 'none_found' as answer
            from range({articles}) as r(i)""",
        "daily_dyads": """
            select e.event_from as day_on, a.entity_id as actor_id, a.name as actor, b.entity_id as recipient_id,
                b.name as recipient, e.quad, 'happened' as modality, count(*) as events, 0.0 as goldstein_sum,
                false as reciprocal
            from events as e
            inner join event_actors as a on a.event_id = e.event_id and a.role = 'actor'
            inner join event_actors as b on b.event_id = e.event_id and b.role = 'recipient'
            where e.event_from is not null and e.quad is not null
            group by all order by day_on, actor_id, recipient_id""",
        "places": f"""
            select 'p' || i as place_id, 'Town ' || i as name, {COUNTRIES}[(1 + i % 16)::integer] as country,
                {events} // (i + 1) as events, {events} // (i + 1) as mentions
            from range({PLACES}) as r(i)""",
        "meta": f"""
            select 'big' as snapshot_id, {_BASE} + to_days({DAYS}) as built_at, built_at as pass_time, 'run' as run_id,
                'real' as kind, '0' as dateline_version, '0' as coder, '0' as extractor, version() as duckdb_version""",
    }


def build(home: Path, *, articles: int, events: int) -> Path:
    """Write `home/published/warehouse-big.duckdb` with that many rows, and point `warehouse.duckdb` at it."""
    folder = home / "published"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "warehouse-big.duckdb"
    file.unlink(missing_ok=True)
    with duckdb.connect(file) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set preserve_insertion_order = true")
        create(connection)
        for table, query in _statements(articles, events).items():
            columns = {name for name, _ in TABLES[table]}
            given = [row[0] for row in connection.execute(f"describe {query}").fetchall()]
            assert set(given) <= columns, (table, set(given) - columns)
            connection.execute(f"insert into {table} by name {query}")
        connection.execute("checkpoint")
    link = folder / "warehouse.duckdb"
    link.unlink(missing_ok=True)
    link.symlink_to(file.name)
    return file


def main() -> None:
    """The command line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("home", type=Path)
    asked.add_argument("--articles", type=int, default=1_000_000)
    asked.add_argument("--events", type=int, default=5_000_000)
    given = asked.parse_args()
    print(build(given.home, articles=given.articles, events=given.events))


if __name__ == "__main__":
    main()
