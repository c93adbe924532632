-- One row an event in the columns of GDELT 2.0 Events, with GDELT's own Goldstein values and quad classes.
with
events as (
    select * from {{ ref('events') }}
),

sides as (
    select * from {{ ref('event_sides') }}
),

firsts as (
    select
        mentions.event_id,
        mentions.main,
        articles.url
    from {{ ref('event_mentions') }} as mentions
    inner join {{ ref('articles') }} as articles on mentions.article_id = articles.article_id
    where mentions.mention_id = mentions.event_id
)

select
    {{ event_number('events.event_id') }} as GLOBALEVENTID,
    {{ as_date_number('sides.event_on', '%Y%m%d') }} as SQLDATE,
    {{ as_date_number('sides.event_on', '%Y%m') }} as MonthYear,
    {{ as_date_number('sides.event_on', '%Y') }} as "Year",
    round(
        year(sides.event_on) + least((month(sides.event_on) * 30 + day(sides.event_on)) / 365, 0.9999), 4
    ) as FractionDate,
    {% for number, side in [(1, 'actors'), (2, 'recipients')] -%}
        {% set agent = cameo_agent('sides.' ~ side ~ '[1].sector') -%}
        nullif(concat(sides.{{ side }}[1].country, {{ agent }}), '') as Actor{{ number }}Code,
        upper(sides.{{ side }}[1].name) as Actor{{ number }}Name,
        sides.{{ side }}[1].country as Actor{{ number }}CountryCode,
        case when sides.{{ side }}[1].sector = 'UNO' then 'UNO' end as Actor{{ number }}KnownGroupCode,
        null::varchar as Actor{{ number }}EthnicCode,
        null::varchar as Actor{{ number }}Religion1Code,
        null::varchar as Actor{{ number }}Religion2Code,
        {{ agent }} as Actor{{ number }}Type1Code,
        null::varchar as Actor{{ number }}Type2Code,
        null::varchar as Actor{{ number }}Type3Code,
    {% endfor -%}
    firsts.main::integer as IsRootEvent,
    events.cameo as EventCode,
    left(events.cameo, 3) as EventBaseCode,
    left(events.cameo, 2) as EventRootCode,
    case
        when left(events.cameo, 2) <= '05' then 1
        when left(events.cameo, 2) <= '08' then 2
        when left(events.cameo, 2) <= '13' then 3
        else 4
    end as QuadClass,
    coalesce(gdelt.goldstein, events.goldstein) as GoldsteinScale,
    events.mentions as NumMentions,
    events.outlets as NumSources,
    events.articles as NumArticles,
    null::double as AvgTone,
    {% for number in [1, 2] -%}
        null::integer as Actor{{ number }}Geo_Type,
        null::varchar as Actor{{ number }}Geo_FullName,
        null::varchar as Actor{{ number }}Geo_CountryCode,
        null::varchar as Actor{{ number }}Geo_ADM1Code,
        null::varchar as Actor{{ number }}Geo_ADM2Code,
        null::double as Actor{{ number }}Geo_Lat,
        null::double as Actor{{ number }}Geo_Long,
        null::varchar as Actor{{ number }}Geo_FeatureID,
    {% endfor -%}
    case
        when events.place_precision = 'country' then 1
        when events.place_precision = 'admin' then if(events.country = 'USA', 2, 5)
        when events.place_precision = 'exact' then if(events.country = 'USA', 3, 4)
    end as ActionGeo_Type,
    concat_ws(', ', nullif(events.place_name, countries.name), events.admin1, countries.name) as ActionGeo_FullName,
    countries.fips as ActionGeo_CountryCode,
    null::varchar as ActionGeo_ADM1Code,
    null::varchar as ActionGeo_ADM2Code,
    case when events.place_precision = 'exact' then events.lat end as ActionGeo_Lat,
    case when events.place_precision = 'exact' then events.lon end as ActionGeo_Long,
    null::varchar as ActionGeo_FeatureID,
    {{ as_date_number("timezone('UTC', events.first_reported_at)", '%Y%m%d%H%M%S') }} as DATEADDED,
    firsts.url as SOURCEURL
from events
inner join sides on events.event_id = sides.event_id
inner join firsts on events.event_id = firsts.event_id
left join {{ ref('gdelt_goldstein') }} as gdelt on events.cameo = gdelt.code
left join {{ ref('countries') }} as countries on events.country = countries.country
