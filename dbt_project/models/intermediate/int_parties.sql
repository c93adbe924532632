{%- set may_differ -%}
    {{ changed([
        'stg_revision_states', 'int_event_mentions', 'int_quotes', 'int_situation_mentions', 'int_entity_mentions'
    ]) }}
    union select revision_id from intermediate.int_parties
    where
        entity_id in (select key from changes.int_entity_kinds)
        or wikidata_id in (select key from changes.int_identified)
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ) }}
-- One row a party that a mention names: actor, recipient, third party or speaker, with the entity it stands for.
-- `token` is how the party is told here, `called` all the ways in which a vaguer report may call it: Khawaja Asif may
-- be called "Pakistan", Pakistan may not be called "Khawaja Asif". A nameless party ("gunmen") has no token.
with
told as (
    select
        *,
        event_type = 'CONSULT' and coalesce(rule like 'consult:mediate@%', false) as is_mediation
    from {{ ref('int_event_mentions') }}
    where {{ touched('revision_id', ref('int_event_mentions')) }}
),

-- Who mediates is a third party to the talks, and those between whom are who talk.
events as (
    select
        mention_id,
        revision_id,
        case when is_mediation then recipients else actors end as actors,
        case when not is_mediation then recipients end as recipients,
        case when is_mediation then actors end as mediators,
        speaker,
        third_parties
    from told
),

entities as (
    select * from {{ ref('int_entity_mentions') }}
    where {{ touched('revision_id', ref('int_entity_mentions')) }}
),

named as (
    select
        mention_id,
        revision_id,
        'actor' as side,
        null as part,
        unnest(actors) as party,
        generate_subscripts(actors, 1) as position
    from events
    union all
    select
        mention_id,
        revision_id,
        'recipient' as side,
        null as part,
        unnest(recipients) as party,
        generate_subscripts(recipients, 1) as position
    from events
    union all
    select
        mention_id,
        revision_id,
        'speaker' as side,
        null as part,
        speaker as party,
        1 as position
    from events
    where speaker is not null
    union all
    select
        mention_id,
        revision_id,
        'speaker' as side,
        null as part,
        speaker as party,
        1 as position
    from {{ ref('int_quotes') }}
    where {{ touched('revision_id', ref('int_quotes')) }} and speaker is not null
    union all
    select
        mention_id,
        revision_id,
        'speaker' as side,
        null as part,
        speaker as party,
        1 as position
    from {{ ref('int_situation_mentions') }}
    where {{ touched('revision_id', ref('int_situation_mentions')) }} and speaker is not null
),

third as (
    select
        mention_id,
        revision_id,
        unnest(third_parties) as party,
        generate_subscripts(third_parties, 1) as position
    from events
),

mediators as (
    select
        mention_id,
        revision_id,
        unnest(mediators) as party,
        generate_subscripts(mediators, 1) as position
    from events
),

flat as (
    select
        mention_id,
        revision_id,
        side,
        part,
        position,
        party.start as start_char,
        party."end" as end_char,
        party.text as text,
        {{ whole_name("coalesce(party.name, party.text)") }} as name,
        party.wikidata_id as wikidata_id,
        party.country as country,
        party.sector as sector
    from named
    union all
    select
        mention_id,
        revision_id,
        'third_party' as side,
        party.part as part,
        position,
        party.start as start_char,
        party."end" as end_char,
        party.text as text,
        {{ whole_name("coalesce(party.name, party.text)") }} as name,
        party.wikidata_id as wikidata_id,
        party.country as country,
        party.sector as sector
    from third
    union all
    select
        mention_id,
        revision_id,
        'third_party' as side,
        'mediator' as part,
        position,
        party.start as start_char,
        party."end" as end_char,
        party.text as text,
        {{ whole_name("coalesce(party.name, party.text)") }} as name,
        party.wikidata_id as wikidata_id,
        party.country as country,
        party.sector as sector
    from mediators
),

shared as (
    select
        *,
        count(distinct name) over (partition by mention_id, start_char, end_char) as sharing
    from flat
),

-- The entity of a party: of the name in the same place, where that is the party's own; else of its identifier, else of
-- its name in this text. "Both sides" stand in one place for two, and are neither of them.
by_span as (
    select
        revision_id,
        start_char,
        end_char,
        called,
        identifier,
        entity_id
    from entities
    qualify row_number() over (partition by revision_id, start_char, end_char order by entity_id, mention_id) = 1
),

by_identifier as (
    select * from {{ ref('int_identified') }}
),

by_name as (
    select
        revision_id,
        called,
        min(entity_id) as entity_id
    from entities
    group by all
),

kinds as (
    select * from {{ ref('int_entity_kinds') }}
),

resolved as (
    select
        flat.*,
        case
            when by_span.called = {{ normal_name('flat.name') }} or by_span.identifier = flat.wikidata_id
                then by_span.entity_id
            else coalesce(
                by_identifier.entity_id,
                by_name.entity_id,
                case when flat.sharing = 1 then by_span.entity_id end
            )
        end as entity_id
    from shared as flat
    left join by_span
        on
            flat.revision_id = by_span.revision_id
            and flat.start_char = by_span.start_char
            and flat.end_char = by_span.end_char
    left join by_identifier on flat.wikidata_id = by_identifier.identifier
    left join by_name
        on flat.revision_id = by_name.revision_id and {{ normal_name('flat.name') }} = by_name.called
),

described as (
    select
        resolved.*,
        coalesce(kinds.kind, 'agent') as kind,
        -- Who may be meant by the name of the state: its government, forces and courts, not whoever lives there.
        coalesce(resolved.sector in ('GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'), false)
        or (resolved.sector is null and coalesce(kinds.kind, 'agent') in ('country', 'person', 'organisation', 'place'))
            as of_state
    from resolved
    left join kinds on resolved.entity_id = kinds.entity_id
),

tokened as (
    select
        *,
        case
            when country is not null and (kind in ('country', 'place') or (kind = 'agent' and sector = 'GOV'))
                then 'state:' || country
            -- "The delegation of Pakistan" is Pakistan at the table.
            when
                country is not null
                and kind = 'organisation'
                and regexp_matches({{ normal_name('name') }}, '^(delegations?|delegates|negotiators|envoys) (of|from) ')
                then 'state:' || country
            when
                kind = 'agent' and country is not null and sector is not null
                then 'sector:' || country || '/' || sector
            -- "Indian jets" do as India does; a people that something is done to is not the state.
            when kind = 'agent' and country is not null and side = 'actor' then 'state:' || country
            when kind = 'agent' and country is not null then 'people:' || country
            when kind = 'agent' and sector not in ('UAF', 'UNK') then 'sector:' || sector
            when kind = 'agent' then null
            else 'entity:' || coalesce(entity_id, {{ normal_name('name') }})
        end as token
    from described
),

-- Who mediates is none of those who talk: "between the two delegations" are others than the two that mediate.
apart as (
    select tokened.*
    from tokened
    anti join tokened as mediators
        on
            tokened.mention_id = mediators.mention_id
            and tokened.entity_id = mediators.entity_id
            and tokened.side = 'actor'
            and mediators.part = 'mediator'
),

-- A party that a reader says has no part in the deed is none of its parties.
kept as (
    select apart.*
    from apart
    anti join {{ ref('stg_corrections') }} as corrections
        on
            apart.mention_id = corrections.mention_id
            and corrections.kind = 'not_actor'
            and apart.side != 'speaker'
            and (apart.entity_id = corrections.actor_entity_id or apart.name = corrections.actor)
)

select
    mention_id,
    revision_id,
    side,
    part,
    position,
    start_char,
    end_char,
    text,
    name,
    wikidata_id,
    country,
    sector,
    entity_id,
    kind,
    token,
    list_distinct(list_filter(
        [
            token,
            case when of_state then 'state:' || country end,
            'sector:' || country || '/' || sector,
            'sector:' || sector,
            case when not of_state then 'people:' || country end
        ],
        lambda name_of: name_of is not null
    )) as called
from kept
