{{ config(materialized='ephemeral') }}
-- One row a distinct text of an article, as it was first seen.
with
revisions as (
    select * from {{ source('landing', 'revisions') }}
    where {{ touched('revision_id', source('landing', 'revisions')) }}
),

tombstones as (
    select * from {{ ref('stg_tombstones') }}
)

select revisions.*
from revisions
anti join tombstones on revisions.article_id = tombstones.article_id
qualify
    row_number() over (partition by revisions.revision_id order by revisions.first_seen_at, revisions.extractor) = 1
