{{ config(materialized='ephemeral') }}
-- One row a name in a text, of the coder version read for its revision. Its key's second row: copy 2.
with
mentions as (
    select * from {{ source('landing', 'entity_mentions') }}
    where {{ touched('revision_id', source('landing', 'entity_mentions')) }}
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
    mentions.mention.name,
    mentions.mention.kind,
    mentions.mention.wikidata_id,
    mentions.mention.country,
    mentions.mention.sector,
    mentions.mention.role,
    mentions.mention.refers_to,
    row_number() over (partition by mentions.mention_id order by mentions.mention.name) as copy_number
from mentions
left join coded on mentions.revision_id = coded.revision_id
where coalesce(mentions.coder = coded.coder and not coded.taken_down, true)
