{%- set may_differ -%}
    {{ changed(['int_agreements']) }} union {{ changed(['int_event_ids'], 'event_id') }}
    union select event_id from intermediate.int_event_ids
    where mention_id in (
        select mention_id from intermediate.int_event_mentions
        where revision_id in ({{ changed(['int_event_mentions', 'int_mention_facts', 'int_parties']) }})
    )
{%- endset -%}
{{ config(materialized='grown', key='agreement_event_id', touched=may_differ, spread=['commitment_id', 'series']) }}
-- One row an undertaking: the act foreseen within an agreement, with whom it binds. The same act in several reports of
-- one agreement is one, and its earliest mention stands for it.
with
agreements as (
    select * from {{ ref('int_agreements') }}
    where {{ touched('event_id', ref('int_agreements')) }}
),

ids as (
    select * from {{ ref('int_event_ids') }}
    where
        {{ touched('event_id', ref('int_event_ids')) }}
        and event_id in (select agreements.event_id from agreements)
),

mentions as (
    select * from {{ ref('int_event_mentions') }}
    where {{ bounded(ref('int_event_mentions'), 'within_id in (select ids.mention_id from ids)') }}
),

facts as (
    select * from {{ ref('int_mention_facts') }}
    where {{ bounded(ref('int_mention_facts'), 'mention_id in (select mentions.mention_id from mentions)') }}
),

foreseen as (
    select
        agreements.event_id as agreement_event_id,
        contents.mention_id,
        contents.event_type,
        contents.mode,
        facts.place_token,
        facts.arrived_at,
        facts.published_at,
        facts.revision_id,
        facts.trigger_start
    from mentions as contents
    inner join facts on contents.mention_id = facts.mention_id
    inner join ids on contents.within_id = ids.mention_id
    inner join agreements on ids.event_id = agreements.event_id
    where contents.modality in ('planned', 'conditional')
),

firsts as (
    select
        *,
        min(place_token) filter (where place_token like 'place:%') over (
            partition by agreement_event_id, event_type, coalesce(mode, '')
        ) as town
    from foreseen
    qualify
        row_number() over (
            partition by agreement_event_id, event_type, coalesce(mode, '')
            order by arrived_at, published_at nulls last, revision_id, trigger_start, mention_id
        ) = 1
),

doers as (
    select
        parties.mention_id,
        list(distinct coalesce(parties.country, parties.entity_id)) as keys
    from {{ ref('int_parties') }} as parties
    semi join firsts on parties.mention_id = firsts.mention_id
    where
        {{ bounded(ref('int_parties'), 'mention_id in (select firsts.mention_id from firsts)') }}
        and parties.side = 'actor' and coalesce(parties.country, parties.entity_id) is not null
    group by parties.mention_id
)

select
    firsts.mention_id as commitment_id,
    firsts.agreement_event_id,
    firsts.event_type,
    firsts.mode,
    firsts.town,
    mentions.time_of.from_on as due_from,
    mentions.time_of.to_on as due_to,
    agreements.agreed_by,
    agreements.party_keys,
    agreements.party_countries,
    -- Who is to act: the one party that the text names alone, else all of them together.
    case
        when len(list_intersect(doers.keys, agreements.party_keys)) = 1
            then list_intersect(doers.keys, agreements.party_keys)
        else agreements.party_keys
    end as doer_keys,
    hash(agreements.party_keys, firsts.event_type, firsts.mode) as series
from firsts
inner join mentions on firsts.mention_id = mentions.mention_id
inner join agreements on firsts.agreement_event_id = agreements.event_id
left join doers on firsts.mention_id = doers.mention_id
