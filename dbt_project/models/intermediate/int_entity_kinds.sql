{{ config(materialized='grown', key='entity_id', touched=changed(['int_entity_mentions'], 'entity_id')) }}
-- One row an entity: its kind and country, as most of its mentions tell.
with
mentions as (
    select * from {{ ref('int_entity_mentions') }}
    where {{ touched('entity_id', ref('int_entity_mentions')) }}
)

select
    entity_id,
    mode(kind order by kind) as kind,
    mode(country order by country) filter (where country is not null) as country
from mentions
group by entity_id
