-- One row an event: who did it and to whom, the most told first. Of a reciprocal act the first party is the doer, and
-- the others are those it was done with, since the shapes of other datasets have two sides.
with
parties as (
    select
        actors.event_id,
        actors.role,
        actors.mentions,
        {
            'name': actors.name,
            'country': actors.country,
            'sector': coalesce(actors.sector, entities.sector)
        } as party
    from {{ ref('event_actors') }} as actors
    left join {{ ref('entities') }} as entities on actors.entity_id = entities.entity_id
),

sides as (
    select
        event_id,
        coalesce(list(party order by mentions desc, party asc) filter (where role = 'actor'), []) as actors,
        coalesce(list(party order by mentions desc, party asc) filter (where role = 'recipient'), []) as recipients
    from parties
    group by event_id
)

select
    events.event_id,
    case
        when events.reciprocal and len(sides.recipients) = 0 then sides.actors[:1]
        else coalesce(sides.actors, [])
    end as actors,
    case
        when events.reciprocal and len(sides.recipients) = 0 then sides.actors[2:]
        else coalesce(sides.recipients, [])
    end as recipients,
    -- The day, where it is known to within a week.
    case when events.event_to - events.event_from <= 6 then events.event_from end as event_on
from {{ ref('events') }} as events
left join sides on events.event_id = sides.event_id
