-- One row a claim that refers to an agreement: its sentence speaks of something agreed and names the town of it, or of
-- what its figure is a share is something agreed. Of several agreements the newest before it, of its story first.
with
agreements as (
    select * from {{ ref('int_agreements') }}
),

claims as (
    select
        told.claim_id,
        told.revision_id,
        told.sentence_start,
        told.sentence_end,
        told.speaker_country,
        told.story_id,
        revisions.reported_on,
        coalesce(regexp_matches(lower(told.figure.of), '{{ agreement_words() }}'), false) as shares_agreement
    from {{ ref('int_claim_mentions') }} as told
    inner join {{ ref('int_revisions') }} as revisions on told.revision_id = revisions.revision_id
    where told.mention_id = told.claim_id and regexp_matches(lower(told.sentence), '{{ agreement_words() }}')
),

towns as (
    select distinct
        claims.claim_id,
        {{ hex_key([
            "'place'",
            "coalesce(places.geonameid::varchar, places.name || '/' || coalesce(places.country, ''))",
        ]) }} as town_id
    from claims
    inner join {{ ref('int_place_mentions') }} as places
        on
            claims.revision_id = places.revision_id
            and claims.sentence_start <= places.start_char
            and claims.sentence_end >= places.end_char
    where places.precision = 'exact'
),

met as (
    select
        towns.claim_id,
        agreements.event_id
    from towns
    inner join agreements on towns.town_id = agreements.town_id
    union
    select
        claims.claim_id,
        agreements.event_id
    from claims
    inner join agreements on claims.story_id = agreements.story_id
    where claims.shares_agreement
)

select
    met.claim_id,
    agreements.event_id as agreement_event_id,
    agreements.party_countries
from met
inner join claims on met.claim_id = claims.claim_id
inner join agreements on met.event_id = agreements.event_id
where
    claims.reported_on between agreements.agreed_by and agreements.agreed_by + 365
    and (
        claims.story_id = agreements.story_id
        or list_contains(agreements.party_countries, claims.speaker_country)
    )
qualify
    row_number() over (
        partition by met.claim_id
        order by
            coalesce(claims.story_id = agreements.story_id, false) desc, agreements.agreed_by desc,
            agreements.mentions desc, agreements.event_id asc
    ) = 1
