{%- set may_differ -%}
    {{ changed(['int_events']) }} union {{ changed(['int_event_ids'], 'event_id') }}
    union select event_id from intermediate.int_event_ids
    where mention_id in (
        select mention_id from intermediate.int_parties where revision_id in ({{ changed(['int_parties']) }})
    )
{%- endset -%}
{{ config(materialized='grown', key='event_id', touched=may_differ) }}
-- One row an agreement that was made: an event of type AGREE with its parties by country, else by entity.
with
events as (
    select * from {{ ref('int_events') }}
    where {{ touched('event_id', ref('int_events')) }} and event_type = 'AGREE'
),

event_ids as (
    select * from {{ ref('int_event_ids') }}
    where
        {{ touched('event_id', ref('int_event_ids')) }}
        and event_id in (select events.event_id from events)
),

parties as (
    select
        event_ids.event_id,
        coalesce(list(distinct parties.country order by parties.country) filter (where parties.country is not null), [])
            as party_countries,
        coalesce(
            list(
                distinct coalesce(parties.country, parties.entity_id)
                order by coalesce(parties.country, parties.entity_id)
            )
            filter (where coalesce(parties.country, parties.entity_id) is not null),
            []
        ) as party_keys
    from {{ ref('int_parties') }} as parties
    inner join event_ids on parties.mention_id = event_ids.mention_id
    where
        {{ bounded(ref('int_parties'), 'mention_id in (select event_ids.mention_id from event_ids)') }}
        and parties.side in ('actor', 'recipient') and not {{ is_filler('parties.text') }}
    group by event_ids.event_id
)

select
    events.event_id,
    events.event_from as agreed_on,
    coalesce(events.event_to, events.event_from, events.first_reported_at::date) as agreed_by,
    case when events.place_precision = 'exact' then events.place_id end as town_id,
    events.story_id,
    events.mentions,
    coalesce(parties.party_countries, []) as party_countries,
    coalesce(parties.party_keys, []) as party_keys
from events
left join parties on events.event_id = parties.event_id
