{{ config(materialized='ephemeral') }}
-- One row a stretch of reported words, of the coder version read for its revision. Its key's second row: copy 2.
with
mentions as (
    select * from {{ source('landing', 'quotes') }}
    where {{ touched('revision_id', source('landing', 'quotes')) }}
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
    mentions.mention.direct,
    coalesce(mentions.mention.kind, if(mentions.mention.direct, 'direct', 'indirect')) as kind,
    coalesce(mentions.mention.stance, 'said') as stance,
    mentions.mention.cue.text as cue,
    mentions.mention.speaker,
    row_number()
        over (partition by mentions.mention_id order by mentions.mention.speaker.start, mentions.mention.cue.start)
        as copy_number
from mentions
left join coded on mentions.revision_id = coded.revision_id
where coalesce(mentions.coder = coded.coder and not coded.taken_down, true)
