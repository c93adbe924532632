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
        mentions.*,
        revisions.article_id,
        revisions.reported_on
    from mentions
    inner join revisions on mentions.revision_id = revisions.revision_id
),

-- Those told alike first become one row, since an entity has many mentions, and they are alike in nearly all.
alike as (
    select
        entity_id,
        name,
        kind,
        identifier,
        country,
        sector,
        role,
        -- A spelling that is the name of its own text is another form of the name that is shown.
        case when refers_to is null then text end as form,
        count(*) as mentions,
        min(reported_on) as first_seen_on,
        max(reported_on) as last_seen_on
    from told
    group by all
),

-- A row tells of one column alone.
counted as (
    select
        entity_id,
        name,
        kind,
        identifier,
        country,
        sector,
        sum(mentions) as mentions
    from alike
    group by
        grouping sets (
            (entity_id, name), (entity_id, kind), (entity_id, identifier), (entity_id, country), (entity_id, sector)
        )
),

described as (
    select
        entity_id,
        {{ most_told('name', 'mentions') }} as name,
        {{ most_told('kind', 'mentions') }} as kind,
        {{ most_told('identifier', 'mentions') }} as wikidata_id,
        {{ most_told('country', 'mentions') }} as country,
        {{ most_told('sector', 'mentions') }} as sector
    from counted
    group by entity_id
),

summed as (
    select
        entity_id,
        coalesce(list(distinct role order by role) filter (where role is not null), []) as roles,
        coalesce(list(distinct form order by form) filter (where form is not null), []) as forms,
        sum(mentions)::bigint as mentions,
        min(first_seen_on) as first_seen_on,
        max(last_seen_on) as last_seen_on
    from alike
    group by entity_id
),

read as (
    select
        entity_id,
        count(distinct article_id) as articles
    from told
    group by entity_id
),

whole as (
    select
        described.*,
        summed.roles,
        summed.forms,
        summed.mentions,
        read.articles,
        summed.first_seen_on,
        summed.last_seen_on
    from described
    inner join summed on described.entity_id = summed.entity_id
    inner join read on described.entity_id = read.entity_id
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
from whole
