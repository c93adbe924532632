{%- set may_differ -%}
    {{ changed(['int_claim_mentions'], 'claim_id') }} union {{ changed(['claim_answers']) }}
    union select claim_id from intermediate.int_claim_mentions
    where
        revision_id in ({{ changed(['int_revisions', 'int_origins']) }})
        or outlet in ({{ changed(['int_source_names']) }})
{%- endset -%}
{{ config(materialized='grown', key='claim_id', touched=may_differ) }}
-- One row a claim: what was said, threatened, demanded, denied or promised, by one speaker in one story.
with
told as (
    select * from {{ ref('int_claim_mentions') }}
    where {{ touched('claim_id', ref('int_claim_mentions')) }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

origins as (
    select * from {{ ref('int_origins') }}
),

phrases as (
    select * from {{ ref('phrases') }}
),

tallies as (
    select
        told.claim_id,
        count(*) as mentions,
        count(distinct told.article_id) as articles,
        count(distinct told.outlet) as outlets,
        count(distinct origins.origin) as origins,
        min(revisions.reported_at) as first_reported_at,
        max(revisions.reported_at) as last_reported_at
    from told
    inner join revisions on told.revision_id = revisions.revision_id
    inner join origins on told.revision_id = origins.revision_id
    group by told.claim_id
),

-- Over all sides that it speaks of: an answer of one is an answer; silence is told only of sides that are read.
answers as (
    select
        claim_id,
        first(
            answer
            order by list_position(['answered', 'none_found', 'not_readable'], answer), answer_claim_id
        ) as answer,
        first(answer_claim_id order by answer_claim_id) filter (where answer_claim_id is not null) as answer_claim_id,
        sum(articles)::bigint as articles,
        sum(sources)::bigint as sources,
        string_agg(told, '; ' order by side) as told
    from {{ ref('claim_answers') }}
    where {{ touched('claim_id', ref('claim_answers')) }}
    group by claim_id
),

-- Who speaks needs not be told a second time as who does, nor who does as whom it is done to.
named as (
    select
        *,
        list_filter(about, lambda name: name is distinct from speaker) as others_about,
        list_filter(
            recipients, lambda name: name is distinct from speaker and not list_contains(about, name)
        ) as others_met
    from told
    where mention_id = claim_id
),

firsts as (
    select
        told.*,
        {{ list_in_words("told.others_about") }} as doers,
        {{ list_in_words("told.others_met") }} as others,
        lower(coalesce(own.noun, general.noun)) as noun,
        coalesce(own.link, general.link) as link
    from named as told
    left join phrases as own on told.event_type = own.event_type and told.mode = own.mode
    left join phrases as general on told.event_type = general.event_type and general.mode is null
)

select
    firsts.claim_id,
    ('0x' || firsts.claim_id)::ubigint as claim_number,
    firsts.act_mention_id,
    firsts.act_type,
    firsts.event_type,
    firsts.mode,
    firsts.cameo,
    firsts.modality,
    firsts.attribution,
    firsts.speaker,
    firsts.speaker_entity_id,
    firsts.speaker_country,
    firsts.about,
    firsts.about_entity_ids,
    firsts.recipients,
    coalesce(firsts.speaker, case
        when firsts.attribution = 'anonymous' then 'Unnamed speaker' else coalesce(sources.name, firsts.outlet)
    end)
    || ': '
    || case
        when firsts.modality in ('happened', 'ongoing') then ''
        when firsts.modality = 'absent' then 'no '
        else firsts.modality || ' '
    end
    || firsts.noun
    || case
        when firsts.bare then coalesce(' ' || firsts.link || ' ' || firsts.doers, '')
        else coalesce(' by ' || firsts.doers, '') || coalesce(' ' || firsts.link || ' ' || firsts.others, '')
    end
    || case
        when list_contains(firsts.others_about || firsts.others_met, firsts.place.name) then ''
        else coalesce(' in ' || firsts.place.name, '')
    end
    || {{ days_in_words("firsts.time_of.from_on", "firsts.time_of.to_on", "firsts.time_of.granularity") }}
    || case
        when firsts.figure is null then ''
        else ' (' || firsts.figure.text || coalesce(' of ' || firsts.figure.of, '') || ')'
    end as summary,
    firsts.condition,
    firsts.figure.value as figure_value,
    firsts.figure.unit as figure_unit,
    firsts.figure.of as figure_of,
    {{ hex_key([
        "'place'",
        "coalesce(firsts.place.geonameid::varchar, firsts.place.name || '/' || coalesce(firsts.place.country, ''))",
    ]) }} as place_id,
    firsts.time_of.from_on as claim_from,
    firsts.time_of.to_on as claim_to,
    firsts.sentence,
    firsts.article_id,
    firsts.revision_id,
    firsts.story_id,
    tallies.mentions,
    tallies.articles,
    tallies.outlets,
    tallies.origins,
    tallies.first_reported_at,
    tallies.last_reported_at,
    coalesce(answers.answer, 'not_sought') as answer,
    answers.answer_claim_id,
    coalesce(answers.articles, 0) as answer_articles,
    coalesce(answers.sources, 0) as answer_sources,
    answers.told as answer_told
from firsts
inner join tallies on firsts.claim_id = tallies.claim_id
left join {{ ref('int_source_names') }} as sources on firsts.outlet = sources.source_id
left join answers on firsts.claim_id = answers.claim_id
