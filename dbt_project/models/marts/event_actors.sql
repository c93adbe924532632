{%- set may_differ -%}
    {{ changed(['int_event_ids'], 'event_id') }}
    union select event_id from intermediate.int_event_ids
    where mention_id in (
        select mention_id from intermediate.int_event_mentions
        where revision_id in ({{ changed(['int_event_mentions', 'int_parties']) }})
    )
{%- endset -%}
{{ config(materialized='grown', key='event_id', touched=may_differ) }}
-- One row a party to an event in one role: an actor, a recipient or a third party, from all mentions of the event.
with
event_ids as (
    select * from {{ ref('int_event_ids') }}
    where {{ touched('event_id', ref('int_event_ids')) }}
),

parties as (
    select * from {{ ref('int_parties') }}
    where
        {{ bounded(ref('int_parties'), 'mention_id in (select event_ids.mention_id from event_ids)') }}
        and side != 'speaker'
),

mentions as (
    select mention_id from {{ ref('int_event_mentions') }}
    where {{ bounded(ref('int_event_mentions'), 'mention_id in (select event_ids.mention_id from event_ids)') }}
),

told as (
    select
        event_ids.event_id,
        parties.mention_id,
        parties.entity_id,
        parties.side as role,
        parties.part,
        parties.name,
        parties.country,
        parties.sector,
        coalesce(parties.entity_id, {{ normal_name('parties.name') }}) as party_key
    from parties
    inner join event_ids on parties.mention_id = event_ids.mention_id
    inner join mentions on parties.mention_id = mentions.mention_id
    -- "He" and "30 others" are parties only where it is known who they are.
    where (parties.entity_id is not null and not {{ is_filler('parties.name') }}) or not {{ is_filler('parties.text') }}
),

-- A party is an actor or a recipient of an event, as most of its mentions say; a mediator may be a third party besides.
settled as (
    select
        *,
        count(*) over (partition by event_id, party_key, role) as role_mentions
    from told
),

ranked as (
    select
        *,
        dense_rank() over (
            partition by event_id, party_key, role = 'third_party' order by role_mentions desc, role asc
        ) as place_of_role
    from settled
)

select
    {{ hex_key(["'event_actor'", "event_id", "party_key", "role", "coalesce(part, '')"]) }} as event_actor_id,
    event_id,
    ('0x' || event_id)::ubigint as event_number,
    min(entity_id) as entity_id,
    role,
    part,
    coalesce(mode(name order by name) filter (where not {{ is_filler('name') }}), min(name)) as name,
    mode(country order by country) filter (where country is not null) as country,
    mode(sector order by sector) filter (where sector is not null) as sector,
    count(distinct mention_id) as mentions
from ranked
where place_of_role = 1
group by event_id, party_key, role, part
