{{ config(
    materialized='grown',
    key='commitment_id',
    touched=changed(['int_commitment_reports', 'int_undertakings'], 'commitment_id'),
    spread=['agreement_event_id']
) }}
-- One row an undertaking and how it stands: as its newest report tells (of one day the breach, since what is broken was
-- kept until then); claimed where only parties to the agreement say so; else unknown.
with
told as (
    select
        commitment_id,
        first(bearing order by reported_on desc, bearing asc, mention_id asc) filter (where not is_claim) as newest,
        count(distinct mention_id) filter (where bearing = 'kept' and not is_claim) as kept_reports,
        count(distinct mention_id) filter (where bearing = 'broken' and not is_claim) as broken_reports,
        count(distinct mention_id) filter (where is_claim) as claims,
        max(reported_on) as last_reported_on
    from {{ ref('int_commitment_reports') }}
    where {{ touched('commitment_id', ref('int_commitment_reports')) }} and commitment_id is not null
    group by commitment_id
)

select
    undertakings.commitment_id,
    undertakings.agreement_event_id,
    coalesce(told.newest, case when told.claims > 0 then 'claimed' else 'unknown' end) as standing,
    coalesce(told.kept_reports, 0) as kept_reports,
    coalesce(told.broken_reports, 0) as broken_reports,
    coalesce(told.claims, 0) as claims,
    told.last_reported_on
from {{ ref('int_undertakings') }} as undertakings
left join told on undertakings.commitment_id = told.commitment_id
where {{ touched('undertakings.commitment_id') }}
