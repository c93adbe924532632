{%- set may_differ -%}
    {{ changed(['int_claim_sides', 'int_claim_answers']) }}
    union select claim_id from intermediate.int_claim_sides
    where reported_on in ({{ changed(['int_side_coverage']) }}) or side in ({{ changed(['int_sides']) }})
{%- endset -%}
{{ config(materialized='grown', key='claim_id', touched=may_differ) }}
-- One row a claim and another side that it speaks of: that side's answer, or how far we looked for one.
with
sides as (
    select * from {{ ref('int_claim_sides') }}
    where {{ touched('claim_id', ref('int_claim_sides')) }} and side is not null
),

answers as (
    select * from {{ ref('int_claim_answers') }}
),

looked as (
    select * from {{ ref('int_side_coverage') }}
),

known as (
    select * from {{ ref('int_sides') }}
),

judged as (
    select
        sides.claim_id,
        sides.side,
        coalesce(known.name, sides.side) as side_name,
        sides.reported_on,
        answers.answer_claim_id,
        answers.manner,
        looked.articles,
        looked.sources,
        case
            when answers.answer_claim_id is not null then 'answered'
            when looked.articles > 0 then 'none_found'
            else 'not_readable'
        end as answer,
        case
            when answers.answer_claim_id is not null or looked.articles > 0 then null
            when coalesce(known.sources, 0) = 0 then 'no_source'
            when len(looked.languages) > 0 then 'language'
            else 'no_article'
        end as gap,
        looked.languages
    from sides
    inner join looked on sides.side = looked.side and sides.reported_on = looked.reported_on
    left join answers on sides.claim_id = answers.claim_id and sides.side = answers.side
    left join known on sides.side = known.side
)

select
    {{ hex_key(["'claim_answer'", "claim_id", "side"]) }} as claim_answer_id,
    claim_id,
    side,
    side_name,
    answer,
    manner,
    answer_claim_id,
    articles,
    sources,
    gap,
    reported_on as looked_from,
    reported_on + 14 as looked_to,
    case
        when answer = 'answered' then side_name || ' ' || manner
        when answer = 'none_found'
            then
                'none found in ' || articles || case when articles = 1 then ' article' else ' articles' end
                || ' of ' || sources || case when sources = 1 then ' source that speaks' else ' sources that speak' end
                || ' for ' || side_name
        when gap = 'no_source' then 'no source read here speaks for ' || side_name
        when gap = 'language'
            then
                'what speaks for ' || side_name || ' is in a language not read here: '
                || array_to_string(languages, ', ')
        else 'the sources that speak for ' || side_name || ' brought no article then'
    end as told
from judged
