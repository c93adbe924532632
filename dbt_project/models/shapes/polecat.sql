-- One row an event of PLOVER's types in the columns of POLECAT; several parties or sectors stand between semicolons.
with
events as (
    select * from {{ ref('events') }}
    where event_type != 'STATEMENT'
),

sides as (
    select * from {{ ref('event_sides') }}
),

firsts as (
    select
        mentions.event_id,
        mentions.coder,
        articles.site,
        articles.language,
        articles.article_id
    from {{ ref('event_mentions') }} as mentions
    inner join {{ ref('articles') }} as articles on mentions.article_id = articles.article_id
    where mentions.mention_id = mentions.event_id
),

named as (
    select
        revisions.article_id,
        string_agg(distinct entities.name, ';' order by entities.name) filter (where entities.kind = 'person')
            as people,
        string_agg(distinct entities.name, ';' order by entities.name) filter (where entities.kind = 'organisation')
            as organisations
    from {{ ref('entity_mentions') }} as mentions
    inner join {{ ref('revisions') }} as revisions on mentions.revision_id = revisions.revision_id
    inner join {{ ref('entities') }} as entities on mentions.entity_id = entities.entity_id
    group by revisions.article_id
)

select
    events.event_id as "Event ID",
    sides.event_on as "Event Date",
    events.event_type as "Event Type",
    events.mode as "Event Mode",
    null::double as "Intensity",
    case events.quad
        when 1 then 'VERBAL COOPERATION'
        when 2 then 'MATERIAL COOPERATION'
        when 3 then 'VERBAL CONFLICT'
        when 4 then 'MATERIAL CONFLICT'
    end as "Quad Code",
    nullif(array_to_string(events.contexts, ';'), '') as "Contexts",
    {% for title, side in [('Actor', 'actors'), ('Recipient', 'recipients')] -%}
        {{ of_parties('sides.' ~ side, 'name', ';') }} as "{{ title }} Name",
        {{ of_parties('sides.' ~ side, 'country', ';', each_once=true) }} as "{{ title }} Country",
        null::varchar as "{{ title }} COW",
        sides.{{ side }}[1].sector as "Primary {{ title }} Sector",
        {{ of_parties('sides.' ~ side, 'sector', ';', each_once=true) }} as "{{ title }} Sectors",
        null::varchar as "{{ title }} Title",
        null::varchar as "{{ title }} Name Raw",
        null::varchar as "Wikipedia {{ title }} ID",
    {% endfor -%}
    events.place_name as "Placename",
    case when places.feature = 'city' then places.name end as "City",
    null::varchar as "District",
    events.admin1 as "Province",
    events.country as "Country",
    case when events.place_precision = 'exact' then events.lat end as "Latitude",
    case when events.place_precision = 'exact' then events.lon end as "Longitude",
    places.geonameid as "GeoNames ID",
    null::varchar as "Raw Placename",
    null::varchar as "Feature Type",
    firsts.site as "Source",
    events.first_reported_at::date as "Publication Date",
    named.people as "Story People",
    named.organisations as "Story Organizations",
    null::varchar as "Story Locations",
    firsts.language as "Language",
    'Dateline, coder ' || firsts.coder as "Version"
from events
inner join sides on events.event_id = sides.event_id
inner join firsts on events.event_id = firsts.event_id
left join {{ ref('places') }} as places on events.place_id = places.place_id
left join named on firsts.article_id = named.article_id
