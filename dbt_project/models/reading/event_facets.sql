{%- set changed_events -%}
    select ('0x' || key)::ubigint from ({{ changed(['events']) }}) as differing (key)
{%- endset -%}
{{ config(materialized='grown', key='event_number', touched=changed_events, spread=['place']) }}
-- One row an event with what filters ask of it, totals count and lists show, in the order of the days: a filter that
-- finds much reads some columns of all of it, a list all columns of a few rows.
with
events as (
    select * from {{ ref('events') }}
    where {{ touched('event_number', ref('events')) }}
)

select
    event_number,
    event_from,
    event_to,
    coalesce(event_from, event_to) as first_on,
    coalesce(event_to, event_from) as last_on,
    event_type,
    mode,
    modality,
    coalesce(quad, 0)::utinyint as quad,
    case
        when place_name is not null or country is not null then hash(place_name, country, place_precision)
    end as place,
    place_name,
    country,
    place_precision,
    lat,
    lon,
    asserted_by,
    origins,
    outlets,
    confidence,
    deaths_low,
    deaths_high,
    first_reported_at,
    last_reported_at,
    summary
from events
order by event_from desc nulls last, first_reported_at desc, event_number asc
