{%- set may_differ -%}
    {{ changed(['int_entity_mentions'], 'entity_id') }}
    union select entity_id from intermediate.int_entity_mentions where revision_id in ({{ changed(['int_revisions']) }})
{%- endset -%}
{{ config(materialized='grown', key='entity_id', touched=may_differ) }}
-- One row an entity: a country, organisation, person, group, place or nameless agent, from all its mentions.
with
mentions as (
    select * from {{ ref('int_entity_mentions') }}
    where {{ touched('entity_id', ref('int_entity_mentions')) }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

told as (
    select
        mentions.entity_id,
        mode(mentions.name order by mentions.name) as name,
        mode(mentions.kind order by mentions.kind) as kind,
        mode(mentions.identifier order by mentions.identifier) filter (where mentions.identifier is not null)
            as wikidata_id,
        mode(mentions.country order by mentions.country) filter (where mentions.country is not null) as country,
        mode(mentions.sector order by mentions.sector) filter (where mentions.sector is not null) as sector,
        coalesce(list(distinct mentions.role order by mentions.role) filter (where mentions.role is not null), [])
            as roles,
        -- A spelling that is the name of its own text is another form of the name that is shown.
        coalesce(list(distinct mentions.text order by mentions.text) filter (where mentions.refers_to is null), [])
            as forms,
        count(*) as mentions,
        count(distinct revisions.article_id) as articles,
        min(revisions.reported_on) as first_seen_on,
        max(revisions.reported_on) as last_seen_on
    from mentions
    inner join revisions on mentions.revision_id = revisions.revision_id
    group by mentions.entity_id
)

select
    entity_id,
    name,
    kind,
    wikidata_id,
    country,
    sector,
    roles,
    list_filter(forms, lambda form: form != name) as aliases,
    mentions,
    articles,
    first_seen_on,
    last_seen_on
from told
