-- One row a later report of an undertaking, or of an agreement as a whole: the deed, the state of affairs or the claim
-- that bears on it, and whose word it is. Deeds and states count from the day after the agreement, for a year.
with
undertakings as (
    select * from {{ ref('int_undertakings') }}
),

signs as (
    select * from {{ ref('undertaking_signs') }}
),

agreements as (
    select * from {{ ref('int_agreements') }}
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

mentions as (
    select
        mentions.mention_id,
        mentions.event_type,
        mentions.mode,
        mentions.modality,
        facts.from_on,
        facts.to_on,
        facts.reported_on,
        facts.place_token,
        facts.revision_id
    from {{ ref('int_event_mentions') }} as mentions
    inner join {{ ref('int_mention_facts') }} as facts on mentions.mention_id = facts.mention_id
    semi join (select distinct wanted.sign_type from wanted) as asked on mentions.event_type = asked.sign_type
    where mentions.modality in ('happened', 'ongoing', 'alleged', 'denied', 'absent')
),

sides as (
    select
        parties.mention_id,
        parties.side,
        coalesce(parties.country, parties.entity_id) as party_key,
        mentions.event_type,
        mentions.reported_on
    from {{ ref('int_parties') }} as parties
    inner join mentions on parties.mention_id = mentions.mention_id
    where parties.side in ('actor', 'recipient') and coalesce(parties.country, parties.entity_id) is not null
),

asked as (
    select distinct
        commitment_id,
        sign_type
    from wanted
),

shared as (
    select
        undertakings.commitment_id,
        sides.mention_id,
        count(distinct sides.party_key) as parties_named,
        bool_or(sides.side = 'actor' and list_contains(undertakings.doer_keys, sides.party_key)) as by_doer
    from (
        select
            undertakings.commitment_id,
            undertakings.doer_keys,
            undertakings.agreed_by,
            asked.sign_type,
            unnest(undertakings.party_keys) as party_key
        from undertakings
        inner join asked
            on undertakings.commitment_id = asked.commitment_id
    ) as undertakings
    -- By kind of deed and within the year, since the acts of one party alone are without number.
    inner join sides
        on
            undertakings.party_key = sides.party_key
            and undertakings.sign_type = sides.event_type
            and sides.reported_on between undertakings.agreed_by + 1 and undertakings.agreed_by + 365
    group by undertakings.commitment_id, sides.mention_id
),

deeds as (
    select
        shared.commitment_id,
        shared.mention_id,
        mentions.revision_id,
        case
            when mentions.modality in ('happened', 'ongoing') then wanted.bearing
            when mentions.modality in ('denied', 'absent') then if(wanted.bearing = 'kept', 'broken', 'kept')
            else wanted.bearing
        end as bearing,
        -- What one party alleges of another is a claim, and so is that nothing of the kind took place.
        mentions.modality not in ('happened', 'ongoing') as is_claim
    from shared
    inner join undertakings on shared.commitment_id = undertakings.commitment_id
    inner join mentions on shared.mention_id = mentions.mention_id
    inner join wanted
        on
            shared.commitment_id = wanted.commitment_id
            and mentions.event_type = wanted.sign_type
            and (wanted.sign_mode is null or mentions.mode = wanted.sign_mode)
    where
        (shared.parties_named >= 2 or (shared.by_doer and len(undertakings.doer_keys) = 1))
        -- A deed without a day may be older than the agreement.
        and (mentions.from_on > undertakings.agreed_by or mentions.from_on is null and mentions.modality = 'alleged')
        and mentions.reported_on between undertakings.agreed_by + 1 and undertakings.agreed_by + 365
        and coalesce(mentions.from_on <= undertakings.due_to, true)
        and coalesce(mentions.to_on >= undertakings.due_from, true)
        and (
            undertakings.town is null or mentions.place_token is null or mentions.event_type != undertakings.event_type
            or mentions.place_token = undertakings.town
        )
        and (not wanted.once_due or coalesce(mentions.reported_on > undertakings.due_to, false))
),

states as (
    select
        undertakings.commitment_id,
        situations.mention_id,
        situations.revision_id,
        signs.bearing,
        false as is_claim
    from undertakings
    inner join agreements on undertakings.agreement_event_id = agreements.event_id
    inner join signs
        on
            undertakings.event_type = signs.event_type
            and (signs.mode is null or undertakings.mode = signs.mode)
            and signs.sign = 'situation'
    inner join {{ ref('int_situation_mentions') }} as situations
        on signs.what = situations.attribute and signs.told_as = situations.value
    inner join {{ ref('int_situation_ids') }} as ids on situations.mention_id = ids.mention_id
    inner join {{ ref('int_revisions') }} as revisions on situations.revision_id = revisions.revision_id
    where
        len(agreements.party_countries) > 0
        and list_has_all(ids.countries, agreements.party_countries)
        and revisions.reported_on between undertakings.agreed_by + 1 and undertakings.agreed_by + 365
        and (not signs.once_due or coalesce(revisions.reported_on > undertakings.due_to, false))
),

-- A share of what was agreed, by whose account and of what, is told of the agreement as a whole.
shares as (
    select
        null as commitment_id,
        told.mention_id,
        told.revision_id,
        'share' as bearing,
        true as is_claim,
        claims.agreement_event_id
    from {{ ref('int_agreement_claims') }} as claims
    inner join {{ ref('int_claim_mentions') }} as told on claims.claim_id = told.claim_id
    where told.figure.unit in ('percent', 'share')
),

reports as (
    select
        together.*,
        undertakings.agreement_event_id
    from (
        select * from deeds
        union
        select * from states
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
    where side = 'speaker'
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
    spoken.is_claim or coalesce(list_contains(agreements.party_countries, spoken.speaker_country), false) as is_claim,
    spoken.speaker,
    spoken.speaker_country,
    spoken.article_id,
    spoken.reported_on,
    spoken.reported_at
from spoken
inner join agreements on spoken.agreement_event_id = agreements.event_id
