{#- What landed since, and what hangs on what landed or changed since. -#}
{%- set may_differ -%}
    {{ landed('revisions', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union {{ landed('revision_returns', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union {{ landed('coded_revisions', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union {{ landed('event_mentions', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union {{ landed('entity_mentions', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union {{ landed('place_mentions', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union {{ landed('time_mentions', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union {{ landed('quotes', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union {{ landed('situation_mentions', 'revision_id', ['staging.stg_revision_states', 'revision_id']) }}
    union select revision_id from landing.revisions
    where
        capture_id in ({{ changed(['stg_captures']) }})
        or article_id in ({{ changed(['stg_story_links']) }})
        or article_id in ({{ landed('tombstones', 'article_id', ['landing.revisions', 'article_id']) }})
        or run_id in ({{ landed('run_events', 'run_id', ['landing.revisions', 'run_id']) }})
        or source_id in ({{ landed('sources', 'source_id', ['landing.revisions', 'source_id']) }})
    union select revision_id from landing.event_mentions
    where mention_id in ({{ landed('corrections', 'mention_id', ['landing.event_mentions', 'mention_id']) }})
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ) }}
-- One row a revision that landing tells anything of, with a digest of all that its rows hang on: so that a pass finds
-- the revisions that are new, coded anew, corrected, taken down or of another story, and works on those alone.
with
revisions as (
    select * from {{ source('landing', 'revisions') }}
    where {{ touched('revision_id', source('landing', 'revisions')) }}
),

tombstones as (
    select * from {{ ref('stg_tombstones') }}
),

captures as (
    select
        captures.capture_id,
        hash(captures) as digest
    from {{ ref('stg_captures') }} as captures
    where {{ bounded(ref('stg_captures'), 'capture_id in (select revisions.capture_id from revisions)') }}
),

runs as (
    select
        run_id,
        pass_time
    from {{ ref('stg_run_events') }}
),

sources as (
    select
        source_id,
        speaks_for
    from {{ ref('stg_sources') }}
),

stories as (
    select
        article_id,
        story_id
    from {{ ref('stg_story_links') }}
),

told as (
    select
        revisions.revision_id,
        hash(
            revisions.article_id, revisions.run_id, revisions.text_sha256, revisions.first_seen_at, revisions.extractor,
            revisions.source_id, revisions.url, tombstones.article_id, captures.digest, runs.pass_time,
            sources.speaks_for, stories.story_id
        ) as digest
    from revisions
    left join tombstones on revisions.article_id = tombstones.article_id
    left join captures on revisions.capture_id = captures.capture_id
    left join runs on revisions.run_id = runs.run_id
    left join sources on revisions.source_id = sources.source_id
    left join stories on revisions.article_id = stories.article_id
    union all
    select
        revision_id,
        hash('returned', max(seen_at)) as digest
    from {{ source('landing', 'revision_returns') }}
    where {{ touched('revision_id', source('landing', 'revision_returns')) }}
    group by revision_id
    union all
    select
        revision_id,
        hash('coded', coder, coded_at) as digest
    from {{ source('landing', 'coded_revisions') }}
    where {{ touched('revision_id', source('landing', 'coded_revisions')) }}
    union all
    select
        revision_id,
        hash('event_mentions', count(*)) as digest
    from {{ source('landing', 'event_mentions') }}
    where {{ touched('revision_id', source('landing', 'event_mentions')) }}
    group by revision_id
    union all
    select
        revision_id,
        hash('entity_mentions', count(*)) as digest
    from {{ source('landing', 'entity_mentions') }}
    where {{ touched('revision_id', source('landing', 'entity_mentions')) }}
    group by revision_id
    union all
    select
        revision_id,
        hash('place_mentions', count(*)) as digest
    from {{ source('landing', 'place_mentions') }}
    where {{ touched('revision_id', source('landing', 'place_mentions')) }}
    group by revision_id
    union all
    select
        revision_id,
        hash('time_mentions', count(*)) as digest
    from {{ source('landing', 'time_mentions') }}
    where {{ touched('revision_id', source('landing', 'time_mentions')) }}
    group by revision_id
    union all
    select
        revision_id,
        hash('quotes', count(*)) as digest
    from {{ source('landing', 'quotes') }}
    where {{ touched('revision_id', source('landing', 'quotes')) }}
    group by revision_id
    union all
    select
        revision_id,
        hash('situation_mentions', count(*)) as digest
    from {{ source('landing', 'situation_mentions') }}
    where {{ touched('revision_id', source('landing', 'situation_mentions')) }}
    group by revision_id
    union all
    select
        mentions.revision_id,
        hash(
            'corrected', corrections.correction_id, corrections.mention_id, corrections.kind, corrections.actor,
            corrections.actor_entity_id
        ) as digest
    from {{ ref('stg_corrections') }} as corrections
    inner join {{ source('landing', 'event_mentions') }} as mentions on corrections.mention_id = mentions.mention_id
    where {{ touched('mentions.revision_id') }}
)

select
    revision_id,
    sum(digest::hugeint) as digest
from told
group by revision_id
