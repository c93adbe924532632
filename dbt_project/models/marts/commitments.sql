{%- set may_differ -%}
    {{ changed(['int_undertakings'], 'commitment_id') }} union {{ changed(['int_commitment_standings']) }}
    union select commitment_id from intermediate.int_undertakings
    where agreement_event_id in ({{ changed(['agreements']) }})
    union select mention_id from main.event_mentions where revision_id in ({{ changed(['event_mentions']) }})
{%- endset -%}
{{ config(materialized='grown', key='commitment_id', touched=may_differ) }}
-- One row an undertaking in an agreement: the act foreseen within it, once an agreement, and how it stands.
with
undertakings as (
    select * from {{ ref('int_undertakings') }}
    where {{ touched('commitment_id', ref('int_undertakings')) }}
),

mentions as (
    select * from {{ ref('event_mentions') }}
    where {{ touched('mention_id', ref('event_mentions')) }}
),

agreements as (
    select * from {{ ref('agreements') }}
),

phrases as (
    select * from {{ ref('phrases') }}
),

standings as (
    select * from {{ ref('int_commitment_standings') }}
)

select
    undertakings.commitment_id,
    undertakings.agreement_event_id,
    undertakings.event_type,
    undertakings.mode,
    agreements.parties,
    agreements.mediators,
    coalesce({{ list_in_words("agreements.parties") }}, 'Unnamed parties') || ' undertook: '
    || lower(coalesce(own.noun, general.noun))
    || coalesce(case
        when not list_has_all(mentions.actors, agreements.parties)
            then ' by ' || {{ list_in_words("list_sort(mentions.actors)") }}
    end, '')
    || coalesce(
        ' ' || coalesce(own.link, general.link) || ' '
        || {{ list_in_words("list_filter(mentions.recipients, lambda to_: not list_contains(mentions.actors, to_))") }},
        ''
    )
        as summary,
    agreements.place_name,
    agreements.agreed_from as agreed_on,
    undertakings.due_from,
    undertakings.due_to,
    standings.standing,
    standings.kept_reports,
    standings.broken_reports,
    standings.claims,
    standings.last_reported_on,
    undertakings.commitment_id as evidence_mention_id,
    mentions.article_id
from undertakings
inner join mentions on undertakings.commitment_id = mentions.mention_id
inner join agreements on undertakings.agreement_event_id = agreements.event_id
inner join standings on undertakings.commitment_id = standings.commitment_id
left join phrases as own on undertakings.event_type = own.event_type and undertakings.mode = own.mode
left join phrases as general on undertakings.event_type = general.event_type and general.mode is null
