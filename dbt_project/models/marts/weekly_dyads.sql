-- One row a week, actor, recipient and quad class: its events beside those of the 4 and the 52 weeks before, and
-- whether they are more or fewer than usual. A week is shown from its first event to the fourth week after its last,
-- so that a fall shows too. What was not watched is no zero: days count, of base and week, with a source alive.
--
-- Above or below is judged by the test for two Poisson rates on square roots, which holds for low counts: with d for
-- the days of the week over those of the base, z = 2 (sqrt(events + 3/8) - sqrt(d (base + 3/8))) / sqrt(1 + d), beyond
-- 1.96 either way (Gu, Ng, Tang and Schucany, Testing the ratio of two Poisson rates, Biometrical Journal 50, 2008).
{{ config(materialized='view') }}
with
dyads as (
    select
        *,
        date_trunc('week', day_on)::date as week_on,
        modality in ('happened', 'ongoing') as is_event
    from {{ ref('daily_dyads') }}
),

days as (
    select
        day_on,
        date_trunc('week', day_on)::date as week_on,
        count(*) as sources
    from {{ ref('coverage_daily') }}
    where alive
    group by day_on
),

weeks as (
    select
        week_on,
        count(*) as days_watched,
        avg(sources) as sources_alive
    from days
    group by week_on
),

span as (
    select
        min(week_on) as first_on,
        max(week_on) as last_on
    from (
        select dyads.week_on from dyads
        union all
        select weeks.week_on from weeks
    ) as told
),

calendar as (
    select unnest(generate_series(first_on, last_on, interval 7 day))::date as week_on
    from span
),

watched as (
    select
        calendar.week_on,
        coalesce(weeks.days_watched, 0) as days_watched,
        coalesce(weeks.sources_alive, 0) as sources_alive,
        sum(coalesce(weeks.days_watched, 0)) over (
            order by calendar.week_on rows between 4 preceding and 1 preceding
        )::bigint as days_4w,
        sum(coalesce(weeks.days_watched, 0)) over (
            order by calendar.week_on rows between 52 preceding and 1 preceding
        )::bigint as days_52w
    from calendar
    left join weeks on calendar.week_on = weeks.week_on
),

counted as (
    select
        week_on,
        actor_id,
        recipient_id,
        quad,
        sum(events) filter (where is_event)::bigint as events,
        sum(events) filter (where not is_event)::bigint as claims,
        sum(goldstein_sum) filter (where is_event) as goldstein_sum,
        sum(events) filter (where is_event and sources_alive > 0)::bigint as seen
    from dyads
    group by all
),

shown as (
    select distinct
        week_on + unnest([0, 7, 14, 21, 28]) as week_on,
        actor_id,
        recipient_id,
        quad
    from counted
),

named as (
    select
        actor_id,
        recipient_id,
        max(actor) as actor,
        max(recipient) as recipient
    from dyads
    group by all
),

series as (
    select
        shown.*,
        counted.goldstein_sum,
        coalesce(counted.events, 0) as events,
        coalesce(counted.claims, 0) as claims,
        coalesce(counted.seen, 0) as seen,
        coalesce(sum(counted.seen) over (
            partition by shown.actor_id, shown.recipient_id, shown.quad order by shown.week_on
            range between interval 28 day preceding and interval 7 day preceding
        ), 0)::bigint as events_4w,
        coalesce(sum(counted.seen) over (
            partition by shown.actor_id, shown.recipient_id, shown.quad order by shown.week_on
            range between interval 364 day preceding and interval 7 day preceding
        ), 0)::bigint as events_52w
    from shown
    left join counted
        on
            shown.week_on = counted.week_on
            and shown.actor_id = counted.actor_id
            and shown.recipient_id = counted.recipient_id
            and shown.quad = counted.quad
),

beside as (
    select
        series.*,
        watched.days_watched,
        watched.sources_alive,
        coalesce(watched.days_4w, 0) as days_4w,
        coalesce(watched.days_52w, 0) as days_52w
    from series
    inner join watched on series.week_on = watched.week_on
)

select
    beside.week_on,
    beside.actor_id,
    named.actor,
    beside.recipient_id,
    named.recipient,
    beside.quad,
    beside.events,
    beside.claims,
    beside.goldstein_sum,
    beside.days_watched,
    round(beside.sources_alive, 1) as sources_alive,
    beside.events_4w,
    beside.days_4w,
    {{ rate_change('beside.seen', 'beside.days_watched', 'beside.events_4w', 'beside.days_4w', 14) }} as change_4w,
    {{ rate_level('beside.seen', 'beside.days_watched', 'beside.events_4w', 'beside.days_4w', 14) }} as level_4w,
    beside.events_52w,
    beside.days_52w,
    {{ rate_change('beside.seen', 'beside.days_watched', 'beside.events_52w', 'beside.days_52w', 182) }} as change_52w,
    {{ rate_level('beside.seen', 'beside.days_watched', 'beside.events_52w', 'beside.days_52w', 182) }} as level_52w
from beside
inner join named on beside.actor_id = named.actor_id and beside.recipient_id = named.recipient_id
