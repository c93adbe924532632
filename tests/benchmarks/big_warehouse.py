"""A published warehouse of any size, for measuring what reads it: invented rows in every table the dashboard asks.

Keys are hashes, as real ones are; rows lie in the order in which the models leave them; a few actors, places and words
are in most of the news; a report is some 500 words long.

`python -m tests.benchmarks.big_warehouse FOLDER --articles 1000000 --events 5000000` writes a home.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

from tests.dashboard.published_schema import TABLES, create
from tests.dashboard.reading_tables import create_reading

OUTLETS = 40
ACTORS = 20_000
PLACES = 8_000
DAYS = 1_460
VOCABULARY = 30_000
NAMES_AN_ARTICLE = 10
TYPES = (
    "['AGREE','CONSULT','SUPPORT','CONCEDE','COOPERATE','AID','RETREAT','REQUEST','ACCUSE','REJECT','THREATEN',"
    "'PROTEST','SANCTION','MOBILIZE','COERCE','ASSAULT','STATEMENT']"
)
QUADS = "[1,1,1,1,2,2,2,3,3,3,3,3,4,4,4,4,null]"
COUNTRIES = "['PAK','AFG','IND','QAT','TUR','IRN','USA','CHN','RUS','UKR','FRA','DEU','GBR','SDN','ETH','KEN']"
WORDS = "['ceasefire','border','talks','minister','convoy','market','bridge','province','election','harvest','port']"
FREQUENT = "['the','of','to','in','and','a','on','that','said','for','was','with','by','at','from']"

_BASE = "timestamptz '2022-01-01 00:00:00+00'"
_POOLS = f"""
create temp table vocabulary as
select i as rank, case
    when i < 15 then {FREQUENT}[(i + 1)::integer]
    when i between 40 and 50 then {WORDS}[(i - 39)::integer]
    else to_base((7 * i + 1000)::bigint, 36)
end as word
from range({VOCABULARY}) as r(i);

-- The n-th word of a language is 1/n as frequent as the first.
create temp table sentences as
select s as number, string_agg(word, ' ' order by w) || '.' as sentence
from (
    select s, w, floor(power({VOCABULARY}, (hash(s, w) % 1000000) / 1000000.0))::bigint - 1 as rank
    from range(20000) as x(s), range(20) as y(w)
) inner join vocabulary using (rank)
group by s;

create temp table paragraphs as
select p as number, string_agg(sentence, ' ' order by n) as paragraph
from (select p, n, (hash(p, n) % 20000)::bigint as number from range(10000) as x(p), range(6) as y(n))
inner join sentences using (number)
group by p;
"""


def _key(what: str, number: str) -> str:
    """The key of the `number`-th thing of a kind: 16 hex digits in no order."""
    return f"format('{{:016x}}', hash({number}, '{what}'))"


def key_of(what: str, number: int) -> str:
    """The key of the `number`-th thing of a kind, for an address of it."""
    row = duckdb.execute(f"select {_key(what, f'{number}::bigint')}").fetchone()
    assert row is not None
    return str(row[0])


def _skewed(count: int, seed: str) -> str:
    """A number below `count`, small ones far more often: a few actors and places are in most of the news."""
    return f"(floor(power((hash(i, '{seed}') % 1000000) / 1000000.0, 3) * {count}))::bigint"


def _statements(articles: int, events: int) -> dict[str, str]:
    day = f"((i * {DAYS}) // {events})"
    article = f"(i * {articles} // {events})"
    at = f"{_BASE} + to_days({day}::integer) + to_minutes((i * 1440 * {DAYS} // {events} % 1440)::integer)"
    told_at = f"{_BASE} + to_minutes((i * {DAYS} * 1440 // {articles})::integer)"
    kind = "(1 + hash(i, 'type') % 17)::integer"
    title = (
        f"{WORDS}[(1 + hash(i, 'a') % 11)::integer] || ' and ' || {WORDS}[(1 + hash(i, 'b') % 11)::integer]"
        " || ' report ' || i"
    )
    sentence = "(hash(i, 'sentence') % 20000)::bigint"
    return {
        "sources": f"""
            select 'outlet-' || i as source_id, 'Outlet ' || i as name, 'http://outlet-' || i || '.example' as homepage,
                {COUNTRIES}[(1 + i % 16)::integer] as country, 'en' as language, true as active, {_BASE} as loaded_at
            from range({OUTLETS}) as r(i)""",
        "source_health": f"""
            select 'outlet-' || i as source_id, 'well' as state, {articles} // {OUTLETS} as articles,
                {_BASE} + to_days({DAYS}) as last_success_at from range({OUTLETS}) as r(i)""",
        "coverage_daily": f"""
            select date '2022-01-01' + (i // {OUTLETS})::integer as day_on, 'outlet-' || (i % {OUTLETS}) as source_id,
                96 as attempts, 96 as successes, {articles} // {OUTLETS * DAYS} as articles, articles as revisions,
                true as alive from range({OUTLETS * DAYS}) as r(i)""",
        "fetch_attempts": f"""
            select {_key("attempt", "i")} as attempt_id, 'run' as run_id,
                'outlet-' || (hash(i) % {OUTLETS}) as source_id, 'http://outlet.example/' || i as url,
                'page' as purpose, {told_at} as attempted_at,
                case when hash(i) % 50 = 0 then 'failed' else 'done' end as outcome, 200 as status, 1 as attempt
            from range({articles}) as r(i)""",
        "articles": f"""
            select {_key("article", "i")} as article_id, 'http://outlet.example/' || i as url, url as canonical_url,
                'outlet-' || (hash(i) % {OUTLETS}) as source_id, 'outlet.example' as site,
                {title} as title,
                {told_at} as published_at, published_at::date as published_on, published_at as first_seen_at,
                published_at as last_seen_at, 'en' as language, 'article' as kind, 'live' as status, 1 as revisions,
                {_key("revision", "i")} as current_revision_id, {_key("story", "i // 6")} as story_id,
                source_id as origin, 480 as words, {events} // {articles} as events, 1 as claims
            from range({articles}) as r(i)""",
        "revisions": f"""
            select {_key("revision", "i")} as revision_id, {_key("article", "i")} as article_id,
                {_key("capture", "i")} as capture_id, 1 as number, true as is_current, {title} as title,
                concat_ws(chr(10), 'Report ' || i || '.', a.paragraph, b.paragraph, c.paragraph, d.paragraph) as text,
                sha256(text) as text_sha256, 'en' as language
            from (
                select i, hash(i, 'a') % 10000 as an, hash(i, 'b') % 10000 as bn, hash(i, 'c') % 10000 as cn,
                    hash(i, 'd') % 10000 as dn
                from range({articles}) as r(i)
            )
            inner join paragraphs as a on a.number = an inner join paragraphs as b on b.number = bn
            inner join paragraphs as c on c.number = cn inner join paragraphs as d on d.number = dn""",
        "captures": f"""
            select {_key("capture", "i")} as capture_id, 'http://outlet.example/' || i as url, {told_at} as fetched_at,
                {_key("article", "i")} as article_id, sha256(i::varchar) as payload_sha256,
                'x.warc.gz' as warc_file, i * 9000 as warc_offset
            from range({articles}) as r(i)""",
        "stories": f"""
            select {_key("story", "i")} as story_id, {WORDS}[(1 + hash(i) % 11)::integer] || ' story ' || i as title,
                {_BASE} + to_minutes((i * 6 * {DAYS} * 1440 // {articles})::integer) as first_published_at,
                first_published_at + to_hours(9) as last_published_at, 6 as articles, 4 as outlets, 3 as origins
            from range({articles // 6}) as r(i)""",
        "entities": f"""
            select {_key("entity", "i")} as entity_id, 'Actor ' || i as name,
                case when i < 16 then 'country' when i % 3 = 0 then 'person' else 'organisation' end as kind,
                {COUNTRIES}[(1 + i % 16)::integer] as country, 'GOV' as sector, ['spokesman'] as roles,
                ['The actor ' || i] as aliases, {articles} // (i + 1) as mentions, {articles} // (i + 2) as articles,
                date '2022-01-01' as first_seen_on, date '2025-12-30' as last_seen_on
            from range({ACTORS}) as r(i)""",
        "entity_mentions": f"""
            select {_key("name", "i")} as mention_id, {_key("entity", _skewed(ACTORS, "n"))} as entity_id,
                {_key("revision", f"i // {NAMES_AN_ARTICLE}")} as revision_id,
                {_key("article", f"i // {NAMES_AN_ARTICLE}")} as article_id, 0 as start_char, 5 as end_char,
                case hash(i, 't') % 3 when 0 then 'The actor ' else 'Actor ' end || {_skewed(ACTORS, "n")} as text,
                'Actor ' || {_skewed(ACTORS, "n")} as name, 'person' as kind,
                case when hash(i, 'r') % 5 = 0 then 'spokesman' end as role
            from range({NAMES_AN_ARTICLE * articles}) as r(i)""",
        "events": f"""
            select {_key("event", "i")} as event_id, hash(i, 'event') as event_number, {TYPES}[{kind}] as event_type,
                {QUADS}[{kind}] as quad, 'mode' || (hash(i, 'mode') % 5) as mode, 'happened' as modality,
                'Actor ' || {_skewed(ACTORS, "x")} || ' ' || {WORDS}[(1 + hash(i, 'w') % 11)::integer] || ' ' || i
                    as summary,
                case when hash(i, 'd') % 5 > 0
                    then date '2022-01-01' + greatest(0, {day} - hash(i, 'late') % 4)::integer end as event_from,
                event_from as event_to,
                case when hash(i, 'p') % 3 > 0 then 'Town ' || {_skewed(PLACES, "p")} end as place_name,
                {COUNTRIES}[(1 + {_skewed(PLACES, "p")} % 16)::integer] as country,
                case when place_name is null then 'country' else 'exact' end as place_precision,
                case when place_name is not null then 20 + {_skewed(PLACES, "p")} % 20 end as lat,
                case when place_name is not null then 30 + {_skewed(PLACES, "p")} % 60 end as lon,
                case when hash(i, 'k') % 9 = 0 then hash(i) % 12 end::bigint as deaths_low, deaths_low as deaths_high,
                hash(i, 'both') % 8 = 0 as reciprocal, 'outlet' as asserted_by,
                ['Actor ' || {_skewed(ACTORS, "x")}] as actor_names,
                ['Actor ' || {_skewed(ACTORS, "y")}] as recipient_names, 1 as mentions,
                1 as articles, 1 + hash(i, 'o') % 3 as outlets, 1 + hash(i, 'o') % 3 as origins,
                {at} as first_reported_at, first_reported_at as last_reported_at,
                {_key("story", f"{article} // 6")} as story_id, (hash(i) % 100) / 100.0 as confidence
            from range({events}) as r(i)""",
        "event_actors": f"""
            select {_key("party", "i")} || x.role as event_actor_id, {_key("event", "i")} as event_id,
                hash(i, 'event') as event_number, x.role,
                {_key("entity", "x.n")} as entity_id, 'Actor ' || x.n as name, 1 as mentions
            from range({events}) as r(i),
                unnest([{{role: 'actor', n: {_skewed(ACTORS, "x")}}}, {{role: 'recipient', n: {_skewed(ACTORS, "y")}}}])
                    as u(x)""",
        "event_mentions": f"""
            select {_key("mention", "i")} as mention_id,
                case when i < {events} then {_key("event", "i")} end as event_id,
                case when i < {events} then hash(i, 'event') end as event_number,
                case when i >= {events} then {_key("claim", f"i - {events}")} end as claim_id,
                {_key("revision", "n")} as revision_id, {_key("article", "n")} as article_id,
                {_key("capture", "n")} as capture_id, 'outlet-' || (hash(n) % {OUTLETS}) as source_id,
                {TYPES}[{kind}] as event_type, 'happened' as modality, 'outlet' as attribution, s.sentence,
                12 as sentence_start, 12 + length(s.sentence) as sentence_end, 'told' as "trigger", 15 as trigger_start,
                19 as trigger_end, ['Actor ' || {_skewed(ACTORS, "x")}] as actors, 0.5 as confidence,
                sha256('t' || n) as text_sha256, sha256('p' || n) as payload_sha256,
                'x.warc.gz' as warc_file, n * 9000 as warc_offset
            from (
                select i, case when i < {events} then {article} else i - {events} end as n
                from range({events + articles}) as r(i)
            )
            inner join sentences as s on s.number = {sentence}""",
        "claims": f"""
            select {_key("claim", "i")} as claim_id, hash(i, 'claim') as claim_number,
                'THREATEN' as event_type, 'threatened' as modality,
                'named' as attribution, 'Actor ' || {_skewed(ACTORS, "s")} as speaker,
                {_key("entity", _skewed(ACTORS, "s"))} as speaker_entity_id,
                {COUNTRIES}[(1 + {_skewed(ACTORS, "s")} % 16)::integer] as speaker_country,
                ['Actor ' || {_skewed(ACTORS, "t")}] as about, [{_key("entity", _skewed(ACTORS, "t"))}]
                    as about_entity_ids, []::varchar[] as recipients, 'A claim ' || i as summary, s.sentence,
                {_key("article", "i")} as article_id, {_key("revision", "i")} as revision_id, 1 as origins,
                {told_at} as first_reported_at, first_reported_at as last_reported_at, 'none_found' as answer
            from range({articles}) as r(i) inner join sentences as s on s.number = {sentence}""",
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
        "event_changes": f"""
            select {_key("change", "i")} as change_id, {_key("event", "i")} as event_id, 'added' as change,
                's' as snapshot_id, {at} as changed_at from range({events}) as r(i)""",
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
    with duckdb.connect(file, config={"memory_limit": "8GB"}) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set preserve_insertion_order = true")
        create(connection)
        connection.execute(_POOLS)
        for table, query in _statements(articles, events).items():
            columns = {name for name, _ in TABLES[table]}
            given = [row[0] for row in connection.execute(f"describe {query}").fetchall()]
            assert set(given) <= columns, (table, set(given) - columns)
            connection.execute(f"insert into {table} by name {query}")
        create_reading(connection)
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
