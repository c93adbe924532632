-- One row an article, as its current revision tells it.
with
revisions as (
    select * from {{ ref('int_revisions') }}
),

origins as (
    select * from {{ ref('int_origins') }}
),

captures as (
    select * from {{ ref('stg_captures') }}
),

entries as (
    select * from {{ ref('stg_feed_entries') }}
),

attempts as (
    select * from {{ ref('stg_fetch_attempts') }}
),

events as (
    select * from {{ ref('int_event_ids') }}
),

claims as (
    select * from {{ ref('int_claim_mentions') }}
),

tallies as (
    select
        revisions.article_id,
        min(revisions.first_seen_at) as first_seen_at,
        count(distinct revisions.revision_id) as revisions,
        count(distinct events.event_id) as events,
        count(distinct claims.claim_id) as claims
    from revisions
    left join {{ ref('int_event_mentions') }} as mentions on revisions.revision_id = mentions.revision_id
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

-- Every address under which the article was asked for, and how the last telling answer was.
addresses as (
    select
        article_id,
        url
    from entries
    union distinct
    select
        page_article_id as article_id,
        url
    from captures
    union distinct
    select
        article_id,
        url
    from revisions
),

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
left join revisions as originals on origins.copy_of = originals.revision_id
left join looks on revisions.article_id = looks.article_id
left join answers on revisions.article_id = answers.article_id
where revisions.is_current
