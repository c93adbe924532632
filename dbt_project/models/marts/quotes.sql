{{ config(materialized='grown', key='revision_id', touched=changed(['int_quotes', 'int_revisions', 'int_parties'])) }}
-- One row a content that a text attributes: reported words, or a belief, a wish or a feeling; `stance` tells which.
with
quotes as (
    select * from {{ ref('int_quotes') }}
    where {{ touched('revision_id', ref('int_quotes')) }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
),

speakers as (
    select * from {{ ref('int_parties') }}
    where {{ touched('revision_id', ref('int_parties')) }} and side = 'speaker'
)

select
    quotes.mention_id as quote_id,
    quotes.revision_id,
    revisions.article_id,
    quotes.start_char,
    quotes.end_char,
    quotes.text,
    quotes.direct,
    quotes.kind,
    quotes.stance,
    quotes.cue,
    speakers.name as speaker,
    speakers.entity_id as speaker_entity_id
from quotes
inner join revisions on quotes.revision_id = revisions.revision_id
left join speakers on quotes.mention_id = speakers.mention_id
