{%- set may_differ -%}
    {{ changed(['int_situation_ids'], 'situation_id') }}
    union select situation_id from intermediate.int_situation_ids
    where mention_id in (
        select mention_id from intermediate.int_situation_mentions
        where revision_id in ({{ changed(['int_situation_mentions', 'int_revisions', 'int_origins', 'int_parties']) }})
    )
{%- endset -%}
{{ config(materialized='grown', key='situation_id', touched=may_differ) }}
-- One row a situation: an interval of days in which a bearer had a value, opened, confirmed and closed by evidence.
with
ids as (
    select * from {{ ref('int_situation_ids') }}
    where {{ touched('situation_id', ref('int_situation_ids')) }}
),

mentions as (
    select * from {{ ref('int_situation_mentions') }}
    where {{ bounded(ref('int_situation_mentions'), 'mention_id in (select ids.mention_id from ids)') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ bounded(ref('int_revisions'), 'revision_id in (select mentions.revision_id from mentions)') }}
),

origins as (
    select * from {{ ref('int_origins') }}
    where {{ bounded(ref('int_origins'), 'revision_id in (select mentions.revision_id from mentions)') }}
),

speakers as (
    select * from {{ ref('int_parties') }}
    where
        {{ bounded(ref('int_parties'), "side = 'speaker' and mention_id in (select ids.mention_id from ids)") }}
        and side = 'speaker'
),

told as (
    select
        ids.situation_id,
        ids.next_begun_on,
        ids.general_bearer,
        ids.countries,
        mentions.*,
        speakers.name as speaker_name,
        revisions.article_id,
        revisions.outlet,
        revisions.reported_at,
        origins.origin,
        case
            when speakers.name is null and coalesce(revisions.speaks_for = mentions.country, false) then 'party'
            when speakers.name is null then 'outlet'
            when coalesce(speakers.country = mentions.country, false) then 'party'
            else 'named'
        end as voice
    from mentions
    inner join ids on mentions.mention_id = ids.mention_id
    inner join revisions on mentions.revision_id = revisions.revision_id
    inner join origins on mentions.revision_id = origins.revision_id
    left join speakers on mentions.mention_id = speakers.mention_id
)

select
    situation_id,
    coalesce(min(general_bearer), mode(bearer order by bearer)) as bearer,
    min(attribute) as attribute,
    min(value) as value,
    mode(country order by country) filter (where country is not null) as country,
    coalesce(mode(countries order by countries), []) as countries,
    min(from_on) as situation_from,
    coalesce(max(to_on), min(next_begun_on)) as situation_to,
    case
        when max(to_on) is not null or min(next_begun_on) is not null then 'closed'
        when last(status order by reported_at, revision_id, start_char) = 'closed' then 'closed'
        when bool_or(status = 'open') then 'open'
        else 'unknown'
    end as status,
    last(condition order by reported_at, revision_id, start_char) filter (where condition is not null) as condition,
    case
        when bool_or(voice = 'outlet') then 'outlet'
        when bool_or(voice = 'named') then 'named'
        else 'party'
    end as asserted_by,
    coalesce(list(distinct speaker_name order by speaker_name) filter (where speaker_name is not null), []) as speakers,
    count(*) as mentions,
    count(distinct article_id) as articles,
    count(distinct outlet) as outlets,
    count(distinct origin) as origins,
    min(reported_at) as first_reported_at,
    max(reported_at) as last_confirmed_at
from told
group by situation_id
