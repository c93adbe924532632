{{ config(materialized='grown', key='revision_id', touched=changed(['int_entity_mentions', 'int_revisions'])) }}
-- One row a name in a text, with the entity it stands for.
with
mentions as (
    select * from {{ ref('int_entity_mentions') }}
    where {{ touched('revision_id', ref('int_entity_mentions')) }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
)

select
    mentions.mention_id,
    mentions.entity_id,
    mentions.revision_id,
    revisions.article_id,
    mentions.start_char,
    mentions.end_char,
    mentions.text,
    mentions.name,
    mentions.kind,
    mentions.country,
    mentions.sector,
    mentions.role
from mentions
inner join revisions on mentions.revision_id = revisions.revision_id
