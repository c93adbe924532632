{#- An article counts on its own day and for claims of the two weeks before. -#}
{%- set may_differ -%}
    {{ changed(['int_claim_sides'], 'reported_on') }}
    union select unnest(generate_series(key - 14, key, interval 1 day))::date
    from ({{ changed(['int_voiced_articles'], 'reported_on') }})
{%- endset -%}
{{ config(materialized='grown', key='reported_on', touched=may_differ) }}
-- One row a side and a day on which a claim speaks of it: how far its own sources are read, from that day to two weeks
-- on.
with
days as (
    select distinct
        side,
        reported_on
    from {{ ref('int_claim_sides') }}
    where {{ touched('reported_on', ref('int_claim_sides')) }} and side is not null
),

voiced as (
    select * from {{ ref('int_voiced_articles') }}
)

select
    days.side,
    days.reported_on,
    count(distinct voiced.article_id) filter (where voiced.is_read) as articles,
    count(distinct voiced.source_id) filter (where voiced.is_read) as sources,
    list(distinct voiced.other_language order by voiced.other_language)
    filter (where not voiced.is_read and voiced.other_language is not null) as languages
from days
left join voiced
    on days.side = voiced.side and voiced.reported_on between days.reported_on and days.reported_on + 14
group by days.side, days.reported_on
