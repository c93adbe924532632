{{ config(
    materialized='grown',
    key='revision_id',
    touched=changed(['stg_revision_states', 'int_revisions', 'int_rejected_mentions'])
) }}
with
mentions as (
    select * exclude (copy_number)
    from {{ ref('stg_situation_mentions') }}
    where copy_number = 1
),

rejected as (
    select distinct row_key
    from {{ ref('int_rejected_mentions') }}
    where
        {{ touched('revision_id', ref('int_rejected_mentions')) }}
        and table_name = 'situation_mentions' and reason != 'key twice'
)

select mentions.*
from mentions
anti join rejected on mentions.mention_id = rejected.row_key
