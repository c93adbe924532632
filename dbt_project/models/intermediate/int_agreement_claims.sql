{#- An agreement that differs may be the one that a claim refers to, or have been. -#}
{%- set may_differ -%}
    {{ changed(['int_agreement_talk']) }}
    union select claim_id from intermediate.int_agreement_claims
    where agreement_event_id in ({{ changed(['int_agreements']) }})
    union select talk.claim_id
    from intermediate.int_agreement_talk as talk
    inner join intermediate.int_agreements as agreements
        on
            talk.reported_on between agreements.agreed_by and agreements.agreed_by + 365
            and (talk.story_id = agreements.story_id or list_contains(talk.town_ids, agreements.town_id))
    where agreements.event_id in ({{ changed(['int_agreements']) }})
{%- endset -%}
{{ config(materialized='grown', key='claim_id', touched=may_differ) }}
-- One row a claim that refers to an agreement: its sentence speaks of something agreed and names the town of it, or of
-- what its figure is a share is something agreed. Of several agreements the newest before it, of its story first.
with
agreements as (
    select * from {{ ref('int_agreements') }}
),

claims as (
    select * from {{ ref('int_agreement_talk') }}
    where {{ touched('claim_id', ref('int_agreement_talk')) }}
),

towns as (
    select
        claim_id,
        unnest(town_ids) as town_id
    from claims
),

met as (
    select
        towns.claim_id,
        agreements.event_id
    from towns
    inner join agreements on towns.town_id = agreements.town_id
    union
    select
        claims.claim_id,
        agreements.event_id
    from claims
    inner join agreements on claims.story_id = agreements.story_id
    where claims.shares_agreement
)

select
    met.claim_id,
    agreements.event_id as agreement_event_id,
    agreements.party_countries
from met
inner join claims on met.claim_id = claims.claim_id
inner join agreements on met.event_id = agreements.event_id
where
    claims.reported_on between agreements.agreed_by and agreements.agreed_by + 365
    and (
        claims.story_id = agreements.story_id
        or list_contains(agreements.party_countries, claims.speaker_country)
    )
qualify
    row_number() over (
        partition by met.claim_id
        order by
            coalesce(claims.story_id = agreements.story_id, false) desc, agreements.agreed_by desc,
            agreements.mentions desc, agreements.event_id asc
    ) = 1
