{{ config(materialized='grown', key='name_id') }}
-- One row a name as texts give it, with kind, identifier, country and sector, and the entity it stands for.
-- One entity: the same Wikidata id; else the same name, kind and country. A name without country joins the one entity
-- of that name and kind, where there is just one and it is no bare noun. Persons of one name are as many as their walks
-- of life, and the spellings of one name are one person. The seed entity_merges wins over these rules.
with
named as (
    select
        names.name_id,
        names.name,
        names.kind,
        names.wikidata_id,
        names.country,
        names.sector,
        min((revisions.first_seen_at, names.mention_id)) as first_told
    from {{ ref('int_names') }} as names
    left join {{ ref('int_revisions') }} as revisions on names.revision_id = revisions.revision_id
    group by all
),

ruled_same as (
    select * from {{ ref('entity_merges') }}
),

ruled_itself as (
    select entity_id from ruled_same
    where entity_id = into_entity_id
),

valid as (
    select
        *,
        {{ normal_name('name') }} as called,
        case when kind = 'person' then {{ walk_of_life('sector') }} end as walk
    from named
),

by_identifier as (
    select
        called,
        kind,
        min(wikidata_id) as wikidata_id,
        min(country) as country
    from valid
    where wikidata_id is not null
    group by called, kind
    having count(distinct wikidata_id) = 1
),

-- Joined by equality alone, and judged after it: another condition in the join has each row compared with each name.
identified as (
    select
        valid.*,
        coalesce(
            valid.wikidata_id,
            case when coalesce(valid.country = by_identifier.country, true) then by_identifier.wikidata_id end
        ) as identifier,
        coalesce(valid.country, by_identifier.country) as settled_country
    from valid
    left join by_identifier on valid.called = by_identifier.called and valid.kind = by_identifier.kind
),

by_country as (
    select
        called,
        kind,
        min(country) as country
    from identified
    -- Students are of no country because some are.
    where identifier is null and country is not null and kind != 'agent'
    group by called, kind
    having count(distinct country) = 1
),

settled as (
    select
        identified.* exclude (settled_country),
        coalesce(identified.settled_country, case when identified.identifier is null then by_country.country end)
            as settled_country
    from identified
    left join by_country on identified.called = by_country.called and identified.kind = by_country.kind
),

keyed as (
    select
        *,
        case
            when identifier is not null then {{ hex_key(["'entity'", "identifier"]) }}
            else {{ hex_key(["'entity'", "kind", "called", "coalesce(settled_country, '')"]) }}
        end as named_id
    from settled
),

-- Who was told of first keeps the id of the name, also for those of whom nothing is told.
first_walks as (
    select
        named_id,
        arg_min(walk, first_told) as walk
    from keyed
    where identifier is null and walk is not null
    group by named_id
),

parted as (
    select
        keyed.*,
        case
            when keyed.walk != first_walks.walk
                then {{ hex_key(["'entity'", "keyed.named_id", "keyed.walk"]) }}
            else keyed.named_id
        end as ruled_id
    from keyed
    left join first_walks on keyed.named_id = first_walks.named_id
),

spelled as (
    select
        parted.ruled_id,
        parted.called,
        regexp_extract(parted.called, '[^ ]+$') as surname,
        {{ given_sounds('parted.called') }} as sounds,
        min(parted.identifier) as identifier,
        min(parted.settled_country) as country,
        min(parted.walk) as walk,
        min(parted.first_told) as first_told
    from parted
    anti join ruled_itself on parted.ruled_id = ruled_itself.entity_id
    where parted.kind = 'person'
    group by parted.ruled_id, parted.called
),

skeletons as (
    select
        * exclude (sounds),
        {{ name_skeleton('sounds') }} as skeleton
    from spelled
),

-- A spelling without country or walk of life is that of the one country or walk that the others have.
countries as (
    select
        surname,
        skeleton,
        min(country) as country
    from skeletons
    group by surname, skeleton
    having count(distinct country) = 1
),

in_countries as (
    select
        skeletons.* exclude (country),
        coalesce(skeletons.country, countries.country) as country
    from skeletons
    left join countries on skeletons.surname = countries.surname and skeletons.skeleton = countries.skeleton
    where skeletons.skeleton is not null
),

walks as (
    select
        surname,
        skeleton,
        coalesce(country, '') as country,
        min(walk) as walk
    from in_countries
    group by all
    having count(distinct walk) = 1
),

alike as (
    select
        in_countries.* exclude (walk),
        coalesce(in_countries.walk, walks.walk) as walk
    from in_countries
    left join walks
        on
            in_countries.surname = walks.surname
            and in_countries.skeleton = walks.skeleton
            and coalesce(in_countries.country, '') = walks.country
),

-- The id is that of the identified one, else of the spelling that came first. Two identified ones are two persons.
same_persons as (
    select
        list(distinct ruled_id) as ruled_ids,
        coalesce(
            arg_min(ruled_id, first_told) filter (where identifier is not null), arg_min(ruled_id, first_told)
        ) as entity_id
    from alike
    group by surname, skeleton, country, walk
    having count(distinct ruled_id) > 1 and count(distinct identifier) <= 1
),

unnested as (
    select
        unnest(ruled_ids) as ruled_id,
        entity_id
    from same_persons
),

respelled as (
    select
        ruled_id,
        min(entity_id) as entity_id
    from unnested
    group by ruled_id
)

select
    parted.name_id,
    parted.called,
    parted.identifier,
    parted.ruled_id,
    coalesce(
        ruled_same.into_entity_id,
        respelled_same.into_entity_id,
        respelled.entity_id,
        parted.ruled_id
    ) as entity_id
from parted
left join ruled_same on parted.ruled_id = ruled_same.entity_id
left join respelled on parted.ruled_id = respelled.ruled_id
left join ruled_same as respelled_same on respelled.entity_id = respelled_same.entity_id
