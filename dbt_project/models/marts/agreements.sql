{%- set may_differ -%}
    {{ changed(['int_agreements', 'events', 'event_actors']) }}
    union {{ changed(['int_commitment_standings', 'commitment_reports'], 'agreement_event_id') }}
{%- endset -%}
{{ config(materialized='grown', key='event_id', touched=may_differ) }}
-- One row an agreement that was made: its parties and mediators, where and when, and how its undertakings stand beside
-- the newest share that somebody claims.
with
agreements as (
    select * from {{ ref('int_agreements') }}
    where {{ touched('event_id', ref('int_agreements')) }}
),

events as (
    select * from {{ ref('events') }}
    where {{ touched('event_id', ref('events')) }}
),

sides as (
    select
        event_id,
        coalesce(list(distinct name order by name) filter (where role in ('actor', 'recipient')), []) as parties,
        coalesce(list(distinct name order by name) filter (where part = 'mediator'), []) as mediators
    from {{ ref('event_actors') }}
    where {{ touched('event_id', ref('event_actors')) }}
    group by event_id
),

counted as (
    select
        agreement_event_id,
        count(*) as commitments,
        count(*) filter (where standing = 'kept') as kept,
        count(*) filter (where standing = 'broken') as broken,
        count(*) filter (where standing = 'claimed') as claimed,
        count(*) filter (where standing = 'unknown') as unknown
    from {{ ref('int_commitment_standings') }}
    where {{ touched('agreement_event_id', ref('int_commitment_standings')) }}
    group by agreement_event_id
),

shares as (
    select *
    from {{ ref('commitment_reports') }}
    where {{ touched('agreement_event_id', ref('commitment_reports')) }} and bearing = 'share'
    qualify row_number() over (partition by agreement_event_id order by reported_at desc, report_id asc) = 1
)

select
    events.event_id,
    events.summary,
    coalesce(sides.parties, []) as parties,
    coalesce(sides.mediators, []) as mediators,
    events.place_name,
    events.event_from as agreed_from,
    events.event_to as agreed_to,
    coalesce(counted.commitments, 0) as commitments,
    coalesce(counted.kept, 0) as kept,
    coalesce(counted.broken, 0) as broken,
    coalesce(counted.claimed, 0) as claimed,
    coalesce(counted.unknown, 0) as unknown,
    shares.share_percent as claimed_share_percent,
    shares.share_of as claimed_share_of,
    shares.speaker as claimed_share_by,
    shares.claim_id as claimed_share_claim_id,
    events.origins,
    events.confidence
from agreements
inner join events on agreements.event_id = events.event_id
left join sides on events.event_id = sides.event_id
left join counted on events.event_id = counted.agreement_event_id
left join shares on events.event_id = shares.agreement_event_id
