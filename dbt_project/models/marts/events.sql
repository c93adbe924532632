{%- set may_differ -%}
    {{ changed(['int_events', 'event_actors']) }}
    union select event_id from main.event_actors where entity_id in ({{ changed(['int_entity_kinds']) }})
{%- endset -%}
{{ config(materialized='grown', key='event_id', touched=may_differ) }}
-- One row an event: a deed that happened or goes on, from all mentions that tell of it.
with
events as (
    select * from {{ ref('int_events') }}
    where {{ touched('event_id', ref('int_events')) }}
),

event_types as (
    select * from {{ ref('event_types') }}
),

cameo_codes as (
    select * from {{ ref('cameo_codes') }}
),

phrases as (
    select * from {{ ref('phrases') }}
),

-- The parties by how they are known: a state, somebody by name, somebody of a state without a name, a bare noun.
parties as (
    select
        actors.event_id,
        actors.role,
        actors.name,
        actors.mentions,
        coalesce(actors.country, entities.country) as country,
        case
            when entities.kind in ('country', 'place') then 'state'
            when entities.kind != 'agent' then 'named'
            when actors.country is not null then 'nameless'
            else 'noun'
        end as known_as,
        coalesce(actors.sector in ('GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'), false)
        or (actors.sector is null and coalesce(entities.kind in ('person', 'organisation'), false)) as of_state,
        events.event_type in ('STATEMENT', 'SUPPORT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') as is_speech
    from {{ ref('event_actors') }} as actors
    inner join events on actors.event_id = events.event_id
    left join {{ ref('int_entity_kinds') }} as entities on actors.entity_id = entities.entity_id
    where
        actors.role in ('actor', 'recipient')
        and not {{ is_filler('actors.name') }}
        and (entities.kind != 'agent' or actors.country is not null or actors.sector is not null)
        and (
            coalesce(entities.kind, '') != 'place'
            or (
                coalesce(actors.country, entities.country) is not null
                and events.event_type not in ('CONSULT', 'AGREE', 'COOPERATE')
            )
        )
),

weighed as (
    select
        *,
        bool_or(known_as in ('state', 'named')) over (partition by event_id, role) as any_known,
        bool_or(known_as = 'nameless') over (partition by event_id, role) as any_nameless,
        max(mentions) filter (where known_as = 'state') over of_one_country as state_mentions,
        max(mentions) filter (where known_as = 'named' and of_state) over of_one_country as named_mentions
    from parties
    window of_one_country as (partition by event_id, role, country)
),

-- One name a party: a state and those who act for it are one, named by whom the reports name most, of speech by who
-- speaks; who has no name is left out beside who has one.
kept as (
    select *
    from weighed
    where
        case known_as
            when 'noun' then not (any_known or any_nameless)
            when 'nameless' then not any_known
            when 'state'
                then
                    country is null
                    or named_mentions is null
                    or (not is_speech and state_mentions >= named_mentions)
            else
                country is null
                or not of_state
                or state_mentions is null
                or is_speech
                or named_mentions > state_mentions
        end
    qualify
        row_number() over (
            partition by event_id, role, {{ normal_name('name') }} order by mentions desc, name asc
        ) = 1
),

names as (
    select
        event_id,
        coalesce(list(name order by mentions desc, name asc) filter (where role = 'actor'), []) as actor_names,
        coalesce(list(name order by mentions desc, name asc) filter (where role = 'recipient'), []) as recipient_names
    from kept
    group by event_id
),

named as (
    select
        events.*,
        coalesce(names.actor_names, []) as actor_names,
        coalesce(names.recipient_names, []) as recipient_names,
        {{ list_in_words("names.actor_names") }} as doers,
        {{ list_in_words("names.recipient_names") }} as others
    from events
    left join names on events.event_id = names.event_id
),

phrased as (
    select
        named.*,
        case
            when named.doers is not null and len(named.actor_names) > 1 and named.others is null and named.reciprocal
                then named.doers || ' ' || coalesce(own.together, general.together)
            when named.doers is not null and named.others is not null
                then named.doers || ' ' || coalesce(own.verb, general.verb) || ' ' || named.others
            when named.doers is not null
                then named.doers || ' ' || coalesce(own.verb_alone, general.verb_alone)
            when named.others is not null
                then coalesce(own.noun, general.noun) || ' ' || coalesce(own.link, general.link) || ' ' || named.others
            else coalesce(own.noun, general.noun)
        end as deed
    from named
    left join phrases as own on named.event_type = own.event_type and named.mode = own.mode
    left join phrases as general on named.event_type = general.event_type and general.mode is null
)

select
    phrased.event_id,
    ('0x' || phrased.event_id)::ubigint as event_number,
    phrased.event_type,
    phrased.mode,
    phrased.contexts,
    event_types.quad,
    phrased.cameo,
    cameo_codes.goldstein,
    phrased.modality,
    upper(left(phrased.deed, 1)) || substr(phrased.deed, 2)
    || case
        when not list_contains(phrased.actor_names || phrased.recipient_names, phrased.place_name)
            then ' in ' || phrased.place_name
        else ''
    end
    || {{ days_in_words("phrased.event_from", "phrased.event_to", "phrased.time_granularity") }}
    || case
        when phrased.deaths_high = 0 then ''
        when phrased.deaths_low = phrased.deaths_high then '; ' || phrased.deaths_low || ' killed'
        when phrased.deaths_low is not null and phrased.deaths_high is null
            then '; at least ' || phrased.deaths_low || ' killed'
        when phrased.deaths_low is not null
            then '; ' || phrased.deaths_low || ' to ' || phrased.deaths_high || ' killed'
        else ''
    end as summary,
    phrased.event_from,
    phrased.event_to,
    phrased.time_granularity,
    phrased.time_relation,
    phrased.place_id,
    phrased.place_name,
    phrased.country,
    phrased.admin1,
    phrased.lat,
    phrased.lon,
    phrased.place_precision,
    phrased.deaths_low,
    phrased.deaths_high,
    phrased.injured_low,
    phrased.injured_high,
    phrased.reciprocal,
    phrased.asserted_by,
    phrased.actor_names,
    phrased.recipient_names,
    phrased.mentions,
    phrased.articles,
    phrased.outlets,
    phrased.origins,
    phrased.first_reported_at,
    phrased.last_reported_at,
    phrased.story_id,
    phrased.confidence
from phrased
inner join event_types on phrased.event_type = event_types.event_type
left join cameo_codes on phrased.cameo = cameo_codes.code
