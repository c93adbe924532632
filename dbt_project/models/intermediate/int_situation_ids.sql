{{ config(materialized='grown', key='mention_id', spread=['situation_id']) }}
-- One row a mention of a situation and the interval it belongs to. In the order of the days they tell of, mentions of
-- one bearer and attribute are one interval until another value is told, an end was told, or a later beginning is.
with
mentions as (
    select * from {{ ref('int_situation_mentions') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

-- The two countries that a passage names, else its story most: what a border or a truce is between.
named_countries as (
    select
        coalesce(revisions.story_id, revisions.article_id) as anchor,
        entities.country,
        count(distinct revisions.article_id) as articles,
        count(*) as mentions
    from {{ ref('int_entity_mentions') }} as entities
    inner join revisions on entities.revision_id = revisions.revision_id
    -- A town is where they meet or trade; it makes no party of its country.
    where entities.country is not null and entities.kind != 'place'
    group by all
),

facts as (
    select
        mentions.mention_id,
        mentions.attribute,
        mentions.value,
        mentions.country,
        mentions.from_on,
        mentions.to_on,
        mentions.status,
        mentions.start_char,
        mentions.end_char,
        revisions.revision_id,
        revisions.arrived_at,
        revisions.published_at,
        coalesce(bearers.bearer, {{ normal_name('mentions.bearer') }}) as bearer_called,
        bearers.bearer as general_bearer,
        coalesce(revisions.story_id, revisions.article_id) as anchor,
        coalesce(mentions.to_on, revisions.reported_on) as told_on
    from mentions
    inner join revisions on mentions.revision_id = revisions.revision_id
    left join {{ ref('bearers') }} as bearers
        on
            mentions.attribute = bearers.attribute
            and regexp_replace({{ normal_name('mentions.bearer') }}, ' (between|with|along|on|of) .*$', '')
            = bearers.called
),

told_countries as (
    select distinct
        facts.mention_id,
        entities.country
    from facts
    inner join {{ ref('int_entity_mentions') }} as entities
        on
            facts.revision_id = entities.revision_id
            and facts.start_char <= entities.start_char
            and facts.end_char >= entities.end_char
    where entities.country is not null and entities.kind != 'place'
    qualify
        min(entities.country) over (partition by facts.mention_id)
        != max(entities.country) over (partition by facts.mention_id)
),

-- A state of affairs is between those at odds, not with those who mediate between them.
mediators as (
    select distinct
        coalesce(revisions.story_id, revisions.article_id) as anchor,
        parties.country
    from {{ ref('int_parties') }} as parties
    inner join revisions on parties.revision_id = revisions.revision_id
    where parties.part = 'mediator'
),

ranked_countries as (
    select
        facts.mention_id,
        named_countries.country,
        row_number() over (
            partition by facts.mention_id
            order by
                coalesce(named_countries.country = facts.country, false) desc, told_countries.country is null,
                mediators.country is not null, named_countries.articles desc, named_countries.mentions desc,
                named_countries.country asc
        ) as place_of_country
    from facts
    inner join named_countries on facts.anchor = named_countries.anchor
    left join told_countries
        on facts.mention_id = told_countries.mention_id and named_countries.country = told_countries.country
    left join mediators
        on named_countries.anchor = mediators.anchor and named_countries.country = mediators.country
),

countries as (
    select
        mention_id,
        list(country order by country) as countries
    from ranked_countries
    where place_of_country <= 2
    group by mention_id
),

-- A bearer with a name of its own, told without its country, is the one of that name, where there is one.
known as (
    select
        bearer_called,
        attribute,
        min(country) as country
    from facts
    where country is not null
    group by bearer_called, attribute
    having count(distinct country) = 1
),

placed as (
    select
        facts.*,
        coalesce(countries.countries, case when facts.country is null then [] else [facts.country] end) as countries,
        case
            when facts.general_bearer is null then coalesce(facts.country, known.country, facts.anchor)
            else coalesce(array_to_string(countries.countries, '-'), facts.country, facts.anchor)
        end as whereabouts
    from facts
    left join countries on facts.mention_id = countries.mention_id
    left join known on facts.bearer_called = known.bearer_called and facts.attribute = known.attribute
),

compared as (
    select
        *,
        lag(value) over telling as value_before,
        lag(told_on) over telling as told_before,
        lag(to_on) over telling as ended_before
    from placed
    window telling as (
        partition by bearer_called, attribute, whereabouts
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
        sum(begins) over (
            partition by bearer_called, attribute, whereabouts
            order by
                told_on,
                to_on is null,
                from_on nulls first,
                arrived_at,
                published_at nulls last,
                revision_id,
                start_char,
                mention_id
        ) as interval_number
    from cut
),

intervals as (
    select
        bearer_called,
        attribute,
        whereabouts,
        interval_number,
        coalesce(min(from_on), min(told_on)) as begun_on
    from numbered
    group by all
),

followed as (
    select
        *,
        lead(begun_on)
            over (partition by bearer_called, attribute, whereabouts order by interval_number)
            as next_begun_on
    from intervals
)

select
    numbered.mention_id,
    first(numbered.mention_id) over (
        partition by numbered.bearer_called, numbered.attribute, numbered.whereabouts, numbered.interval_number
        order by
            numbered.arrived_at, numbered.published_at nulls last, numbered.revision_id, numbered.start_char,
            numbered.mention_id
    ) as situation_id,
    numbered.general_bearer,
    numbered.countries,
    followed.next_begun_on
from numbered
inner join followed
    on
        numbered.bearer_called = followed.bearer_called
        and numbered.attribute = followed.attribute
        and numbered.whereabouts = followed.whereabouts
        and numbered.interval_number = followed.interval_number
