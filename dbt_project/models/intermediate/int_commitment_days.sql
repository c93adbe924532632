{{ config(
    materialized='grown',
    key='reported_on',
    touched=changed(['int_commitment_reports'], 'reported_on'),
    spread=['commitment_id']
) }}
-- One row an undertaking and a day on which reports tell of it, with what they tell (of one day the breach, since what
-- is broken was kept until then): the reports of an old undertaking are many, their days few.
select
    commitment_id,
    reported_on,
    first(bearing order by bearing, mention_id) filter (where not is_claim) as newest,
    count(distinct mention_id) filter (where bearing = 'kept' and not is_claim) as kept_reports,
    count(distinct mention_id) filter (where bearing = 'broken' and not is_claim) as broken_reports,
    count(distinct mention_id) filter (where is_claim) as claims
from {{ ref('int_commitment_reports') }}
where {{ touched('reported_on', ref('int_commitment_reports')) }} and commitment_id is not null
group by commitment_id, reported_on
