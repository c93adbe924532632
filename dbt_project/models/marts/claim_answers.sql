-- One row a claim and another side that it speaks of: that side's answer, or how far we looked for one.
with
sides as (
    select * from {{ ref('int_claim_sides') }}
    where side is not null
),

answers as (
    select * from {{ ref('int_claim_answers') }}
),

sources as (
    select
        source_id,
        speaks_for
    from {{ ref('stg_sources') }}
    where speaks_for is not null
),

-- What each side's own sources brought, by day, and whether it is in a language that is coded.
voiced as (
    select
        sources.speaks_for as side,
        sources.source_id,
        revisions.article_id,
        min(revisions.reported_on) as reported_on,
        bool_or(revisions.language = 'en') as is_read,
        min(revisions.language) filter (where revisions.language != 'en') as other_language
    from sources
    inner join {{ ref('int_revisions') }} as revisions on sources.source_id = revisions.source_id
    where revisions.kind not in ('consent', 'soft_404', 'listing', 'other')
    group by all
),

days as (
    select distinct
        side,
        reported_on
    from sides
),

looked as (
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
),

known as (
    select
        speaks_for as side,
        count(*) as sources
    from sources
    group by speaks_for
),

countries as (
    select
        country,
        min(name) as name
    from {{ ref('entities') }}
    where kind = 'country' and country is not null
    group by country
),

judged as (
    select
        sides.claim_id,
        sides.side,
        coalesce(countries.name, sides.side) as side_name,
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
            when known.sources is null then 'no_source'
            when len(looked.languages) > 0 then 'language'
            else 'no_article'
        end as gap,
        looked.languages
    from sides
    inner join looked on sides.side = looked.side and sides.reported_on = looked.reported_on
    left join answers on sides.claim_id = answers.claim_id and sides.side = answers.side
    left join known on sides.side = known.side
    left join countries on sides.side = countries.country
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
