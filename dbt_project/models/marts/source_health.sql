-- One row a source: how it answers, relative to the time of the last pass.
with
sources as (
    select * from {{ ref('stg_sources') }}
),

attempts as (
    select
        *,
        outcome in ('done', 'unchanged', 'moved') as succeeded
    from {{ ref('stg_fetch_attempts') }}
    -- Where no host at all answered, the machine was offline and no source is to blame.
    where purpose != 'robots' and error_class is distinct from 'Offline'
),

captures as (
    select
        source_id,
        count(*) as captures
    from {{ ref('stg_captures') }}
    group by source_id
),

revisions as (
    select
        source_id,
        count(distinct article_id) as articles,
        max(first_seen_at) filter (where number = 1) as last_new_article_at
    from {{ ref('int_revisions') }}
    group by source_id
),

pace as (
    select
        *,
        new_articles * 24.0 / nullif(watched_hours, 0) as articles_a_day
    from {{ ref('int_paces') }}
    where language = ''
),

-- Each language by itself: one that was lost must not hide behind another that still comes. A stray article whose
-- language was mistaken is none of its languages.
lost as (
    select
        languages.source_id,
        list(languages.language order by languages.language) as languages
    from {{ ref('int_paces') }} as languages
    inner join pace on languages.source_id = pace.source_id
    where languages.language != '' and languages.is_late and languages.usual_articles * 20 >= pace.usual_articles
    group by languages.source_id
),

-- A few pages tell of a site only if all went one way.
reading as (
    select
        *,
        pages_asked >= 3 or pages_answered = 0 as tells
    from {{ ref('int_source_reading') }}
),

last_pass as (
    select max(pass_time) as pass_time from {{ ref('stg_run_events') }}
),

-- Each feed by itself: one that died, of a section or a language, must not hide behind another that answers.
feeds as (
    select
        attempts.source_id,
        attempts.url,
        last(attempts.succeeded order by attempts.attempted_at, attempts.attempt_id) as answers
    from attempts
    cross join last_pass
    where attempts.purpose = 'feed' and attempts.attempted_at > last_pass.pass_time - interval 24 hour
    group by attempts.source_id, attempts.url
),

down as (
    select
        source_id,
        count(*) filter (where not answers) as feeds
    from feeds
    group by source_id
),

asked as (
    select
        attempts.source_id,
        max(attempts.attempted_at) as last_attempt_at,
        max(attempts.attempted_at) filter (where attempts.succeeded) as last_success_at,
        count(*) filter (where attempts.attempted_at > last_pass.pass_time - interval 24 hour) as attempts_24h,
        count(*) filter (
            where attempts.attempted_at > last_pass.pass_time - interval 24 hour and not attempts.succeeded
        ) as failures_24h,
        last(attempts.status order by attempts.attempted_at, attempts.attempt_id) as last_status,
        last(attempts.outcome order by attempts.attempted_at, attempts.attempt_id)
        filter (where attempts.purpose in ('feed', 'sitemap')) as last_feed_outcome,
        last(attempts.status order by attempts.attempted_at, attempts.attempt_id)
        filter (where attempts.purpose in ('feed', 'sitemap')) as last_feed_status,
        last(attempts.error_class order by attempts.attempted_at, attempts.attempt_id)
        filter (where not attempts.succeeded) as last_error_class,
        last(attempts.error_message order by attempts.attempted_at, attempts.attempt_id)
        filter (where not attempts.succeeded) as last_error_message
    from attempts
    cross join last_pass
    group by attempts.source_id
)

select
    sources.source_id,
    case
        when asked.last_attempt_at is null then 'new'
        when
            asked.last_feed_status in (401, 403, 429, 451)
            or (reading.tells and reading.pages_turned_away * 2 > reading.pages_asked)
            then 'blocked'
        when
            asked.last_feed_outcome in ('refused', 'unsafe')
            or (reading.tells and reading.pages_forbidden * 2 > reading.pages_asked)
            then 'refused'
        when
            asked.last_success_at is null
            or asked.last_feed_outcome not in ('done', 'unchanged', 'moved')
            or (asked.attempts_24h > 0 and asked.failures_24h * 2 > asked.attempts_24h)
            or down.feeds > 0
            -- Its feed answers and none of its pages does. One that vanished is no fault, but of a source that never
            -- brought an article.
            or (
                reading.pages_answered = 0
                and (reading.pages_failed > 0 or revisions.last_new_article_at is null)
            )
            then 'failing'
        when
            (reading.pages >= 5 and reading.pages_read * 5 < reading.pages)
            or (reading.pages > 0 and reading.pages_read = 0 and revisions.last_new_article_at is null)
            then 'changed_layout'
        when pace.is_late or lost.languages is not null then 'late'
        when
            revisions.last_new_article_at is null
            or revisions.last_new_article_at < last_pass.pass_time - interval 3 day
            then 'quiet'
        else 'well'
    end as state,
    asked.last_attempt_at,
    asked.last_success_at,
    revisions.last_new_article_at,
    round(pace.articles_a_day, 2) as articles_a_day,
    round(pace.longest_silence_hours, 1) as longest_silence_hours,
    coalesce(lost.languages, []) as late_languages,
    coalesce(reading.pages, 0) as pages_72h,
    coalesce(reading.pages_read, 0) as pages_read_72h,
    coalesce(asked.attempts_24h, 0) as attempts_24h,
    coalesce(asked.failures_24h, 0) as failures_24h,
    coalesce(captures.captures, 0) as captures,
    coalesce(revisions.articles, 0) as articles,
    asked.last_status,
    asked.last_error_class,
    asked.last_error_message
from sources
cross join last_pass
left join asked on sources.source_id = asked.source_id
left join down on sources.source_id = down.source_id
left join captures on sources.source_id = captures.source_id
left join revisions on sources.source_id = revisions.source_id
left join pace on sources.source_id = pace.source_id
left join lost on sources.source_id = lost.source_id
left join reading on sources.source_id = reading.source_id
