{{ config(materialized='grown', key='revision_id', touched=changed(['stg_revision_states'])) }}
-- One row a revision: the coder version that is read for it, the newest landed.
with
coded as (
    select * from {{ source('landing', 'coded_revisions') }}
    where {{ touched('revision_id', source('landing', 'coded_revisions')) }}
),

hidden as (
    select revisions.revision_id
    from {{ source('landing', 'revisions') }} as revisions
    semi join {{ ref('stg_tombstones') }} as tombstones on revisions.article_id = tombstones.article_id
)

select
    coded.*,
    coded.revision_id in (select hidden.revision_id from hidden) as taken_down
from coded
qualify row_number() over (partition by coded.revision_id order by coded.coded_at desc, coded.coder desc) = 1
