{{ config(materialized='ephemeral') }}
-- One row a state of affairs as told, of the coder version read for its revision. Its key's second row: copy 2.
with
mentions as (
    select * from {{ source('landing', 'situation_mentions') }}
    where {{ touched('revision_id', source('landing', 'situation_mentions')) }}
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
    mentions.mention.bearer,
    mentions.mention.attribute,
    mentions.mention.value,
    mentions.mention.from_on,
    mentions.mention.to_on,
    mentions.mention.status,
    mentions.mention.speaker,
    mentions.mention.condition.text as condition,
    mentions.mention.country,
    mentions.mention.rule,
    row_number()
        over (partition by mentions.mention_id order by mentions.mention.bearer, mentions.mention.value)
        as copy_number
from mentions
left join coded on mentions.revision_id = coded.revision_id
where coalesce(mentions.coder = coded.coder and not coded.taken_down, true)
