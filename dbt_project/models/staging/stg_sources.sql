-- One row a source, as its newest entry describes it.
with entries as (
    select * from {{ source('landing', 'sources') }}
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
    min(loaded_at) over (partition by source_id) as first_loaded_at,
    loaded_at
from entries
qualify row_number() over (partition by source_id order by loaded_at desc, entry_sha256 asc) = 1
