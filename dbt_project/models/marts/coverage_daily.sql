{%- set may_differ -%}
    select key::date from ({{ changed(['fetch_attempts'], 'attempted_at') }}) as asked
    union select key::date from ({{ changed(['int_revisions'], 'first_seen_at') }}) as seen
{%- endset -%}
{{ config(materialized='grown', key='day_on', touched=may_differ) }}
-- One row a day and source that was asked or gave an article on it.
with
attempts as (
    select
        attempted_at::date as day_on,
        source_id,
        count(*) as attempts,
        count(*) filter (where outcome in ('done', 'unchanged', 'moved')) as successes
    from {{ ref('fetch_attempts') }}
    where {{ touched('attempted_at::date', ref('fetch_attempts')) }} and source_id is not null and purpose != 'robots'
    group by all
),

revisions as (
    select
        first_seen_at::date as day_on,
        source_id,
        count(distinct article_id) filter (where number = 1) as articles,
        count(*) as revisions
    from {{ ref('int_revisions') }}
    where {{ touched('first_seen_at::date', ref('int_revisions')) }} and source_id is not null
    group by all
)

select
    coalesce(attempts.day_on, revisions.day_on) as day_on,
    coalesce(attempts.source_id, revisions.source_id) as source_id,
    coalesce(attempts.attempts, 0) as attempts,
    coalesce(attempts.successes, 0) as successes,
    coalesce(revisions.articles, 0) as articles,
    coalesce(revisions.revisions, 0) as revisions,
    coalesce(attempts.successes, 0) > 0 as alive
from attempts
full outer join revisions on attempts.day_on = revisions.day_on and attempts.source_id = revisions.source_id
