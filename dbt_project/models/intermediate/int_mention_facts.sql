{{ config(
    materialized='grown',
    key='revision_id',
    touched=changed(['int_event_mentions', 'int_parties', 'int_place_mentions', 'int_revisions'])
) }}
-- One row a valid act mention with what merging compares: parties, place and days, as told and as they may be called.
with
mentions as (
    select * from {{ ref('int_event_mentions') }}
    where {{ touched('revision_id', ref('int_event_mentions')) }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
),

parties as (
    select
        *,
        (token is null or regexp_full_match(token, 'sector:[A-Z]+')) and side in ('actor', 'recipient')
        and not {{ is_filler('text') }} as is_nameless,
        {{ nameless_kind('sector') }} as nameless_kind
    from {{ ref('int_parties') }}
    -- "The Doha talks", "a raid in Bannu": a town is where it is done, not who does it.
    where
        {{ touched('revision_id', ref('int_parties')) }}
        and not (
            kind = 'place'
            and token like 'entity:%'
            and side in ('actor', 'recipient')
            and mention_id in (
                select mentions.mention_id from mentions
                where
                    mentions.event_type in ('CONSULT', 'AGREE', 'COOPERATE')
                    or mentions.place.precision in ('exact', 'admin')
                    and int_parties.start_char between mentions.place.start and mentions.place."end" - 1
            )
        )
),

-- Places named beside an act whose own is not read: one of them may be it, and no other is. A province only where
-- nothing finer is named.
beside as (
    select
        mentions.mention_id,
        coalesce(
            list(distinct places.token order by places.token) filter (where places.token not like 'admin:%'),
            list(distinct places.token order by places.token)
        ) as places_beside
    from mentions
    inner join (
        select
            revision_id,
            start_char,
            case
                when precision = 'exact' then 'place:' || geonameid
                when precision = 'admin' and name != admin1
                    then 'named:' || {{ place_words(normal_name('name')) }} || '/' || country || '/' || admin1
                when precision = 'admin' then 'admin:' || country || '/' || coalesce(admin1, name)
                when precision is null then 'named:' || {{ place_words(normal_name('text')) }}
            end as token
        from {{ ref('int_place_mentions') }}
        where {{ touched('revision_id', ref('int_place_mentions')) }}
    ) as places
        on
            mentions.revision_id = places.revision_id
            and places.start_char between mentions.sentence_start and mentions.sentence_end - 1
    where places.token is not null and coalesce(mentions.place.precision = 'country', mentions.place is null)
    group by mentions.mention_id
),

-- A bare sector ("officials", "police") is what somebody does, not who it is: it identifies nobody.
sides as (
    select
        mention_id,
        coalesce(
            list(distinct token order by token)
            filter (where side = 'actor' and not regexp_full_match(token, 'sector:[A-Z]+')), []
        ) as actor_tokens,
        coalesce(
            list(distinct token order by token)
            filter (where side = 'recipient' and not regexp_full_match(token, 'sector:[A-Z]+')), []
        ) as recipient_tokens,
        coalesce(list(distinct token order by token) filter (where side = 'speaker' and token is not null), [])
            as speakers,
        coalesce(list(distinct token order by token) filter (where part = 'mediator' and token is not null), [])
            as mediators,
        list(distinct token) filter (where side = 'recipient' and kind = 'person' and token like 'entity:%') as persons,
        list_sort(list_distinct(flatten(list(called) filter (where side = 'actor')))) as actor_called,
        list_sort(list_distinct(flatten(list(called) filter (where side = 'recipient')))) as recipient_called,
        coalesce(list(distinct country order by country) filter (where side = 'actor' and country is not null), [])
            as actor_countries,
        coalesce(
            list(distinct country order by country) filter (where side = 'recipient' and country is not null), []
        ) as recipient_countries,
        list_sort(list_distinct(coalesce(
            list(
                case when side = 'recipient' and sector is null then 'thing' else side end || ':'
                || rtrim(regexp_extract(lower(text), '(\S+)$'), 's')
            )
            filter (where is_nameless and not regexp_matches(lower(text), '{{ nobody_in_particular() }}')),
            []
        ))) as nameless,
        -- What kind of people they are, as told and as another report may put it: pupils may be called civilians.
        coalesce(
            list(distinct side || ':' || nameless_kind order by side || ':' || nameless_kind)
            filter (where is_nameless and nameless_kind is not null), []
        ) as kinds,
        coalesce(
            list(distinct side || ':CVL' order by side || ':CVL')
            filter (
                where is_nameless
                and nameless_kind in ('AGR', 'BUS', 'EDU', 'JRN', 'LAB', 'MED', 'REF', 'REL', 'SOC')
            ),
            []
        ) as vague_kinds
    from parties
    group by mention_id
),

-- What an act of speech speaks of, by its type.
contents as (
    select
        within_id as mention_id,
        list(distinct event_type order by event_type) as contents
    from mentions
    where within_id is not null
    group by within_id
),

flat as (
    select
        mentions.mention_id,
        coalesce(contents.contents, []) as contents,
        mentions.event_type = 'CONSULT' and mentions.rule like 'consult:mediate@%' as is_mediation,
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
        revisions.article_id || ':' || len(string_split(left(revisions.text, mentions.trigger_start), chr(10)))
            as paragraph,
        mentions.event_type,
        mentions.mode,
        mentions.modality,
        -- Talks, agreements and cooperation have parties rather than a doer and a sufferer.
        mentions.event_type in ('CONSULT', 'AGREE', 'COOPERATE') as is_mutual,
        mentions.event_type in ('STATEMENT', 'SUPPORT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') as is_speech,
        {{ act_family('mentions.event_type', 'mentions.mode', 'mentions.rule') }} as family,
        coalesce(sides.speakers, []) as speakers,
        coalesce(sides.mediators, []) as mediators,
        coalesce(sides.actor_countries, []) as actor_countries,
        coalesce(sides.recipient_countries, []) as recipient_countries,
        -- Nobody is killed twice: who was killed, where it is one person by name.
        case
            when
                {{ act_family('mentions.event_type', 'mentions.mode', 'mentions.rule') }} = 'kill'
                and len(sides.persons) = 1 and len(sides.recipient_tokens) = 1
                then sides.persons[1]
        end as killed,
        coalesce(sides.nameless, []) as nameless,
        coalesce(beside.places_beside, []) as places_beside,
        coalesce(sides.kinds, []) as kinds,
        coalesce(sides.kinds || sides.vague_kinds, []) as kinds_called,
        -- "The raid on the school", "Monday's attack": a deed spoken of as known; "the army raided" tells a new one.
        not regexp_matches(lower(mentions.trigger_text), '{{ past_tense() }}')
        and regexp_matches(
            lower(substr(
                revisions.text, greatest(mentions.trigger_start - 20, 0) + 1, least(mentions.trigger_start, 20)
            )),
            '(\b(the|this|that|these|those)|[''’]s?)(\s[\w-]+)?\s$'
        ) as is_definite,
        mentions.deaths.low as toll,
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
            -- A district is not its province, and a name that the gazetteer does not know is a name still.
            when mentions.place.precision = 'admin' and mentions.place.name != mentions.place.admin1
                then
                    'named:' || {{ place_words(normal_name('mentions.place.name')) }}
                    || '/' || coalesce(mentions.place.country, '') || '/' || mentions.place.admin1
            when mentions.place.precision = 'admin'
                then 'admin:' || mentions.place.country || '/' || coalesce(mentions.place.admin1, mentions.place.name)
            when mentions.place.precision = 'country' then 'country:' || mentions.place.country
            when mentions.place.precision = 'region' then 'region:' || {{ normal_name('mentions.place.name') }}
            when mentions.place is not null
                then 'named:' || {{ place_words(normal_name(
                    'substr(revisions.text, mentions.place."start" + 1, mentions.place."end" - mentions.place."start")'
                )) }}
        end as place_token,
        case
            when mentions.place.precision in ('exact', 'admin')
                then 'named:' || {{ place_words(normal_name('mentions.place.name')) }}
        end as place_named,
        mentions.place.admin1 as admin1,
        mentions.place.country as country,
        mentions.place.name as place_name,
        -- A deed is not done after it is told of: such a day is a misreading, and is no day.
        case
            when
                mentions.time_of.relation in ('on', 'during', 'since', 'after')
                and mentions.time_of.from_on <= revisions.reported_on + 1
                then mentions.time_of.from_on
        end as from_on,
        case
            when
                mentions.time_of.relation in ('on', 'during', 'until', 'before')
                and coalesce(mentions.time_of.from_on <= revisions.reported_on + 1, true)
                then mentions.time_of.to_on
        end as to_on
    from mentions
    inner join revisions on mentions.revision_id = revisions.revision_id
    left join sides on mentions.mention_id = sides.mention_id
    left join contents on mentions.mention_id = contents.mention_id
    left join beside on mentions.mention_id = beside.mention_id
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
    paragraph,
    event_type,
    mode,
    modality,
    family,
    is_speech,
    case when is_speech then speakers else [] end as speakers,
    case when is_mutual then list_sort(list_distinct(told_actors || told_recipients)) else told_actors end
        as actor_tokens,
    case when is_mutual then [] else told_recipients end as recipient_tokens,
    case when is_mutual then list_sort(list_distinct(called_actors || called_recipients)) else called_actors end
        as actor_called,
    case
        when is_mutual then []
        -- In a fight each side is the other's sufferer.
        when event_type = 'ASSAULT' and len(told_recipients) = 0 and len(actor_countries) > 1 then called_actors
        else called_recipients
    end as recipient_called,
    case when is_mutual then [] else actor_countries end as actor_countries,
    case when is_mutual then [] else recipient_countries end as recipient_countries,
    case
        when is_mutual
            then list_sort(list_distinct(list_transform(
                nameless, lambda words: regexp_replace(words, '^[a-z]+:', 'actor:')
            )))
        else nameless
    end as nameless,
    kinds,
    kinds_called,
    places_beside,
    killed,
    is_definite,
    is_mediation,
    mediators,
    contents,
    toll,
    place_token,
    list_distinct(list_filter(
        [
            place_token,
            place_named,
            place_named || '/' || country || '/' || admin1,
            case when place_token not like 'region:%' then 'admin:' || country || '/' || admin1 end,
            case when place_token not like 'region:%' then 'country:' || country end
        ],
        lambda name_of: name_of is not null
    )) as place_called,
    from_on,
    to_on,
    from_on is not null and to_on is not null and to_on - from_on <= 6 as dated,
    -- Whether it says by what it may be known: somebody by name, or a town or province. Of speech, who speaks.
    len(told_actors) > 0
    or (
        not is_speech
        and (len(told_recipients) > 0 or coalesce(
            place_token like 'place:%' or place_token like 'admin:%' or place_token like 'named:%/%', false
        ))
    ) as identified
from flat
