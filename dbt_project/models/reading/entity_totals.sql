-- One row an entity with how often it acts, is acted upon, speaks and is spoken of.
with
entities as (
    select * from {{ ref('entities') }}
),

claims as (
    select * from {{ ref('claims') }}
),

parts as (
    select
        entity_id,
        count(*) filter (where role = 'actor') as acts,
        count(*) filter (where role = 'recipient') as receives,
        count(*) filter (where role = 'third_party') as thirds
    from {{ ref('entity_events') }}
    group by entity_id
),

pairs as (
    select
        entity_id,
        sum(events) as dyad_events
    from {{ ref('entity_dyads') }}
    where entity_id != other_id
    group by entity_id
),

said as (
    select
        speaker_entity_id as entity_id,
        count(*) as says
    from claims
    group by speaker_entity_id
),

about as (
    select
        entity_id,
        count(*) as spoken_of
    from (
        select unnest(list_distinct(about_entity_ids)) as entity_id
        from claims
    ) as named
    group by entity_id
)

select
    entities.entity_id,
    coalesce(parts.acts, 0) as acts,
    coalesce(parts.receives, 0) as receives,
    coalesce(parts.thirds, 0) as thirds,
    coalesce(said.says, 0) as says,
    coalesce(about.spoken_of, 0) as spoken_of,
    coalesce(pairs.dyad_events, 0) as dyad_events
from entities
left join parts on entities.entity_id = parts.entity_id
left join pairs on entities.entity_id = pairs.entity_id
left join said on entities.entity_id = said.entity_id
left join about on entities.entity_id = about.entity_id
