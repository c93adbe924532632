{{ config(
    materialized='grown',
    key='revision_id',
    touched=changed(['stg_revision_states', 'int_revisions', 'int_rejected_mentions'])
) }}
-- One row a valid name in a text; `name_id` is one for all that tells whom a name stands for.
with
mentions as (
    select * exclude (copy_number)
    from {{ ref('stg_entity_mentions') }}
    where copy_number = 1
),

rejected as (
    select distinct row_key
    from {{ ref('int_rejected_mentions') }}
    where {{ touched('revision_id') }} and table_name = 'entity_mentions' and reason != 'key twice'
)

select
    mentions.*,
    hash(mentions.name, mentions.kind, mentions.wikidata_id, mentions.country, mentions.sector) as name_id
from mentions
anti join rejected on mentions.mention_id = rejected.row_key
