{{ config(
    materialized='grown',
    key='revision_id',
    touched=changed(['int_event_mentions', 'int_mention_facts', 'int_parties'])
) }}
-- One row a telling of a deed, real or claimed, and a party to it by country, else by entity: what undertakings are
-- held against.
with
mentions as (
    select * from {{ ref('int_event_mentions') }}
    where
        {{ touched('revision_id', ref('int_event_mentions')) }}
        and modality in ('happened', 'ongoing', 'alleged', 'denied', 'absent')
),

facts as (
    select * from {{ ref('int_mention_facts') }}
    where {{ touched('revision_id', ref('int_mention_facts')) }}
),

parties as (
    select * from {{ ref('int_parties') }}
    where {{ touched('revision_id', ref('int_parties')) }} and side in ('actor', 'recipient')
)

select distinct
    facts.revision_id,
    mentions.mention_id,
    parties.side,
    coalesce(parties.country, parties.entity_id) as party_key,
    mentions.event_type,
    mentions.mode,
    mentions.modality,
    facts.from_on,
    facts.to_on,
    facts.reported_on,
    facts.place_token
from mentions
inner join facts on mentions.mention_id = facts.mention_id
inner join parties on mentions.mention_id = parties.mention_id
where coalesce(parties.country, parties.entity_id) is not null
