{#- What a state is between hangs on all that its story names. -#}
{%- set may_differ -%}
    {{ changed(['int_revisions'], 'story_id') }} union {{ changed(['int_revisions'], 'article_id') }}
    union select coalesce(story_id, article_id) from intermediate.int_revisions
    where revision_id in ({{ changed(['int_situation_mentions', 'int_entity_mentions', 'int_parties']) }})
{%- endset -%}
{{ config(materialized='grown', key='anchor', touched=may_differ, spread=['series']) }}
-- One row a mention of a situation with what tells whether it continues another: its bearer, its days, and between
-- which countries it is. Mentions of one `series` may be of one interval; `anchor` is its story, else its article.
with
revisions as (
    select
        *,
        coalesce(story_id, article_id) as anchor
    from {{ ref('int_revisions') }}
    where {{ touched('coalesce(story_id, article_id)', ref('int_revisions')) }}
),

mentions as (
    select * from {{ ref('int_situation_mentions') }}
    where {{ bounded(ref('int_situation_mentions'), 'revision_id in (select revisions.revision_id from revisions)') }}
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
        revisions.anchor,
        coalesce(mentions.to_on, revisions.reported_on) as told_on
    from mentions
    inner join revisions on mentions.revision_id = revisions.revision_id
    left join {{ ref('bearers') }} as bearers
        on
            mentions.attribute = bearers.attribute
            and regexp_replace({{ normal_name('mentions.bearer') }}, ' (between|with|along|on|of) .*$', '')
            = bearers.called
),

-- All texts of the stories that tell of a situation, and what they name.
texts as (
    select
        revisions.revision_id,
        revisions.article_id,
        revisions.anchor
    from revisions
    semi join facts on revisions.anchor = facts.anchor
),

entities as (
    select * from {{ ref('int_entity_mentions') }}
    where
        {{ bounded(ref('int_entity_mentions'), 'revision_id in (select texts.revision_id from texts)') }}
        -- A town is where they meet or trade; it makes no party of its country.
        and country is not null and kind != 'place'
),

-- The two countries that a passage names, else its story most: what a border or a truce is between.
named_countries as (
    select
        texts.anchor,
        entities.country,
        count(distinct texts.article_id) as articles,
        count(*) as mentions
    from entities
    inner join texts on entities.revision_id = texts.revision_id
    group by all
),

told_countries as (
    select distinct
        facts.mention_id,
        entities.country
    from facts
    inner join entities
        on
            facts.revision_id = entities.revision_id
            and facts.start_char <= entities.start_char
            and facts.end_char >= entities.end_char
    qualify
        min(entities.country) over (partition by facts.mention_id)
        != max(entities.country) over (partition by facts.mention_id)
),

-- A state of affairs is between those at odds, not with those who mediate between them.
mediators as (
    select distinct
        texts.anchor,
        parties.country
    from {{ ref('int_parties') }} as parties
    inner join texts on parties.revision_id = texts.revision_id
    where
        {{ bounded(ref('int_parties'), 'revision_id in (select texts.revision_id from texts)') }}
        and parties.part = 'mediator'
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
)

select
    facts.*,
    countries.countries,
    hash(
        facts.bearer_called,
        facts.attribute,
        case
            when facts.general_bearer is not null
                then coalesce(array_to_string(countries.countries, '-'), facts.country, facts.anchor)
        end
    ) as series
from facts
left join countries on facts.mention_id = countries.mention_id
