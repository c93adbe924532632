-- One row an actor and a recipient: what daily_dyads counts of them in all, and when they were new. To a warehouse that
-- has just begun all is new: it takes four weeks watched before a first report says anything.
{{ config(materialized='view') }}
with
daily as (
    select
        *,
        modality in ('happened', 'ongoing') as is_event
    from {{ ref('daily_dyads') }}
),

told as (
    select
        actor_id,
        max(actor) as actor,
        recipient_id,
        max(recipient) as recipient,
        coalesce(sum(events) filter (where is_event and quad in (1, 2)), 0)::bigint as cooperation,
        coalesce(sum(events) filter (where is_event and quad in (3, 4)), 0)::bigint as conflict,
        coalesce(sum(events) filter (where not is_event), 0)::bigint as claims,
        sum(goldstein_sum) filter (where is_event) as goldstein_sum,
        min(day_on) as first_on,
        max(day_on) as last_on,
        min(first_reported_on) as first_reported_on
    from daily
    group by actor_id, recipient_id
),

watched as (
    {{ days_watched_before('told') }}
)

select
    told.*,
    watched.days_watched as days_watched_before,
    case when watched.days_watched >= 28 then told.first_reported_on end as new_on
from told
inner join watched on told.first_reported_on = watched.day_on
