-- One row an event of the kinds that ACLED records, in its columns. What is no more than an attack is told apart by
-- who it hit: armed people on both sides clash, people without arms are attacked; else its type stays empty.
with
events as (
    select * from {{ ref('events') }}
    where event_type in ('ASSAULT', 'PROTEST') or (event_type, coalesce(mode, '')) in (
        select (codes.event_type, coalesce(codes.mode, '')) from {{ ref('acled_codes') }} as codes
    )
),

sides as (
    select * from {{ ref('event_sides') }}
),

outlets as (
    select
        mentions.event_id,
        string_agg(distinct articles.site, '; ' order by articles.site) as sites
    from {{ ref('event_mentions') }} as mentions
    inner join {{ ref('articles') }} as articles on mentions.article_id = articles.article_id
    group by mentions.event_id
),

sided as (
    select
        events.*,
        sides.actors,
        sides.recipients,
        sides.event_on,
        {{ acled_actor('sides.actors[1].sector') }} as inter1,
        {{ acled_actor('sides.recipients[1].sector') }} as inter2,
        coalesce(sides.actors[1].sector in ('MIL', 'COP', 'SPY', 'REB', 'PRM', 'UAF', 'IMG', 'CRM'), false)
        and coalesce(sides.recipients[1].sector in ('MIL', 'COP', 'SPY', 'REB', 'PRM', 'UAF', 'IMG', 'CRM'), false)
            as both_armed
    from events
    inner join sides on events.event_id = sides.event_id
),

typed as (
    select
        sided.*,
        case
            when codes.acled_event_type is not null then codes.acled_event_type
            when sided.event_type = 'ASSAULT' and sided.both_armed then 'Battles'
            when sided.event_type = 'ASSAULT' and sided.inter2 = 'Civilians' then 'Violence against civilians'
        end as acled_event_type,
        case
            when codes.acled_event_type is not null then codes.acled_sub_event_type
            when sided.event_type = 'ASSAULT' and sided.both_armed then 'Armed clash'
            when sided.event_type = 'ASSAULT' and sided.inter2 = 'Civilians' then 'Attack'
        end as acled_sub_event_type,
        case
            when codes.acled_event_type is not null then codes.acled_disorder_type
            when sided.event_type = 'ASSAULT' then 'Political violence'
        end as acled_disorder_type
    from sided
    left join {{ ref('acled_codes') }} as codes
        on sided.event_type = codes.event_type and coalesce(sided.mode, '') = coalesce(codes.mode, '')
)

select
    concat(typed.country, {{ event_number('typed.event_id') }}) as event_id_cnty,
    typed.event_on as event_date,
    year(typed.event_on) as "year",
    case
        when typed.event_from = typed.event_to then 1
        when typed.event_on is not null then 2
    end as time_precision,
    typed.acled_disorder_type as disorder_type,
    typed.acled_event_type as event_type,
    typed.acled_sub_event_type as sub_event_type,
    typed.actors[1].name as actor1,
    {{ of_parties('typed.actors[2:]', 'name', '; ') }} as assoc_actor_1,
    typed.inter1,
    typed.recipients[1].name as actor2,
    {{ of_parties('typed.recipients[2:]', 'name', '; ') }} as assoc_actor_2,
    typed.inter2,
    case when typed.inter1 is not null and typed.inter2 is not null then typed.inter1 || '-' || typed.inter2 end
        as interaction,
    case
        when typed.acled_disorder_type like 'Political violence%' and typed.inter2 = 'Civilians'
            then 'Civilian targeting'
    end as civilian_targeting,
    countries.iso_numeric as iso,
    null::varchar as region,
    countries.name as country,
    typed.admin1,
    null::varchar as admin2,
    null::varchar as admin3,
    typed.place_name as "location",
    case when typed.place_precision = 'exact' then typed.lat end as latitude,
    case when typed.place_precision = 'exact' then typed.lon end as longitude,
    case typed.place_precision when 'exact' then 1 when 'admin' then 3 end as geo_precision,
    outlets.sites as source,
    null::varchar as source_scale,
    typed.summary as notes,
    typed.deaths_low as fatalities,
    null::varchar as tags,
    epoch(typed.last_reported_at)::bigint as "timestamp"
from typed
left join outlets on typed.event_id = outlets.event_id
left join {{ ref('countries') }} as countries on typed.country = countries.country
