{{ config(materialized='ephemeral') }}
-- One row an act as one sentence tells it, of the coder version read for its revision. Its key's second row: copy 2.
with
mentions as (
    select * from {{ source('landing', 'event_mentions') }}
    where {{ touched('revision_id', source('landing', 'event_mentions')) }}
),

coded as (
    select * from {{ ref('stg_coded_revisions') }}
)

select
    mentions.mention_id,
    mentions.within_id,
    mentions.revision_id,
    mentions.coder,
    mentions.mention.main,
    mentions.mention.event as event_type,
    mentions.mention.mode,
    mentions.mention.contexts,
    mentions.mention.quad,
    mentions.mention.cameo,
    mentions.mention.goldstein,
    mentions.mention.modality,
    mentions.mention.attribution,
    mentions.mention.speaker,
    mentions.mention.condition.text as condition,
    mentions.mention.sentence_start,
    mentions.mention.sentence_end,
    mentions.mention.trigger.text as trigger_text,
    mentions.mention.trigger.start as trigger_start,
    mentions.mention.trigger."end" as trigger_end,
    mentions.mention.reciprocal,
    mentions.mention.actors,
    mentions.mention.recipients,
    mentions.mention.third_parties,
    mentions.mention.place,
    mentions.mention.time as time_of,
    mentions.mention.deaths,
    mentions.mention.injured,
    mentions.mention.figures,
    mentions.mention.confidence,
    mentions.mention.rule,
    row_number()
        over (partition by mentions.mention_id order by mentions.mention.main desc, mentions.mention.rule asc)
        as copy_number
from mentions
left join coded on mentions.revision_id = coded.revision_id
where coalesce(mentions.coder = coded.coder and not coded.taken_down, true)
