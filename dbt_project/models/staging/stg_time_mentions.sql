{{ config(materialized='ephemeral') }}
-- One row a time expression, of the coder version read for its revision. Its key's second row: copy 2.
with
mentions as (
    select * from {{ source('landing', 'time_mentions') }}
    where {{ touched('revision_id', source('landing', 'time_mentions')) }}
),

coded as (
    select * from {{ ref('stg_coded_revisions') }}
)

select
    mentions.mention_id,
    mentions.revision_id,
    mentions.coder,
    mentions.mention.start as start_char,
    mentions.mention."end" as end_char,
    mentions.mention.text,
    mentions.mention.from_on,
    mentions.mention.to_on,
    mentions.mention.granularity,
    mentions.mention.relation,
    row_number()
        over (partition by mentions.mention_id order by mentions.mention.from_on, mentions.mention.to_on)
        as copy_number
from mentions
left join coded on mentions.revision_id = coded.revision_id
where coalesce(mentions.coder = coded.coder and not coded.taken_down, true)
