{{ config(materialized='grown', key='country') }}
-- One row a country with the entity that stands for its state.
select
    country,
    min(entity_id) as entity_id
from {{ ref('entities') }}
where kind = 'country' and country is not null
group by country
