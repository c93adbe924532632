-- One row a source with articles: how often it brought a new one in the last 28 days, and its longest silence in them.
-- What its first pass brought was there before and tells no pace.
with
arrivals as (
    select
        source_id,
        min(arrived_at) as arrived_at
    from {{ ref('int_revisions') }}
    where source_id is not null
    group by source_id, article_id
),

last_pass as (
    select max(pass_time) as pass_time from {{ ref('stg_run_events') }}
),

watched as (
    select
        arrivals.source_id,
        arrivals.arrived_at,
        min(arrivals.arrived_at) over (partition by arrivals.source_id) as first_at,
        last_pass.pass_time
    from arrivals
    cross join last_pass
),

silences as (
    select
        *,
        arrived_at - lag(arrived_at) over (partition by source_id order by arrived_at) as silence
    from watched
    where arrived_at > pass_time - interval 28 day
)

select
    source_id,
    max(arrived_at) as last_new_article_at,
    least(date_diff('hour', min(first_at), max(pass_time)), 28 * 24) as watched_hours,
    count(*) filter (where arrived_at > first_at) as new_articles,
    round(epoch(max(silence)) / 3600, 2) as longest_silence_hours
from silences
group by source_id
