{%- set may_differ -%}
    {{ changed(['int_claim_mentions'], 'claim_id') }}
    union select claim_id from intermediate.int_claim_mentions
    where revision_id in ({{ changed(['int_revisions', 'int_place_mentions']) }})
{%- endset -%}
{{ config(materialized='grown', key='claim_id', touched=may_differ) }}
-- One row a claim whose sentence speaks of something agreed, with the towns that it names, and whether its figure is a
-- share of something agreed.
with
claims as (
    select * from {{ ref('int_claim_mentions') }}
    where
        {{ touched('claim_id', ref('int_claim_mentions')) }}
        and mention_id = claim_id
        and regexp_matches(lower(sentence), '{{ agreement_words() }}')
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

towns as (
    select
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

named as (
    select
        claim_id,
        list(distinct town_id order by town_id) as town_ids
    from towns
    group by claim_id
)

select
    claims.claim_id,
    claims.speaker_country,
    claims.story_id,
    revisions.reported_on,
    coalesce(regexp_matches(lower(claims.figure.of), '{{ agreement_words() }}'), false) as shares_agreement,
    coalesce(named.town_ids, []) as town_ids
from claims
inner join revisions on claims.revision_id = revisions.revision_id
left join named on claims.claim_id = named.claim_id
