-- One row a day, actor, recipient, quad class, modality and direction flag: how many events and claims.
with
events as (
    select * from {{ ref('events') }}
    -- Counted on its first day; what is only known to lie within more than a week is on no day.
    where event_from is not null and quad is not null and event_to - event_from <= 6
),

entities as (
    select * from {{ ref('entities') }}
),

-- Troops, police and officials without a name count for their state.
states as (
    select
        country,
        min(entity_id) as entity_id
    from entities
    where kind = 'country' and country is not null
    group by country
),

parties as (
    select
        actors.event_id,
        actors.role,
        coalesce(actors.entity_id, states.entity_id) as entity_id
    from {{ ref('event_actors') }} as actors
    left join states
        on
            actors.country = states.country
            and actors.entity_id is null
            and coalesce(actors.sector, 'GOV') in ('GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD')
    where coalesce(actors.entity_id, states.entity_id) is not null
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
        parties.entity_id
    from {{ ref('int_parties') }} as parties
    inner join {{ ref('int_claim_mentions') }} as told on parties.mention_id = told.mention_id
    where told.mention_id = told.claim_id and parties.entity_id is not null
),

claimed as (
    select
        claims.first_reported_at::date as day_on,
        actors.entity_id as actor_id,
        recipients.entity_id as recipient_id,
        event_types.quad,
        claims.modality,
        claims.claim_id as item_id,
        cameo_codes.goldstein,
        false as reciprocal
    from claims
    inner join claim_parties as actors on claims.claim_id = actors.claim_id and actors.side = 'actor'
    inner join claim_parties as recipients on claims.claim_id = recipients.claim_id and recipients.side = 'recipient'
    inner join event_types on claims.event_type = event_types.event_type and event_types.quad is not null
    left join cameo_codes on claims.cameo = cameo_codes.code
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
    counted.reciprocal
from counted
inner join entities as actors on counted.actor_id = actors.entity_id
inner join entities as recipients on counted.recipient_id = recipients.entity_id
where counted.actor_id != counted.recipient_id
group by
    counted.day_on, counted.actor_id, actors.name, counted.recipient_id, recipients.name, counted.quad,
    counted.modality, counted.reciprocal
