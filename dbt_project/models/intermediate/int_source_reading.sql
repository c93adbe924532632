-- One row a source whose pages were asked for in the 72 hours before the last pass: how many came as pages, how many of
-- those could be read as articles, how many requests were answered or failed, and how many times the site turned us
-- away or its robots.txt, or the rules for addresses, forbade to ask.
with
attempts as (
    select * from {{ ref('stg_fetch_attempts') }}
),

captures as (
    select * from {{ ref('stg_captures') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

last_pass as (
    select max(pass_time) as pass_time from {{ ref('stg_run_events') }}
),

asked as (
    select
        attempts.source_id,
        count(*) as pages_asked,
        count(*) filter (where attempts.status in (401, 403, 429, 451)) as pages_turned_away,
        count(*) filter (
            where attempts.error_class = 'RobotsDisallowed' or attempts.outcome = 'unsafe'
        ) as pages_forbidden,
        count(*) filter (where attempts.outcome in ('done', 'unchanged', 'moved')) as pages_answered,
        count(*) filter (
            where attempts.outcome not in ('done', 'unchanged', 'moved', 'gone', 'refused')
        ) as pages_failed
    from attempts
    cross join last_pass
    where attempts.purpose = 'page' and attempts.attempted_at > last_pass.pass_time - interval 72 hour
    group by attempts.source_id
),

fetched as (
    select
        captures.source_id,
        count(distinct captures.page_article_id) as pages,
        count(distinct revisions.article_id) as pages_read
    from captures
    cross join last_pass
    left join revisions
        on
            captures.page_article_id = revisions.article_id
            and revisions.kind not in ('consent', 'soft_404', 'listing', 'other')
    where
        captures.purpose = 'page' and captures.status = 200
        and captures.fetched_at > last_pass.pass_time - interval 72 hour
    group by captures.source_id
)

select
    asked.source_id,
    asked.pages_asked,
    asked.pages_turned_away,
    asked.pages_forbidden,
    asked.pages_answered,
    asked.pages_failed,
    coalesce(fetched.pages, 0) as pages,
    coalesce(fetched.pages_read, 0) as pages_read
from asked
left join fetched on asked.source_id = fetched.source_id
