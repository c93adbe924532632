{#- A new revision makes another one of its article older. -#}
{%- set may_differ -%}
    select revision_id as key from landing.revisions
    where article_id in (
        select article_id from landing.revisions where revision_id in (select key from changes.stg_revision_states)
    )
    union select key from changes.stg_revision_states
{%- endset -%}
{{ config(
    materialized='grown',
    key='revision_id',
    touched=may_differ,
    spread=['article_id', 'story_id', 'capture_id', 'url', 'first_seen_at']
) }}
-- One row a valid revision: its number within the article, its story, its origin's grounds and its receipt.
with
revisions as (
    select * from {{ ref('stg_revisions') }}
),

captures as (
    select * from {{ ref('stg_captures') }}
    where {{ bounded(ref('stg_captures'), 'capture_id in (select revisions.capture_id from revisions)') }}
),

runs as (
    select * from {{ ref('stg_run_events') }}
),

sources as (
    select * from {{ ref('stg_sources') }}
),

stories as (
    select * from {{ ref('stg_story_links') }}
),

coded as (
    select * from {{ ref('stg_coded_revisions') }}
),

-- A text may come back after another one stood in its place.
returns as (
    select
        revision_id,
        max(seen_at) as returned_at
    from {{ source('landing', 'revision_returns') }}
    where {{ touched('revision_id', source('landing', 'revision_returns')) }}
    group by revision_id
),

rejected as (
    select distinct row_key from {{ ref('int_rejected_revisions') }}
)

select
    revisions.revision_id,
    revisions.run_id,
    revisions.article_id,
    revisions.capture_id,
    revisions.source_id,
    revisions.url,
    revisions.site,
    coalesce(revisions.source_id, revisions.site) as outlet,
    sources.speaks_for,
    revisions.title,
    revisions.authors,
    revisions.published_at,
    revisions.published_offset,
    coalesce(revisions.published_on, cast(revisions.published_at as date)) as published_on,
    revisions.modified_at,
    revisions.language,
    revisions.language_confidence,
    revisions.kind,
    revisions.credit,
    revisions.text,
    revisions.text_sha256,
    length(revisions.text) as characters,
    len(string_split_regex(trim(revisions.text), '\s+')) as words,
    revisions.first_seen_at,
    coalesce(revisions.published_at, revisions.first_seen_at) as reported_at,
    cast(coalesce(revisions.published_on, revisions.published_at, revisions.first_seen_at) as date) as reported_on,
    revisions.extractor,
    coded.coder,
    coded.truncated_at,
    stories.story_id,
    captures.fetched_at,
    captures.payload_sha256,
    captures.payload_warc_file as warc_file,
    captures.payload_warc_offset as warc_offset,
    -- The order of arrival that keys rest on: by pass, not by the moment of a request, which differs between machines.
    coalesce(runs.pass_time, revisions.first_seen_at) as arrived_at,
    row_number() over (
        partition by revisions.article_id order by revisions.first_seen_at, revisions.revision_id
    ) as number,
    row_number() over (
        partition by revisions.article_id
        order by greatest(revisions.first_seen_at, returns.returned_at) desc, revisions.revision_id desc
    ) = 1 as is_current,
    returns.returned_at
from revisions
inner join captures on revisions.capture_id = captures.capture_id
left join runs on revisions.run_id = runs.run_id
left join sources on revisions.source_id = sources.source_id
left join stories on revisions.article_id = stories.article_id
left join coded on revisions.revision_id = coded.revision_id
left join returns on revisions.revision_id = returns.revision_id
anti join rejected on revisions.revision_id = rejected.row_key
