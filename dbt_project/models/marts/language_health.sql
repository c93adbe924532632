-- One row a language of the articles that sources bring: whether it still comes as it used to.
-- A language can be lost while every source answers: in extraction, or with the feed of one edition.
with
paces as (
    select * from {{ ref('int_paces') }}
),

new_articles as (
    select * from {{ ref('int_arrivals') }}
    where is_new
),

sources as (
    select * from {{ ref('stg_sources') }}
    where active
),

reading as (
    select
        sources.language,
        sum(reading.pages) as pages,
        sum(reading.pages_read) as pages_read
    from {{ ref('int_source_reading') }} as reading
    inner join sources on reading.source_id = sources.source_id
    group by sources.language
),

last_pass as (
    select max(pass_time) as pass_time from {{ ref('stg_run_events') }}
),

-- Days end at the last pass: day 0 is the 24 hours before it.
covered as (
    select
        cast(floor(epoch(last_pass.pass_time - attempts.attempted_at) / 86400) as bigint) as day,
        count(distinct attempts.run_id) as passes
    from {{ ref('stg_fetch_attempts') }} as attempts
    cross join last_pass
    where
        attempts.purpose in ('feed', 'sitemap') and attempts.outcome in ('done', 'unchanged', 'moved')
        and attempts.attempted_at > last_pass.pass_time - interval 28 day
        and attempts.attempted_at <= last_pass.pass_time
    group by all
),

usual_coverage as (
    select median(passes) as passes from covered
    where day > 0
),

watched_days as (
    select covered.day
    from covered
    cross join usual_coverage
    where covered.day > 0 and covered.passes * 2 >= usual_coverage.passes
),

arrivals as (
    select
        new_articles.language,
        greatest(cast(floor(epoch(last_pass.pass_time - new_articles.arrived_at) / 86400) as bigint), 0) as day,
        count(*) as articles
    from new_articles
    cross join last_pass
    where new_articles.arrived_at > last_pass.pass_time - interval 28 day
    group by all
),

languages as (
    select language from sources
    union distinct
    select language from paces
    where source_id = '' and articles >= 10
),

days as (
    select
        languages.language,
        watched_days.day,
        coalesce(arrivals.articles, 0) as articles
    from languages
    inner join paces on languages.language = paces.language and paces.source_id = ''
    inner join watched_days on (watched_days.day + 1) * 24 <= paces.watched_hours
    left join arrivals on languages.language = arrivals.language and watched_days.day = arrivals.day
),

-- A weak day: nine of ten bring as many, so that weekends and one gap in the watch are no alarm.
weak_days as (
    select
        language,
        quantile_disc(articles, 0.1) as articles
    from days
    group by language
    having count(*) >= 7
),

facts as (
    select
        languages.language,
        paces.is_late,
        coalesce(paces.articles, 0) as articles,
        paces.last_new_article_at,
        paces.longest_silence_hours,
        paces.new_articles * 24.0 / nullif(paces.watched_hours, 0) as articles_a_day,
        weak_days.articles as articles_on_a_weak_day,
        coalesce(arrivals.articles, 0) as articles_24h,
        coalesce(reading.pages, 0) as pages_72h,
        coalesce(reading.pages_read, 0) as pages_read_72h,
        coalesce(today.passes, 0) as passes_24h,
        usual_coverage.passes as usual_passes
    from languages
    cross join usual_coverage
    left join covered as today on today.day = 0
    left join paces on languages.language = paces.language and paces.source_id = ''
    left join weak_days on languages.language = weak_days.language
    left join arrivals on languages.language = arrivals.language and arrivals.day = 0
    left join reading on languages.language = reading.language
)

select
    facts.language,
    case
        when facts.pages_72h >= 5 and facts.pages_read_72h * 5 < facts.pages_72h then 'unread'
        when facts.passes_24h * 2 < facts.usual_passes then 'uncovered'
        when facts.is_late then 'late'
        when facts.articles_on_a_weak_day >= 3 and facts.articles_24h * 2 < facts.articles_on_a_weak_day then 'low'
        when facts.articles = 0 then 'new'
        when facts.last_new_article_at < last_pass.pass_time - interval 3 day then 'quiet'
        else 'well'
    end as state,
    facts.last_new_article_at,
    facts.articles_24h,
    cast(facts.articles_on_a_weak_day as bigint) as articles_on_a_weak_day,
    round(facts.articles_a_day, 2) as articles_a_day,
    round(facts.longest_silence_hours, 1) as longest_silence_hours,
    cast(facts.pages_72h as bigint) as pages_72h,
    cast(facts.pages_read_72h as bigint) as pages_read_72h,
    facts.articles
from facts
cross join last_pass
