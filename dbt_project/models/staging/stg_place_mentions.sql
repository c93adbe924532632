{{ config(materialized='ephemeral') }}
-- One row a toponym, of the coder version read for its revision. Its key's second row: copy 2.
with
mentions as (
    select * from {{ source('landing', 'place_mentions') }}
    where {{ touched('revision_id', source('landing', 'place_mentions')) }}
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
    mentions.mention.geonameid,
    mentions.mention.name,
    mentions.mention.country,
    mentions.mention.admin1,
    mentions.mention.lat,
    mentions.mention.lon,
    mentions.mention.feature,
    mentions.mention.precision,
    row_number()
        over (partition by mentions.mention_id order by mentions.mention.geonameid, mentions.mention.name)
        as copy_number
from mentions
left join coded on mentions.revision_id = coded.revision_id
where coalesce(mentions.coder = coded.coder and not coded.taken_down, true)
