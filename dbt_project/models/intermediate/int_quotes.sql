-- One row a valid stretch of reported words.
with
mentions as (
    select * from {{ ref('stg_quotes') }}
),

rejected as (
    select distinct row_key from {{ ref('int_rejected_mentions') }}
    where table_name = 'quotes' and reason != 'key twice'
)

select mentions.* exclude (copy_number)
from mentions
anti join rejected on mentions.mention_id = rejected.row_key
where mentions.copy_number = 1
