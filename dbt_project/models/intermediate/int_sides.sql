{{ config(materialized='grown', key='side', spread=['called']) }}
-- One row a side that may speak or be spoken of: a country by its code, or a party that a source speaks for by name.
-- `called` is how a text names the latter; `sources` counts those that speak for the side.
with
voices as (
    select
        speaks_for as side,
        count(*) as sources
    from {{ ref('stg_sources') }}
    where speaks_for is not null
    group by speaks_for
),

countries as (
    select
        country as side,
        min(name) as name
    from {{ ref('entities') }}
    where kind = 'country' and country is not null
    group by country
),

named as (
    select
        coalesce(voices.side, countries.side) as side,
        countries.name,
        voices.sources
    from voices
    full outer join countries on voices.side = countries.side
)

select
    side,
    coalesce(name, side) as name,
    coalesce(sources, 0) as sources,
    case
        when sources is not null and not regexp_full_match(side, '[A-Z]{3}') then {{ normal_name('side') }}
    end as called
from named
