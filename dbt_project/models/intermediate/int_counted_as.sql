{{ config(materialized='grown', key='entity_id') }}
-- One row an entity and whom it counts as: troops, police and officials without a name for their state; who is told by
-- a bare noun for nobody, since the police here are others than the police there.
with
entities as (
    select * from {{ ref('entities') }}
),

states as (
    select * from {{ ref('int_states') }}
)

select
    entities.entity_id,
    entities.name,
    entities.kind,
    case
        when entities.kind != 'agent' then entities.entity_id
        when entities.country is null then null
        when coalesce(entities.sector, 'GOV') in ('GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD')
            then coalesce(states.entity_id, entities.entity_id)
        else entities.entity_id
    end as counts_as
from entities
left join states on entities.country = states.country
