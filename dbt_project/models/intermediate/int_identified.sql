{{ config(materialized='grown', key='identifier') }}
-- One row a checked identifier and the entity that it stands for.
with
mentions as (
    select * from {{ ref('int_entity_mentions') }}
)

select
    identifier,
    min(entity_id) as entity_id
from mentions
where identifier is not null
group by identifier
