{{ config(
    materialized='grown',
    key='signature',
    touched=changed(['int_claim_tellings'], 'signature'),
    spread=['mention_id', 'claim_id']
) }}
-- One row a mention that is a claim, with the claim it tells: its id is that of its earliest mention.
with
tellings as (
    select * from {{ ref('int_claim_tellings') }}
    where {{ touched('signature', ref('int_claim_tellings')) }}
)

select
    *,
    first(mention_id) over (
        partition by signature order by arrived_at, published_at nulls last, revision_id, trigger_start, mention_id
    ) as claim_id
from tellings
