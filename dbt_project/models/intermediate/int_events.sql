{%- set may_differ -%}
    {{ changed(['int_event_ids'], 'event_id') }}
    union select event_id from intermediate.int_event_ids
    where mention_id in (
        select mention_id from intermediate.int_event_mentions
        where revision_id in ({{ changed(['int_event_mentions', 'int_revisions', 'int_parties', 'int_origins']) }})
    )
{%- endset -%}
{{ config(materialized='grown', key='event_id', touched=may_differ) }}
-- One row an event with what its mentions say together: the most exact place and days, the range of numbers, who
-- asserts it, from how many origins. Numbers are those of current revisions where these have any.
with
event_ids as (
    select * from {{ ref('int_event_ids') }}
    where {{ touched('event_id', ref('int_event_ids')) }}
),

mentions as (
    select * from {{ ref('int_event_mentions') }}
    where {{ bounded(ref('int_event_mentions'), 'mention_id in (select event_ids.mention_id from event_ids)') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ bounded(ref('int_revisions'), 'revision_id in (select mentions.revision_id from mentions)') }}
),

origins as (
    select * from {{ ref('int_origins') }}
    where {{ bounded(ref('int_origins'), 'revision_id in (select mentions.revision_id from mentions)') }}
),

parties as (
    select * from {{ ref('int_parties') }}
    where {{ bounded(ref('int_parties'), 'mention_id in (select event_ids.mention_id from event_ids)') }}
),

sides as (
    select
        event_ids.event_id,
        list(distinct parties.country) filter (where parties.country is not null) as countries,
        list(distinct parties.entity_id) filter (where parties.entity_id is not null) as entity_ids
    from event_ids
    inner join parties on event_ids.mention_id = parties.mention_id
    where parties.side in ('actor', 'recipient')
    group by event_ids.event_id
),

voices as (
    select
        mention_id,
        min(entity_id) as entity_id,
        min(country) as country
    from parties
    where side = 'speaker'
    group by mention_id
),

told as (
    select
        event_ids.event_id,
        event_ids.detail,
        mentions.*,
        revisions.article_id,
        revisions.story_id,
        revisions.outlet,
        revisions.reported_at,
        revisions.reported_on,
        revisions.is_current,
        revisions.arrived_at,
        revisions.published_at,
        origins.origin,
        -- An outlet that speaks for a side of the event asserts it as that side.
        case
            when mentions.attribution = 'outlet'
                then case
                    when coalesce(list_contains(sides.countries, revisions.speaks_for), false) then 'party'
                    else 'outlet'
                end
            when mentions.attribution = 'named'
                then case
                    when
                        coalesce(list_contains(sides.countries, voices.country), false)
                        or coalesce(list_contains(sides.entity_ids, voices.entity_id), false) then 'party'
                    else 'named'
                end
            else 'anonymous'
        end as voice,
        case mentions.place.precision when 'exact' then 1 when 'admin' then 2 when 'country' then 3 else 4 end
            as place_rank,
        coalesce(mentions.time_of.to_on - mentions.time_of.from_on, 99999) as days_wide
    from mentions
    inner join event_ids on mentions.mention_id = event_ids.mention_id
    inner join revisions on mentions.revision_id = revisions.revision_id
    inner join origins on mentions.revision_id = origins.revision_id
    left join sides on event_ids.event_id = sides.event_id
    left join voices on mentions.mention_id = voices.mention_id
),

ordered as (
    select
        *,
        row_number() over (
            partition by event_id order by arrived_at, published_at nulls last, revision_id, trigger_start, mention_id
        ) as arrival
    from told
),

-- How sure the evidence makes us: what remains of doubt after the best mention of each independent origin. A further
-- origin takes away half of what it would alone, since outlets read each other; more mentions of one add nothing.
doubts as (
    select
        event_id,
        round(
            least(0.99, 1 - exp(sum(ln(case when number_of_origin = 1 then 1 - best else 1 - best / 2 end)))), 4
        ) as confidence
    from (
        select
            event_id,
            least(max(confidence), 0.95) as best,
            row_number() over (partition by event_id order by max(confidence) desc, origin asc) as number_of_origin
        from told
        group by event_id, origin
    ) as by_origin
    group by event_id
),

-- Each figure told, of current revisions where these tell any, with how many origins give it.
figures as (
    select
        event_id,
        what,
        figure.low as low,
        figure.high as high,
        count(distinct origin) as origins,
        max(reported_at) as last_reported_at
    from (
        select
            *,
            bool_or(is_current) over (partition by event_id, what) as any_current
        from (
            select
                event_id,
                unnest(['deaths', 'injured']) as what,
                unnest([deaths, injured]) as figure,
                origin,
                reported_at,
                is_current
            from told
        ) as each_told
        where figure.low is not null
    ) as each_figure
    where is_current or not any_current
    group by event_id, what, figure.low, figure.high
),

-- The range: the figure most origins give (of equals the latest, then the largest), and those of its order. A figure of
-- another order is of a part, or of more than this event, and does not widen it.
best_figures as (
    select
        event_id,
        what,
        low
    from figures
    qualify
        row_number() over (
            partition by event_id, what order by origins desc, last_reported_at desc, low desc, high asc
        ) = 1
),

ranges as (
    select
        figures.event_id,
        min(figures.low) filter (where figures.what = 'deaths') as deaths_low,
        case
            when not bool_or(figures.high is null) filter (where figures.what = 'deaths')
                then max(figures.high) filter (where figures.what = 'deaths')
        end as deaths_high,
        min(figures.low) filter (where figures.what = 'injured') as injured_low,
        case
            when not bool_or(figures.high is null) filter (where figures.what = 'injured')
                then max(figures.high) filter (where figures.what = 'injured')
        end as injured_high
    from figures
    inner join best_figures on figures.event_id = best_figures.event_id and figures.what = best_figures.what
    where greatest(figures.low, best_figures.low) <= 2 * least(figures.low, best_figures.low) + 2
    group by figures.event_id
),

together as (
    select
        event_id,
        first(event_type order by arrival) as event_type,
        first(mode order by detail desc, arrival asc) filter (where mode is not null) as mode,
        list_sort(list_distinct(flatten(list(contexts)))) as contexts,
        mode(cameo order by length(cameo) desc, cameo asc) as cameo,
        case when bool_and(modality = 'ongoing') then 'ongoing' else 'happened' end as modality,
        first(time_of order by days_wide asc, detail desc, arrival asc)
        filter (
            where
            (time_of.from_on is not null or time_of.to_on is not null)
            and coalesce(time_of.from_on <= reported_on + 1, true)
        ) as time_of,
        first(place order by place_rank asc, detail desc, arrival asc) filter (where place.name is not null) as place,
        first(reciprocal order by detail desc, arrival asc) as reciprocal,
        case
            when bool_or(voice = 'outlet') then 'outlet'
            when bool_or(voice = 'named') then 'named'
            when bool_or(voice = 'party') then 'party'
            else 'anonymous'
        end as asserted_by,
        count(*) as mentions,
        count(distinct article_id) as articles,
        count(distinct outlet) as outlets,
        count(distinct origin) as origins,
        min(reported_at) as first_reported_at,
        max(reported_at) as last_reported_at,
        first(story_id order by arrival) filter (where story_id is not null) as story_id
    from ordered
    group by event_id
)

select
    together.event_id,
    together.event_type,
    together.mode,
    together.contexts,
    together.cameo,
    together.modality,
    together.time_of.from_on as event_from,
    together.time_of.to_on as event_to,
    together.time_of.granularity as time_granularity,
    together.time_of.relation as time_relation,
    {{ hex_key([
        "'place'",
        "coalesce(together.place.geonameid::varchar, together.place.name || '/' || coalesce(together.place.country, ''))",
    ]) }} as place_id,
    together.place.name as place_name,
    together.place.country as country,
    together.place.admin1 as admin1,
    together.place.lat as lat,
    together.place.lon as lon,
    together.place.precision as place_precision,
    ranges.deaths_low,
    ranges.deaths_high,
    ranges.injured_low,
    ranges.injured_high,
    together.reciprocal,
    together.asserted_by,
    together.mentions,
    together.articles,
    together.outlets,
    together.origins,
    together.first_reported_at,
    together.last_reported_at,
    together.story_id,
    doubts.confidence
from together
inner join doubts on together.event_id = doubts.event_id
left join ranges on together.event_id = ranges.event_id
