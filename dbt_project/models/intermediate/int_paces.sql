-- One row a series of articles (a source, a language of a source, a language over all sources; '' stands for all): how
-- often it brings a new one, its longest silence in the 28 days before its last, and whether it is silent for too long.
with
arrivals as (
    select * from {{ ref('int_arrivals') }}
),

last_pass as (
    select max(pass_time) as pass_time from {{ ref('stg_run_events') }}
),

series as (
    select
        source_id,
        '' as language,
        arrived_at,
        is_new
    from arrivals
    union all
    select
        source_id,
        language,
        arrived_at,
        is_new
    from arrivals
    union all
    select
        '' as source_id,
        language,
        arrived_at,
        is_new
    from arrivals
),

spans as (
    select
        source_id,
        language,
        count(*) as articles,
        min(arrived_at) as first_at,
        max(arrived_at) as last_at
    from series
    group by source_id, language
),

silences as (
    select
        series.*,
        series.arrived_at
        - lag(series.arrived_at) over (partition by series.source_id, series.language order by series.arrived_at)
            as silence
    from series
    inner join spans on series.source_id = spans.source_id and series.language = spans.language
    where series.arrived_at > spans.last_at - interval 28 day
),

usual as (
    select
        silences.source_id,
        silences.language,
        count(*) filter (where silences.is_new) as articles,
        count(*) filter (
            where silences.is_new and silences.arrived_at > last_pass.pass_time - interval 28 day
        ) as new_articles,
        round(epoch(max(silences.silence)) / 3600, 2) as longest_silence_hours
    from silences
    cross join last_pass
    group by silences.source_id, silences.language
),

paces as (
    select
        spans.source_id,
        spans.language,
        spans.articles,
        spans.last_at as last_new_article_at,
        least(date_diff('hour', spans.first_at, last_pass.pass_time), 28 * 24) as watched_hours,
        usual.new_articles,
        usual.articles as usual_articles,
        usual.longest_silence_hours,
        last_pass.pass_time
    from spans
    inner join usual on spans.source_id = usual.source_id and spans.language = usual.language
    cross join last_pass
)

select
    source_id,
    language,
    articles,
    last_new_article_at,
    watched_hours,
    new_articles,
    usual_articles,
    longest_silence_hours,
    coalesce(
        watched_hours >= 7 * 24 and usual_articles >= 10
        and last_new_article_at
        < pass_time - greatest(to_minutes(cast(longest_silence_hours * 90 as bigint)), interval 12 hour),
        false
    ) as is_late
from paces
