-- One row a source, as its newest entry describes it.
with sources as (
    select * from {{ ref('stg_sources') }}
)

select
    source_id,
    name,
    homepage,
    country,
    language,
    owner,
    speaks_for,
    feeds,
    sitemaps,
    active,
    first_loaded_at,
    loaded_at
from sources
