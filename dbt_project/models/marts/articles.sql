{#- An article hangs on its revisions, whom they copy, the events and claims in them, and how its addresses
    answered. -#}
{%- set may_differ -%}
    {{ changed(['int_revisions', 'int_addresses'], 'article_id') }}
    union {{ changed(['stg_captures'], 'page_article_id') }}
    union select article_id from intermediate.int_addresses where url in ({{ changed(['fetch_attempts'], 'url') }})
    union select article_id from intermediate.int_revisions
    where
        revision_id in (
            {{ changed(['int_origins', 'int_event_mentions']) }}
            union select revision_id from intermediate.int_event_mentions
            where mention_id in (
                {{ changed(['int_event_ids']) }} union {{ changed(['int_claim_mentions'], 'mention_id') }}
            )
        )
{%- endset -%}
{{ config(materialized='grown', key='article_id', touched=may_differ, spread=['story_id']) }}
-- One row an article, as its current revision tells it.
with
revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('article_id', ref('int_revisions')) }}
),

origins as (
    select * from {{ ref('int_origins') }}
    where {{ bounded(ref('int_origins'), 'revision_id in (select revisions.revision_id from revisions)') }}
),

originals as (
    select
        revision_id,
        article_id
    from {{ ref('int_revisions') }}
    where
        {{ bounded(ref('int_revisions'), 'revision_id in (select origins.copy_of from origins)') }}
),

captures as (
    select * from {{ ref('stg_captures') }}
    where {{ touched('page_article_id', ref('stg_captures')) }}
),

addresses as (
    select * from {{ ref('int_addresses') }}
    where {{ touched('article_id', ref('int_addresses')) }}
),

attempts as (
    select * from {{ ref('fetch_attempts') }}
    where {{ bounded(ref('fetch_attempts'), 'url in (select addresses.url from addresses)') }}
),

mentions as (
    select
        mention_id,
        revision_id
    from {{ ref('int_event_mentions') }}
    where {{ bounded(ref('int_event_mentions'), 'revision_id in (select revisions.revision_id from revisions)') }}
),

events as (
    select * from {{ ref('int_event_ids') }}
    where {{ bounded(ref('int_event_ids'), 'mention_id in (select mentions.mention_id from mentions)') }}
),

claims as (
    select
        mention_id,
        claim_id
    from {{ ref('int_claim_mentions') }}
    where {{ bounded(ref('int_claim_mentions'), 'mention_id in (select mentions.mention_id from mentions)') }}
),

tallies as (
    select
        revisions.article_id,
        min(revisions.first_seen_at) as first_seen_at,
        count(distinct revisions.revision_id) as revisions,
        count(distinct events.event_id) as events,
        count(distinct claims.claim_id) as claims
    from revisions
    left join mentions on revisions.revision_id = mentions.revision_id
    left join events on mentions.mention_id = events.mention_id
    left join claims on mentions.mention_id = claims.mention_id
    group by revisions.article_id
),

looks as (
    select
        page_article_id as article_id,
        max(fetched_at) as last_seen_at,
        first(canonical_url order by fetched_at, capture_id) as canonical_url
    from captures
    where purpose = 'page'
    group by page_article_id
),

-- How the last telling answer was, under any of its addresses.
answers as (
    select
        addresses.article_id,
        last(attempts.outcome order by attempts.attempted_at, attempts.attempt_id) as outcome,
        max(attempts.attempted_at) filter (where attempts.outcome = 'unchanged') as unchanged_at
    from addresses
    inner join attempts on addresses.url = attempts.url
    where attempts.purpose = 'page' and attempts.outcome in ('done', 'unchanged', 'moved', 'gone')
    group by addresses.article_id
)

select
    revisions.article_id,
    coalesce(looks.canonical_url, revisions.url) as canonical_url,
    revisions.url,
    revisions.source_id,
    revisions.site,
    revisions.title,
    revisions.authors,
    revisions.published_at,
    revisions.published_on,
    revisions.modified_at,
    tallies.first_seen_at,
    greatest(tallies.first_seen_at, looks.last_seen_at, answers.unchanged_at) as last_seen_at,
    revisions.language,
    revisions.kind,
    case answers.outcome when 'gone' then 'gone' when 'moved' then 'moved' else 'live' end as status,
    tallies.revisions,
    revisions.revision_id as current_revision_id,
    revisions.story_id,
    originals.article_id as copy_of,
    origins.origin,
    revisions.credit,
    revisions.words,
    tallies.events,
    tallies.claims
from revisions
inner join tallies on revisions.article_id = tallies.article_id
left join origins on revisions.revision_id = origins.revision_id
left join originals on origins.copy_of = originals.revision_id
left join looks on revisions.article_id = looks.article_id
left join answers on revisions.article_id = answers.article_id
where revisions.is_current
