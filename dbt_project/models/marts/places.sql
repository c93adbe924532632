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
    where {{ touched('place_id', ref('int_place_mentions')) }} and place_id is not null
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
        mention_id,
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
        null as mention_id,
        event_id
    from sites
)

select
    told.place_id,
    min(told.geonameid) as geonameid,
    mode(told.name order by told.name) as name,
    mode(told.country order by told.country) filter (where told.country is not null) as country,
    mode(told.admin1 order by told.admin1) filter (where told.admin1 is not null) as admin1,
    min(told.lat) as lat,
    min(told.lon) as lon,
    mode(told.feature order by told.feature) filter (where told.feature is not null) as feature,
    mode(told.precision order by told.precision) filter (where told.precision is not null) as precision,
    count(told.mention_id) as mentions,
    count(distinct revisions.article_id) as articles,
    count(distinct told.event_id) as events
from told
inner join {{ ref('int_revisions') }} as revisions on told.revision_id = revisions.revision_id
group by told.place_id
