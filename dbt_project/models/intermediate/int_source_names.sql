{{ config(materialized='grown', key='source_id') }}
-- One row a source and what it calls itself.
select
    source_id,
    name
from {{ ref('stg_sources') }}
