{{ config(materialized='ephemeral') }}
-- One row an article of a source: when it came, in what language its first text is, and whether it was new then. What a
-- source's first pass brought was there before and tells no pace.
with
revisions as (
    select
        source_id,
        coalesce(language, 'und') as language,
        arrived_at
    from {{ ref('int_revisions') }}
    where number = 1 and source_id is not null
),

first_passes as (
    select
        source_id,
        min(arrived_at) as first_at
    from revisions
    group by source_id
)

select
    revisions.source_id,
    revisions.language,
    revisions.arrived_at,
    revisions.arrived_at > first_passes.first_at as is_new
from revisions
inner join first_passes on revisions.source_id = first_passes.source_id
