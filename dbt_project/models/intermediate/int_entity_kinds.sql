{{ config(materialized='grown', key='entity_id', touched=changed(['entities'])) }}
-- One row an entity: its kind and country alone, so that what hangs on these is not made anew with each mention.
select
    entity_id,
    kind,
    country
from {{ ref('entities') }}
where {{ touched('entity_id', ref('entities')) }}
