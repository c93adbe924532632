{#- An item hangs on its event or claim, on its parties, and on whom these count as. -#}
{%- set may_differ -%}
    {{ changed(['events', 'event_actors']) }} union {{ changed(['int_claim_mentions'], 'claim_id') }}
    union select event_id from main.event_actors
    where
        entity_id in ({{ changed(['int_counted_as']) }})
        or (entity_id is null and country in ({{ changed(['int_states']) }}))
    union select claim_id from intermediate.int_claim_mentions
    where
        revision_id in ({{ changed(['int_revisions', 'int_parties', 'int_event_mentions']) }})
        or mention_id in (
            select mention_id from intermediate.int_parties where entity_id in ({{ changed(['int_counted_as']) }})
        )
{%- endset -%}
{{ config(materialized='grown', key='item_id', touched=may_differ, spread=['day_on']) }}
-- One row an event or claim and two that it counts between, actor and recipient, on its day.
with
events as (
    select * from {{ ref('events') }}
    -- Counted on its first day; what is only known to lie within more than a week is on no day.
    where
        {{ touched('event_id', ref('events')) }}
        and event_from is not null and quad is not null and event_to - event_from <= 6
),

actors as (
    select * from {{ ref('event_actors') }}
    where {{ touched('event_id', ref('event_actors')) }}
),

known as (
    select * from {{ ref('int_counted_as') }}
),

states as (
    select * from {{ ref('int_states') }}
),

parties as (
    select
        actors.event_id,
        actors.role,
        coalesce(known.counts_as, case when actors.entity_id is null then states.entity_id end) as entity_id
    from actors
    inner join events on actors.event_id = events.event_id
    left join known on actors.entity_id = known.entity_id
    left join states
        on
            actors.country = states.country
            and coalesce(actors.sector, 'GOV') in ('GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD')
    where
        coalesce(known.counts_as, case when actors.entity_id is null then states.entity_id end) is not null
        -- A town is where talks are held, not who holds them.
        and not (
            coalesce(known.kind = 'place', false) and events.event_type in ('CONSULT', 'AGREE', 'COOPERATE')
        )
),

claims as (
    select * from {{ ref('claims') }}
    where {{ touched('claim_id', ref('claims')) }} and modality not in ('happened', 'ongoing')
),

told as (
    select
        mention_id,
        claim_id
    from {{ ref('int_claim_mentions') }}
    where {{ touched('claim_id', ref('int_claim_mentions')) }} and mention_id = claim_id
),

spoken as (
    select * from {{ ref('int_parties') }}
    where {{ bounded(ref('int_parties'), 'mention_id in (select told.mention_id from told)') }}
),

event_types as (
    select * from {{ ref('event_types') }}
),

cameo_codes as (
    select * from {{ ref('cameo_codes') }}
),

directed as (
    select
        events.event_from as day_on,
        actors.entity_id as actor_id,
        recipients.entity_id as recipient_id,
        events.quad,
        events.modality,
        events.event_id as item_id,
        events.first_reported_at::date as reported_on,
        events.goldstein,
        false as reciprocal
    from events
    inner join parties as actors on events.event_id = actors.event_id and actors.role = 'actor'
    inner join parties as recipients on events.event_id = recipients.event_id and recipients.role = 'recipient'
),

mutual as (
    select
        events.event_from as day_on,
        actors.entity_id as actor_id,
        others.entity_id as recipient_id,
        events.quad,
        events.modality,
        events.event_id as item_id,
        events.first_reported_at::date as reported_on,
        events.goldstein,
        true as reciprocal
    from events
    inner join parties as actors on events.event_id = actors.event_id and actors.role = 'actor'
    inner join parties as others
        on events.event_id = others.event_id and others.role = 'actor' and actors.entity_id != others.entity_id
    where events.reciprocal
),

-- What was claimed counts on the day it was first reported, between the one it is said of and the one it is aimed at.
claim_parties as (
    select
        told.claim_id,
        parties.side,
        known.counts_as as entity_id
    from spoken as parties
    inner join told on parties.mention_id = told.mention_id
    inner join known on parties.entity_id = known.entity_id
    where told.mention_id = told.claim_id and known.counts_as is not null
),

claimed as (
    select
        claims.first_reported_at::date as day_on,
        actors.entity_id as actor_id,
        recipients.entity_id as recipient_id,
        event_types.quad,
        claims.modality,
        claims.claim_id as item_id,
        claims.first_reported_at::date as reported_on,
        cameo_codes.goldstein,
        false as reciprocal
    from claims
    inner join claim_parties as actors on claims.claim_id = actors.claim_id and actors.side = 'actor'
    inner join claim_parties as recipients on claims.claim_id = recipients.claim_id and recipients.side = 'recipient'
    inner join event_types on claims.event_type = event_types.event_type and event_types.quad is not null
    left join cameo_codes on claims.cameo = cameo_codes.code
)

select distinct * from directed
union all
select distinct * from mutual
union all
select distinct * from claimed
