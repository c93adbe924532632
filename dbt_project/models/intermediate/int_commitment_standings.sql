{{ config(
    materialized='grown',
    key='commitment_id',
    touched=changed(['int_commitment_days', 'int_undertakings'], 'commitment_id'),
    spread=['agreement_event_id']
) }}
-- One row an undertaking and how it stands: as its newest report tells; claimed where only parties to the agreement say
-- so; else unknown.
with
told as (
    select
        commitment_id,
        arg_max(newest, reported_on) as newest,
        sum(kept_reports)::bigint as kept_reports,
        sum(broken_reports)::bigint as broken_reports,
        sum(claims)::bigint as claims,
        max(reported_on) as last_reported_on
    from {{ ref('int_commitment_days') }}
    where {{ touched('commitment_id', ref('int_commitment_days')) }}
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
