{{ config(
    materialized='grown',
    key='event_number',
    touched="select ('0x' || key)::ubigint from (" ~ changed(['events', 'event_actors']) ~ ") as events",
    order='entity_id asc, day_on desc nulls last, event_number asc'
) }}
-- One row an event that a known party has a part in, by role; a party's rows lie together, the newest first.
with
events as (
    select * from {{ ref('events') }}
    where {{ touched('event_number', ref('events')) }}
),

parties as (
    select * from {{ ref('event_actors') }}
    where
        {{ bounded(ref('event_actors'), 'event_id in (select events.event_id from events)') }}
        and entity_id is not null
)

select
    parties.entity_id,
    events.event_number,
    parties.role,
    events.event_from as day_on,
    events.quad,
    events.last_reported_at
from parties
inner join events on parties.event_id = events.event_id
order by parties.entity_id asc, events.event_from desc nulls last, events.event_number asc
