-- One row a valid act mention with what merging compares: parties, place and days, as told and as they may be called.
with
mentions as (
    select * from {{ ref('int_event_mentions') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

parties as (
    select * from {{ ref('int_parties') }}
),

sides as (
    select
        mention_id,
        list(distinct token order by token) filter (where side = 'actor' and token is not null) as actor_tokens,
        list(distinct token order by token) filter (where side = 'recipient' and token is not null)
            as recipient_tokens,
        list_distinct(flatten(list(called) filter (where side = 'actor'))) as actor_called,
        list_distinct(flatten(list(called) filter (where side = 'recipient'))) as recipient_called
    from parties
    group by mention_id
),

flat as (
    select
        mentions.mention_id,
        mentions.revision_id,
        revisions.article_id,
        revisions.story_id,
        revisions.outlet,
        revisions.reported_on,
        revisions.arrived_at,
        revisions.published_at,
        mentions.trigger_start,
        sha256(lower(substr(
            revisions.text, mentions.sentence_start + 1, mentions.sentence_end - mentions.sentence_start
        ))) as sentence_sha256,
        mentions.event_type,
        mentions.mode,
        mentions.modality,
        -- Talks, agreements and cooperation have parties rather than a doer and a sufferer.
        mentions.event_type in ('CONSULT', 'AGREE', 'COOPERATE') as is_mutual,
        coalesce(sides.actor_tokens, []) as told_actors,
        coalesce(sides.recipient_tokens, []) as told_recipients,
        coalesce(sides.actor_called, []) as called_actors,
        coalesce(sides.recipient_called, []) as called_recipients,
        case
            when mentions.place.precision = 'exact'
                then 'place:' || coalesce(
                    mentions.place.geonameid::varchar,
                    {{ normal_name('mentions.place.name') }} || '/' || coalesce(mentions.place.country, '')
                )
            when mentions.place.precision = 'admin'
                then 'admin:' || mentions.place.country || '/' || coalesce(mentions.place.admin1, mentions.place.name)
            when mentions.place.precision = 'country' then 'country:' || mentions.place.country
            when mentions.place.precision = 'region' then 'region:' || {{ normal_name('mentions.place.name') }}
        end as place_token,
        mentions.place.admin1 as admin1,
        mentions.place.country as country,
        mentions.place.name as place_name,
        case when mentions.time_of.relation in ('on', 'during', 'since', 'after') then mentions.time_of.from_on end
            as from_on,
        case when mentions.time_of.relation in ('on', 'during', 'until', 'before') then mentions.time_of.to_on end
            as to_on
    from mentions
    inner join revisions on mentions.revision_id = revisions.revision_id
    left join sides on mentions.mention_id = sides.mention_id
)

select
    mention_id,
    revision_id,
    article_id,
    story_id,
    outlet,
    reported_on,
    arrived_at,
    published_at,
    trigger_start,
    sentence_sha256,
    event_type,
    mode,
    modality,
    case when is_mutual then list_sort(list_distinct(told_actors || told_recipients)) else told_actors end
        as actor_tokens,
    case when is_mutual then [] else told_recipients end as recipient_tokens,
    case when is_mutual then list_distinct(called_actors || called_recipients) else called_actors end as actor_called,
    case when is_mutual then [] else called_recipients end as recipient_called,
    place_token,
    list_distinct(list_filter(
        [
            place_token,
            case when place_token not like 'region:%' then 'admin:' || country || '/' || admin1 end,
            case when place_token not like 'region:%' then 'country:' || country end
        ],
        lambda name_of: name_of is not null
    )) as place_called,
    from_on,
    to_on,
    from_on is not null and to_on is not null and to_on - from_on <= 6 as dated
from flat
