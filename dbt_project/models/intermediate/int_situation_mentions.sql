-- One row a valid state of affairs as one sentence tells it.
with
mentions as (
    select * from {{ ref('stg_situation_mentions') }}
),

rejected as (
    select distinct row_key from {{ ref('int_rejected_mentions') }}
    where table_name = 'situation_mentions' and reason != 'key twice'
)

select mentions.* exclude (copy_number)
from mentions
anti join rejected on mentions.mention_id = rejected.row_key
where mentions.copy_number = 1
