{{ config(
    materialized='grown',
    key='place',
    touched=changed(['event_facets'], 'place')
) }}
-- One row a place as events know it, with how many they are: its names, and what a map of all events shows.
with
facets as (
    select * from {{ ref('event_facets') }}
    where {{ touched('place', ref('event_facets')) }} and place is not null
)

select
    place,
    min(place_name) as place_name,
    min(country) as country,
    min(place_precision) as place_precision,
    arg_min(lat, event_number) as lat,
    arg_min(lon, event_number) as lon,
    count(*) as events,
    count(*) filter (where quad in (1, 2)) as cooperation,
    count(*) filter (where quad in (3, 4)) as conflict,
    coalesce(sum(deaths_low), 0)::bigint as deaths
from facets
group by place
order by place
