{{ config(materialized='grown', key='identifier', touched=changed(['int_entity_mentions'], 'identifier')) }}
-- One row a checked identifier and the entity that it stands for.
with
mentions as (
    select * from {{ ref('int_entity_mentions') }}
    where {{ touched('identifier', ref('int_entity_mentions')) }} and identifier is not null
)

select
    identifier,
    min(entity_id) as entity_id
from mentions
group by identifier
