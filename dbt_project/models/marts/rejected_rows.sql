-- One row a landed row and reason for which no table shows it.
with rejected as (
    select * from {{ ref('int_rejected_revisions') }}
    union distinct
    select * from {{ ref('int_rejected_mentions') }}
)

select
    {{ hex_key(["'rejected'", "table_name", "row_key", "reason", "detail"]) }} as row_id,
    table_name,
    row_key,
    reason,
    detail,
    revision_id,
    min(rejected_at) as rejected_at
from rejected
group by all
