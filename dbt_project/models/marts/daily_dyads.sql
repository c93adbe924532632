-- One row a day, actor, recipient, quad class, modality and direction flag: how many events and claims, and how many
-- sources were alive that day, so that silence and a gap differ.
with
events as (
    select * from {{ ref('events') }}
    -- Counted on its first day; what is only known to lie within more than a week is on no day.
    where event_from is not null and quad is not null and event_to - event_from <= 6
),

entities as (
    select * from {{ ref('entities') }}
),

states as (
    select
        country,
        min(entity_id) as entity_id
    from entities
    where kind = 'country' and country is not null
    group by country
),

-- Whom each entity counts as: troops, police and officials without a name for their state; who is told by a bare noun
-- for nobody, since the police here are others than the police there.
known as (
    select
        entities.entity_id,
        entities.kind,
        case
            when entities.kind != 'agent' then entities.entity_id
            when entities.country is null then null
            when coalesce(entities.sector, 'GOV') in ('GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD')
                then coalesce(states.entity_id, entities.entity_id)
            else entities.entity_id
        end as counts_as
    from entities
    left join states on entities.country = states.country
),

parties as (
    select
        actors.event_id,
        actors.role,
        coalesce(known.counts_as, case when actors.entity_id is null then states.entity_id end) as entity_id
    from {{ ref('event_actors') }} as actors
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
    where modality not in ('happened', 'ongoing')
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
    from {{ ref('int_parties') }} as parties
    inner join {{ ref('int_claim_mentions') }} as told on parties.mention_id = told.mention_id
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
),

-- The days on which any source answered, with how many did.
alive as (
    select
        day_on,
        count(*) as sources
    from {{ ref('coverage_daily') }}
    where alive
    group by day_on
),

counted as (
    select distinct * from directed
    union all
    select distinct * from mutual
    union all
    select distinct * from claimed
)

select
    counted.day_on,
    counted.actor_id,
    actors.name as actor,
    counted.recipient_id,
    recipients.name as recipient,
    counted.quad,
    counted.modality,
    count(*) as events,
    sum(counted.goldstein::decimal(9, 1))::double as goldstein_sum,
    counted.reciprocal,
    min(counted.reported_on) as first_reported_on,
    coalesce(any_value(alive.sources), 0) as sources_alive
from counted
left join alive on counted.day_on = alive.day_on
inner join entities as actors on counted.actor_id = actors.entity_id
inner join entities as recipients on counted.recipient_id = recipients.entity_id
where counted.actor_id != counted.recipient_id
group by
    counted.day_on, counted.actor_id, actors.name, counted.recipient_id, recipients.name, counted.quad,
    counted.modality, counted.reciprocal
