{%- set may_differ -%}
    {{ changed(['int_dyad_items'], 'day_on') }} union {{ changed(['coverage_daily']) }}
    union select day_on from intermediate.int_dyad_items
    where
        actor_id in ({{ changed(['int_counted_as']) }})
        or recipient_id in ({{ changed(['int_counted_as']) }})
{%- endset -%}
{{ config(materialized='grown', key='day_on', touched=may_differ) }}
-- One row a day, actor, recipient, quad class, modality and direction flag: how many events and claims, and how many
-- sources were alive that day, so that silence and a gap differ.
with
items as (
    select * from {{ ref('int_dyad_items') }}
    where {{ touched('day_on', ref('int_dyad_items')) }}
),

entities as (
    select * from {{ ref('int_counted_as') }}
),

-- The days on which any source answered, with how many did.
alive as (
    select
        day_on,
        count(*) as sources
    from {{ ref('coverage_daily') }}
    where alive
    group by day_on
)

select
    items.day_on,
    items.actor_id,
    actors.name as actor,
    items.recipient_id,
    recipients.name as recipient,
    items.quad,
    items.modality,
    count(*) as events,
    sum(items.goldstein::decimal(9, 1))::double as goldstein_sum,
    items.reciprocal,
    min(items.reported_on) as first_reported_on,
    coalesce(any_value(alive.sources), 0) as sources_alive
from items
left join alive on items.day_on = alive.day_on
inner join entities as actors on items.actor_id = actors.entity_id
inner join entities as recipients on items.recipient_id = recipients.entity_id
where items.actor_id != items.recipient_id
group by
    items.day_on, items.actor_id, actors.name, items.recipient_id, recipients.name, items.quad, items.modality,
    items.reciprocal
