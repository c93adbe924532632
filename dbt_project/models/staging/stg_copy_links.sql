-- One row a revision that repeats an earlier one: the link that holds most of it.
with
links as (
    select * from {{ source('landing', 'copy_links') }}
),

revisions as (
    select revision_id from {{ ref('stg_revisions') }}
)

select links.*
from links
semi join revisions on links.revision_id = revisions.revision_id
semi join revisions as earlier on links.copy_of = earlier.revision_id
qualify
    row_number() over (
        partition by links.revision_id
        order by links.containment desc, links.similarity desc, links.found_at asc, links.copy_of asc
    ) = 1
