{%- set may_differ -%}
    {{ changed(['int_place_mentions', 'event_mentions'], 'place_id') }}
    union select place_id from intermediate.int_place_mentions where revision_id in ({{ changed(['int_revisions']) }})
    union select place_id from main.event_mentions where revision_id in ({{ changed(['int_revisions']) }})
{%- endset -%}
{{ config(materialized='grown', key='place_id', touched=may_differ) }}
-- One row a place that a toponym was resolved to.
with
toponyms as (
    select * from {{ ref('int_place_mentions') }}
    where {{ touched('place_id') }} and place_id is not null
),

ids as (
    select
        mention_id,
        place_id,
        event_id
    from {{ ref('event_mentions') }}
    where {{ touched('place_id', ref('event_mentions')) }} and place_id is not null
),

acts as (
    select * from {{ ref('int_event_mentions') }}
    where {{ bounded(ref('int_event_mentions'), 'mention_id in (select ids.mention_id from ids)') }}
),

-- Where acts took place, which may name a place that no toponym row has.
sites as (
    select
        ids.place_id,
        acts.place,
        acts.revision_id,
        ids.event_id
    from acts
    inner join ids on acts.mention_id = ids.mention_id
    where acts.place.name is not null
),

told as (
    select
        place_id,
        geonameid,
        name,
        country,
        admin1,
        lat,
        lon,
        feature,
        precision,
        revision_id,
        true as is_toponym,
        null as event_id
    from toponyms
    union all
    select
        place_id,
        place.geonameid as geonameid,
        place.name as name,
        place.country as country,
        place.admin1 as admin1,
        place.lat as lat,
        place.lon as lon,
        null as feature,
        place.precision as precision,
        revision_id,
        false as is_toponym,
        event_id
    from sites
),

-- Those told alike first become one row, since a place has many mentions, and they are alike in nearly all.
alike as (
    select
        place_id,
        geonameid,
        name,
        country,
        admin1,
        lat,
        lon,
        feature,
        precision,
        count(*) as told,
        count(*) filter (where is_toponym) as mentions
    from told
    group by all
),

-- A row tells of one column alone.
counted as (
    select
        place_id,
        name,
        country,
        admin1,
        feature,
        precision,
        sum(told) as told
    from alike
    group by
        grouping sets (
            (place_id, name), (place_id, country), (place_id, admin1), (place_id, feature), (place_id, precision)
        )
),

described as (
    select
        place_id,
        {{ most_told('name', 'told') }} as name,
        {{ most_told('country', 'told') }} as country,
        {{ most_told('admin1', 'told') }} as admin1,
        {{ most_told('feature', 'told') }} as feature,
        {{ most_told('precision', 'told') }} as precision
    from counted
    group by place_id
),

summed as (
    select
        place_id,
        min(geonameid) as geonameid,
        min(lat) as lat,
        min(lon) as lon,
        sum(mentions)::bigint as mentions
    from alike
    group by place_id
),

read as (
    select
        told.place_id,
        count(distinct revisions.article_id) as articles,
        count(distinct told.event_id) as events
    from told
    inner join {{ ref('int_revisions') }} as revisions on told.revision_id = revisions.revision_id
    group by told.place_id
)

select
    described.place_id,
    summed.geonameid,
    described.name,
    described.country,
    described.admin1,
    summed.lat,
    summed.lon,
    described.feature,
    described.precision,
    summed.mentions,
    read.articles,
    read.events
from described
inner join summed on described.place_id = summed.place_id
inner join read on described.place_id = read.place_id
