{{ config(
    materialized='grown',
    key='mention_id',
    touched=changed(['int_situation_facts'], 'series'),
    scope='series in (select key from touched)',
    spread=['situation_id']
) }}
-- One row a mention of a situation and the interval it belongs to. In the order of the days they tell of, mentions of
-- one bearer and attribute are one interval until another value is told, an end was told, or a later beginning is.
with
facts as (
    select * from {{ ref('int_situation_facts') }}
    where {{ touched('series', ref('int_situation_facts')) }}
),

-- A bearer with a name of its own, told without its country, is the one of that name, where there is one.
known as (
    select
        series,
        min(country) as country
    from facts
    where country is not null
    group by series
    having count(distinct country) = 1
),

placed as (
    select
        facts.* exclude (countries),
        coalesce(facts.countries, case when facts.country is null then [] else [facts.country] end) as countries,
        case when facts.general_bearer is null then coalesce(facts.country, known.country, facts.anchor) else '' end
            as whereabouts
    from facts
    left join known on facts.series = known.series
),

compared as (
    select
        *,
        row_number() over telling as place,
        lag(value) over telling as value_before,
        lag(told_on) over telling as told_before,
        lag(to_on) over telling as ended_before
    from placed
    window telling as (
        partition by series, whereabouts
        order by
            told_on,
            to_on is null,
            from_on nulls first,
            arrived_at,
            published_at nulls last,
            revision_id,
            start_char,
            mention_id
    )
),

cut as (
    select
        *,
        case
            when value_before is null or value_before != value then 1
            when from_on > told_before then 1
            when ended_before < told_on and coalesce(from_on > ended_before, true) then 1
            else 0
        end as begins
    from compared
),

numbered as (
    select
        *,
        sum(begins) over (partition by series, whereabouts order by place) as interval_number
    from cut
),

intervals as (
    select
        series,
        whereabouts,
        interval_number,
        coalesce(min(from_on), min(told_on)) as begun_on,
        arg_min(
            mention_id,
            (arrived_at, coalesce(published_at, 'infinity'::timestamptz), revision_id, start_char, mention_id)
        ) as situation_id
    from numbered
    group by all
),

followed as (
    select
        *,
        lead(begun_on)
            over (partition by series, whereabouts order by interval_number)
            as next_begun_on
    from intervals
)

select
    numbered.mention_id,
    followed.situation_id,
    numbered.general_bearer,
    numbered.countries,
    numbered.series,
    followed.next_begun_on
from numbered
inner join followed
    on
        numbered.series = followed.series
        and numbered.whereabouts = followed.whereabouts
        and numbered.interval_number = followed.interval_number
