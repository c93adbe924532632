-- One row a valid name in a text with the entity it stands for.
-- One entity: the same Wikidata id; else the same name, kind and country. A name without country joins the one entity
-- of that name and kind, where there is just one. The seeds entity_merges and entity_splits win over both rules.
with
mentions as (
    select
        * exclude (copy_number),
        {{ normal_name('name') }} as called
    from {{ ref('stg_entity_mentions') }}
    where copy_number = 1
),

rejected as (
    select distinct row_key from {{ ref('int_rejected_mentions') }}
    where table_name = 'entity_mentions' and reason != 'key twice'
),

ruled_same as (
    select * from {{ ref('entity_merges') }}
),

ruled_apart as (
    select * from {{ ref('entity_splits') }}
),

valid as (
    select mentions.*
    from mentions
    anti join rejected on mentions.mention_id = rejected.row_key
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
    where identifier is null and country is not null
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
        end as ruled_id
    from settled
)

select
    keyed.mention_id,
    keyed.revision_id,
    keyed.coder,
    keyed.start_char,
    keyed.end_char,
    keyed.text,
    keyed.name,
    keyed.called,
    keyed.kind,
    keyed.identifier,
    keyed.country,
    keyed.sector,
    keyed.role,
    keyed.refers_to,
    coalesce(ruled_apart.entity_id, ruled_same.into_entity_id, keyed.ruled_id) as entity_id
from keyed
left join ruled_apart on keyed.mention_id = ruled_apart.mention_id
left join ruled_same on keyed.ruled_id = ruled_same.entity_id
