{%- set may_differ -%}
    {{ changed(['int_situation_mentions', 'int_revisions']) }}
    union select revision_id from intermediate.int_situation_mentions
    where mention_id in ({{ changed(['int_situation_ids']) }})
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ) }}
-- One row a state of affairs as one sentence tells it, with its receipt: the evidence of situations.
with
mentions as (
    select * from {{ ref('int_situation_mentions') }}
    where {{ touched('revision_id', ref('int_situation_mentions')) }}
),

ids as (
    select * from {{ ref('int_situation_ids') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
)

select
    mentions.mention_id,
    ids.situation_id,
    mentions.revision_id,
    revisions.article_id,
    revisions.source_id,
    revisions.capture_id,
    mentions.start_char,
    mentions.end_char,
    mentions.text,
    mentions.speaker.name as speaker,
    mentions.value,
    mentions.from_on as situation_from,
    mentions.to_on as situation_to,
    mentions.status,
    mentions.condition,
    revisions.text_sha256,
    revisions.payload_sha256,
    revisions.warc_file,
    revisions.warc_offset,
    mentions.coder
from mentions
inner join ids on mentions.mention_id = ids.mention_id
inner join revisions on mentions.revision_id = revisions.revision_id
