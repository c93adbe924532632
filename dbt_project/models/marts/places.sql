-- One row a place that a toponym was resolved to.
with
toponyms as (
    select
        *,
        {{ hex_key(["'place'", "coalesce(geonameid::varchar, name || '/' || coalesce(country, ''))"]) }} as place_id
    from {{ ref('int_place_mentions') }}
    where name is not null
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

acts as (
    select * from {{ ref('int_event_mentions') }}
),

ids as (
    select * from {{ ref('int_event_ids') }}
),

-- Where acts took place, which may name a place that no toponym row has.
sites as (
    select
        {{ hex_key([
            "'place'",
            "coalesce(acts.place.geonameid::varchar, acts.place.name || '/' || coalesce(acts.place.country, ''))",
        ]) }} as place_id,
        acts.place,
        acts.revision_id,
        ids.event_id
    from acts
    left join ids on acts.mention_id = ids.mention_id
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
inner join revisions on told.revision_id = revisions.revision_id
group by told.place_id
