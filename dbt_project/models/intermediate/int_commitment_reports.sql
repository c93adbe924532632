{%- set may_differ -%}
    {{ changed(['int_deeds', 'int_situation_mentions', 'int_revisions', 'int_parties']) }}
    union select revision_id from intermediate.int_situation_mentions
    where mention_id in ({{ changed(['int_situation_ids']) }})
    union select revision_id from intermediate.int_event_mentions
    where mention_id in ({{ changed(['int_claim_mentions'], 'mention_id') }})
    union select revision_id from intermediate.int_claim_mentions
    where claim_id in ({{ changed(['int_agreement_claims']) }})
{%- endset -%}
{{ config(
    materialized='grown',
    key='revision_id',
    touched=may_differ,
    scope='revision_id in (select key from touched)
        or agreement_event_id in (select key from changes.int_undertaking_terms)',
    spread=['article_id', 'reported_on']
) }}
-- One row a later report of an undertaking, or of an agreement as a whole: the deed, the state of affairs or the claim
-- that bears on it, and whose word it is. Deeds and states count from the day after the agreement, to the end of its
-- term. So a new report is held against all undertakings, and an undertaking that differs against all reports.
with
undertakings as (
    select * from {{ ref('int_undertaking_terms') }}
),

signs as (
    select * from {{ ref('undertaking_signs') }}
),

-- The deed foreseen keeps an undertaking; the seed tells what else keeps or breaks one of its kind.
wanted as (
    select
        commitment_id,
        event_type as sign_type,
        mode as sign_mode,
        'kept' as bearing,
        false as once_due
    from undertakings
    union all
    select
        undertakings.commitment_id,
        signs.what as sign_type,
        signs.told_as as sign_mode,
        signs.bearing,
        signs.once_due
    from undertakings
    inner join signs
        on
            undertakings.event_type = signs.event_type
            and (signs.mode is null or undertakings.mode = signs.mode)
            and signs.sign = 'event'
),

kinds as (
    select distinct
        commitment_id,
        sign_type
    from wanted
),

asked as (
    select
        undertakings.commitment_id,
        undertakings.agreement_event_id,
        undertakings.doer_keys,
        undertakings.agreed_by,
        undertakings.followed_to,
        kinds.sign_type,
        unnest(undertakings.party_keys) as party_key
    from undertakings
    inner join kinds on undertakings.commitment_id = kinds.commitment_id
),

-- By kind of deed and within the term, since the acts of one party alone are without number. A name for all deeds would
-- have them laid down.
new_deeds as (
    select * from {{ ref('int_deeds') }}
    where {{ touched('revision_id', ref('int_deeds')) }}
),

asked_anew as (
    select * from asked
    where {{ differs('agreement_event_id', ['int_undertaking_terms']) }}
),

met as (
    select
        asked.commitment_id,
        asked.doer_keys,
        deeds.*
    from asked
    inner join new_deeds as deeds
        on
            asked.party_key = deeds.party_key
            and asked.sign_type = deeds.event_type
            and deeds.reported_on between asked.agreed_by + 1 and asked.followed_to
    union all
    select
        asked.commitment_id,
        asked.doer_keys,
        deeds.*
    from asked_anew as asked
    inner join {{ ref('int_deeds') }} as deeds
        on
            asked.party_key = deeds.party_key
            and asked.sign_type = deeds.event_type
            and deeds.reported_on between asked.agreed_by + 1 and asked.followed_to
),

shared as (
    select
        * exclude (side, party_key, doer_keys),
        count(distinct party_key) as parties_named,
        bool_or(side = 'actor' and list_contains(doer_keys, party_key)) as by_doer
    from met
    group by all
),

borne as (
    select
        shared.commitment_id,
        shared.mention_id,
        shared.revision_id,
        case
            when shared.modality in ('happened', 'ongoing') then wanted.bearing
            when shared.modality in ('denied', 'absent') then if(wanted.bearing = 'kept', 'broken', 'kept')
            else wanted.bearing
        end as bearing,
        -- What one party alleges of another is a claim, and so is that nothing of the kind took place.
        shared.modality not in ('happened', 'ongoing') as is_claim
    from shared
    inner join undertakings on shared.commitment_id = undertakings.commitment_id
    inner join wanted
        on
            shared.commitment_id = wanted.commitment_id
            and shared.event_type = wanted.sign_type
            and (wanted.sign_mode is null or shared.mode = wanted.sign_mode)
    where
        (shared.parties_named >= 2 or (shared.by_doer and len(undertakings.doer_keys) = 1))
        -- A deed without a day may be older than the agreement.
        and (shared.from_on > undertakings.agreed_by or shared.from_on is null and shared.modality = 'alleged')
        and coalesce(shared.from_on <= undertakings.due_to, true)
        and coalesce(shared.to_on >= undertakings.due_from, true)
        and (
            undertakings.town is null or shared.place_token is null or shared.event_type != undertakings.event_type
            or shared.place_token = undertakings.town
        )
        and (not wanted.once_due or coalesce(shared.reported_on > undertakings.due_to, false))
),

situations as (
    select
        mentions.mention_id,
        mentions.revision_id,
        mentions.attribute,
        mentions.value,
        ids.countries,
        revisions.reported_on
    from {{ ref('int_situation_mentions') }} as mentions
    inner join {{ ref('int_situation_ids') }} as ids on mentions.mention_id = ids.mention_id
    inner join {{ ref('int_revisions') }} as revisions on mentions.revision_id = revisions.revision_id
),

new_situations as (
    select * from situations
    where {{ touched('revision_id') }}
),

-- The state of affairs between all parties that a sign asks for.
between_them as (
    select
        undertakings.*,
        signs.what,
        signs.told_as,
        signs.bearing,
        signs.once_due
    from undertakings
    inner join signs
        on
            undertakings.event_type = signs.event_type
            and (signs.mode is null or undertakings.mode = signs.mode)
            and signs.sign = 'situation'
    where len(undertakings.party_countries) > 0
),

between_them_anew as (
    select * from between_them
    where {{ differs('agreement_event_id', ['int_undertaking_terms']) }}
),

states as (
    select
        asked.commitment_id,
        asked.party_countries,
        asked.bearing,
        situations.*
    from between_them as asked
    inner join new_situations as situations
        on
            asked.what = situations.attribute
            and asked.told_as = situations.value
            and situations.reported_on between asked.agreed_by + 1 and asked.followed_to
            and (not asked.once_due or coalesce(asked.due_to < situations.reported_on, false))
    union all
    select
        asked.commitment_id,
        asked.party_countries,
        asked.bearing,
        situations.*
    from between_them_anew as asked
    inner join situations
        on
            asked.what = situations.attribute
            and asked.told_as = situations.value
            and situations.reported_on between asked.agreed_by + 1 and asked.followed_to
            and (not asked.once_due or coalesce(asked.due_to < situations.reported_on, false))
),

-- A share of what was agreed, by whose account and of what, is told of the agreement as a whole.
shares as (
    select
        null as commitment_id,
        told.mention_id,
        told.revision_id,
        'share' as bearing,
        true as is_claim,
        claims.agreement_event_id,
        claims.party_countries
    from {{ ref('int_agreement_claims') }} as claims
    inner join {{ ref('int_claim_mentions') }} as told on claims.claim_id = told.claim_id
    where
        told.figure.unit in ('percent', 'share')
        and ({{ touched('told.revision_id') }} or {{ differs('claims.agreement_event_id', ['int_undertaking_terms']) }})
),

reports as (
    select
        together.*,
        undertakings.agreement_event_id,
        undertakings.party_countries
    from (
        select * from borne
        union
        select
            commitment_id,
            mention_id,
            revision_id,
            bearing,
            false as is_claim
        from states
        where list_has_all(countries, party_countries)
    ) as together
    inner join undertakings on together.commitment_id = undertakings.commitment_id
    union all
    select * from shares
),

voices as (
    select
        mention_id,
        first(name order by position) as name,
        first(country order by position) as country
    from {{ ref('int_parties') }}
    where side = 'speaker' and mention_id in (select reports.mention_id from reports)
    group by mention_id
),

claims as (
    select * from {{ ref('int_claim_mentions') }}
),

spoken as (
    select
        reports.*,
        coalesce(voices.name, claims.speaker) as speaker,
        coalesce(
            voices.country,
            claims.speaker_country,
            case when coalesce(voices.name, claims.speaker) is null then revisions.speaks_for end
        ) as speaker_country,
        revisions.article_id,
        revisions.reported_on,
        revisions.reported_at
    from reports
    inner join {{ ref('int_revisions') }} as revisions on reports.revision_id = revisions.revision_id
    left join voices on reports.mention_id = voices.mention_id
    left join claims on reports.mention_id = claims.mention_id
)

select
    spoken.agreement_event_id,
    spoken.commitment_id,
    spoken.mention_id,
    spoken.revision_id,
    spoken.bearing,
    -- A party to the agreement, or an outlet that speaks for one, claims; any other report tells.
    spoken.is_claim or coalesce(list_contains(spoken.party_countries, spoken.speaker_country), false) as is_claim,
    spoken.speaker,
    spoken.speaker_country,
    spoken.article_id,
    spoken.reported_on,
    spoken.reported_at
from spoken
