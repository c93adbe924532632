{%- set may_differ -%}
    {{ changed(['int_claim_mentions'], 'claim_id') }} union {{ changed(['int_agreement_claims']) }}
    union select claim_id from intermediate.int_claim_mentions
    where revision_id in (
        {{ changed(['int_revisions', 'int_parties', 'int_entity_mentions']) }}
        union select revision_id from intermediate.int_parties
        where {{ normal_name('name') }} in ({{ changed(['int_sides'], 'called') }})
    )
    union select claim_id from intermediate.int_claim_mentions
    where {{ normal_name('speaker') }} in ({{ changed(['int_sides'], 'called') }})
{%- endset -%}
{{ config(materialized='grown', key='claim_id', touched=may_differ, spread=['reported_on']) }}
-- One row a claim and a side that it speaks of, other than the speaker's own: who may answer it. A side is a country,
-- or a party that some source speaks for by name. A side's bare statement speaks of the countries that its
-- sentence names, or of the parties to the agreement that it refers to. Without any other side: one row, side null.
with
claims as (
    select * from {{ ref('int_claim_mentions') }}
    where {{ touched('claim_id', ref('int_claim_mentions')) }} and mention_id = claim_id
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

parties as (
    select * from {{ ref('int_parties') }}
),

-- Sides by name are those of sources that speak for no country but for a movement or a body.
named_sides as (
    select
        side,
        called
    from {{ ref('int_sides') }}
    where called is not null
),

voices as (
    select
        claims.*,
        coalesce(
            named_sides.side,
            claims.speaker_country,
            case when claims.attribution = 'outlet' and claims.speaker is null then revisions.speaks_for end
        ) as voice,
        revisions.reported_on,
        coalesce(claims.story_id, claims.article_id) as anchor
    from claims
    inner join revisions on claims.revision_id = revisions.revision_id
    left join named_sides on {{ normal_name('claims.speaker') }} = named_sides.called
),

-- Who does and suffers what is claimed, and whom the act of speech is aimed at; its doers are those who speak.
spoken as (
    select
        claim_id,
        mention_id,
        bare as is_act
    from voices
    union
    select
        claim_id,
        act_mention_id as mention_id,
        true as is_act
    from voices
    where act_mention_id is not null
),

told as (
    select
        spoken.claim_id,
        coalesce(named_sides.side, parties.country) as side
    from spoken
    inner join parties
        on
            spoken.mention_id = parties.mention_id
            and (parties.side = 'recipient' or (parties.side = 'actor' and not spoken.is_act))
    left join named_sides on {{ normal_name('parties.name') }} = named_sides.called
),

named as (
    select
        voices.claim_id,
        entities.country as side
    from voices
    inner join {{ ref('int_entity_mentions') }} as entities
        on
            voices.revision_id = entities.revision_id
            and voices.sentence_start <= entities.start_char
            and voices.sentence_end >= entities.end_char
            and entities.kind in ('country', 'person', 'group', 'organisation')
    where voices.bare and voices.event_type = 'STATEMENT' and voices.voice is not null
),

agreed as (
    select
        claim_id,
        unnest(party_countries) as side
    from {{ ref('int_agreement_claims') }}
    where {{ touched('claim_id', ref('int_agreement_claims')) }}
),

sides as (
    select * from told
    union
    select * from named
    where claim_id not in (select agreed.claim_id from agreed)
    union
    select * from agreed
)

select
    voices.claim_id,
    voices.voice,
    sides.side,
    voices.event_type,
    voices.act_type,
    voices.modality,
    voices.article_id,
    voices.anchor,
    voices.reported_on,
    voices.sentence_start
from voices
left join sides
    on voices.claim_id = sides.claim_id and sides.side is not null and sides.side is distinct from voices.voice
