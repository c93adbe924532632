-- One row an event with what its mentions say together: the most exact place and days, the range of numbers, who
-- asserts it, from how many origins. Numbers are those of current revisions where these have any.
with
mentions as (
    select * from {{ ref('int_event_mentions') }}
),

event_ids as (
    select * from {{ ref('int_event_ids') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

origins as (
    select * from {{ ref('int_origins') }}
),

parties as (
    select * from {{ ref('int_parties') }}
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

-- How sure the evidence makes us: what remains of doubt after each independent origin's best mention.
doubts as (
    select
        event_id,
        round(1 - exp(sum(ln(1 - best))), 4) as confidence
    from (
        select
            event_id,
            origin,
            least(max(confidence), 0.95) as best
        from told
        group by event_id, origin
    ) as by_origin
    group by event_id
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
        filter (where time_of.from_on is not null or time_of.to_on is not null) as time_of,
        first(place order by place_rank asc, detail desc, arrival asc) filter (where place.name is not null) as place,
        min(deaths.low) as deaths_low,
        min(deaths.low) filter (where is_current) as current_deaths_low,
        max(coalesce(deaths.high, deaths.low)) as deaths_high,
        max(coalesce(deaths.high, deaths.low)) filter (where is_current) as current_deaths_high,
        coalesce(bool_or(deaths.low is not null and deaths.high is null), false) as deaths_unbounded,
        min(injured.low) as injured_low,
        min(injured.low) filter (where is_current) as current_injured_low,
        max(coalesce(injured.high, injured.low)) as injured_high,
        max(coalesce(injured.high, injured.low)) filter (where is_current) as current_injured_high,
        coalesce(bool_or(injured.low is not null and injured.high is null), false) as injured_unbounded,
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
    coalesce(together.current_deaths_low, together.deaths_low) as deaths_low,
    case when not together.deaths_unbounded then coalesce(together.current_deaths_high, together.deaths_high) end
        as deaths_high,
    coalesce(together.current_injured_low, together.injured_low) as injured_low,
    case when not together.injured_unbounded then coalesce(together.current_injured_high, together.injured_high) end
        as injured_high,
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
