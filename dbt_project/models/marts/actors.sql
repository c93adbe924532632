-- One row an entity that took part in an event, as actor or recipient, and when it was new: see dyads. Who is told by
-- a bare noun is nobody in particular, and not among them.
{{ config(materialized='view') }}
with
parties as (
    select
        actors.entity_id,
        actors.role,
        actors.event_id,
        events.event_from,
        events.first_reported_at::date as reported_on
    from {{ ref('event_actors') }} as actors
    inner join {{ ref('events') }} as events on actors.event_id = events.event_id
    where actors.entity_id is not null and actors.role in ('actor', 'recipient')
),

told as (
    select
        entity_id,
        count(distinct event_id) filter (where role = 'actor') as acted,
        count(distinct event_id) filter (where role = 'recipient') as received,
        min(event_from) as first_on,
        max(event_from) as last_on,
        min(reported_on) as first_reported_on
    from parties
    group by entity_id
),

watched as (
    {{ days_watched_before('told') }}
)

select
    told.entity_id,
    entities.name,
    entities.kind,
    entities.country,
    entities.sector,
    told.acted,
    told.received,
    told.first_on,
    told.last_on,
    told.first_reported_on,
    watched.days_watched as days_watched_before,
    case when watched.days_watched >= 28 then told.first_reported_on end as new_on
from told
inner join {{ ref('entities') }} as entities on told.entity_id = entities.entity_id
inner join watched on told.first_reported_on = watched.day_on
where entities.kind != 'agent' or entities.country is not null
