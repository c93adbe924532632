{{ config(
    materialized='grown',
    key='revision_id',
    touched=changed(['int_mention_facts', 'int_event_mentions', 'int_revisions', 'int_parties']),
    spread=['signature']
) }}
-- One row a mention that is a claim: what an act of speech speaks of, an act of speech that speaks of no deed, or one
-- of a deed that is not told as real. Mentions of one signature are one claim: the same speaker, content, modality and
-- figure in one story.
with
mentions as (
    select * from {{ ref('int_event_mentions') }}
    where {{ touched('revision_id', ref('int_event_mentions')) }}
),

facts as (
    select * from {{ ref('int_mention_facts') }}
    where {{ touched('revision_id', ref('int_mention_facts')) }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
),

acts as (
    select *
    from mentions
    where event_type in ('STATEMENT', 'ACCUSE', 'REQUEST', 'REJECT', 'THREATEN', 'AGREE', 'CONCEDE', 'SUPPORT')
),

parties as (
    select * from {{ ref('int_parties') }}
    where {{ touched('revision_id', ref('int_parties')) }}
),

-- Who speaks: the speaker told, else the doer of the act of speech.
speakers as (
    select
        mention_id,
        first(name order by side desc, position asc) as speaker,
        first(token order by side desc, position asc) as speaker_token,
        first(entity_id order by side desc, position asc) as speaker_entity_id,
        first(country order by side desc, position asc) as speaker_country
    from parties
    where side = 'speaker' or (side = 'actor' and position = 1 and mention_id in (select acts.mention_id from acts))
    group by mention_id
),

named as (
    select
        mention_id,
        list(distinct name order by name) filter (where side = 'actor') as actors,
        list(distinct entity_id order by entity_id) filter (where side = 'actor' and entity_id is not null)
            as actor_entity_ids,
        list(distinct name order by name) filter (where side = 'recipient') as recipients,
        list(distinct entity_id order by entity_id) filter (where side = 'recipient' and entity_id is not null)
            as recipient_entity_ids
    from parties
    group by mention_id
),

told as (
    select
        mentions.mention_id,
        acts.mention_id as act_mention_id,
        acts.event_type as act_type,
        false as bare,
        mentions.mention_id as content_id
    from mentions
    left join acts on mentions.within_id = acts.mention_id
    where acts.mention_id is not null or mentions.modality not in ('happened', 'ongoing')
    union all
    select
        acts.mention_id,
        acts.mention_id as act_mention_id,
        acts.event_type as act_type,
        true as bare,
        acts.mention_id as content_id
    from acts
    where
        acts.modality in ('happened', 'ongoing')
        and acts.within_id is null
        and acts.mention_id not in (
            select contents.within_id from mentions as contents where contents.within_id is not null
        )
),

described as (
    select
        told.mention_id,
        told.act_mention_id,
        told.act_type,
        told.bare,
        mentions.revision_id,
        mentions.event_type,
        mentions.mode,
        mentions.cameo,
        mentions.modality,
        coalesce(
            case
                when mentions.attribution = 'outlet' and act_speaker.speaker is not null
                    then case when acts.attribution = 'outlet' then 'named' else acts.attribution end
            end,
            case when told.bare and mentions.attribution = 'outlet' and own.speaker is not null then 'named' end,
            mentions.attribution
        ) as attribution,
        coalesce(own.speaker, act_speaker.speaker) as speaker,
        case when own.speaker is not null then own.speaker_token else act_speaker.speaker_token end as speaker_token,
        case when own.speaker is not null then own.speaker_entity_id else act_speaker.speaker_entity_id end
            as speaker_entity_id,
        case when own.speaker is not null then own.speaker_country else act_speaker.speaker_country end
            as speaker_country,
        coalesce(case when told.bare then named.recipients else named.actors end, []) as about,
        coalesce(case when told.bare then named.recipient_entity_ids else named.actor_entity_ids end, [])
            as about_entity_ids,
        coalesce(case when not told.bare then named.recipients end, []) as recipients,
        mentions.condition,
        case when len(mentions.figures) > 0 then mentions.figures[1] else acts.figures[1] end as figure,
        mentions.place,
        mentions.time_of,
        facts.from_on,
        facts.to_on,
        facts.actor_tokens,
        facts.recipient_tokens,
        facts.place_token,
        facts.arrived_at,
        facts.published_at,
        mentions.trigger_start,
        mentions.sentence_start,
        mentions.sentence_end,
        revisions.article_id,
        revisions.story_id,
        revisions.outlet,
        substr(revisions.text, mentions.sentence_start + 1, mentions.sentence_end - mentions.sentence_start) as sentence
    from told
    inner join mentions on told.content_id = mentions.mention_id
    inner join facts on mentions.mention_id = facts.mention_id
    inner join revisions on mentions.revision_id = revisions.revision_id
    left join acts on told.act_mention_id = acts.mention_id
    left join named on mentions.mention_id = named.mention_id
    left join speakers as own on mentions.mention_id = own.mention_id
    left join speakers as act_speaker on told.act_mention_id = act_speaker.mention_id
)

select
    *,
    {{ hex_key([
        "coalesce(speaker_token, lower(speaker), case when attribution = 'anonymous' then 'anonymous' else outlet end)",
        "event_type", "coalesce(mode, '')", "modality", "actor_tokens", "recipient_tokens",
        "coalesce(place_token, '')", "coalesce(from_on::varchar, '')", "coalesce(to_on::varchar, '')",
        "coalesce(figure.value::varchar, '')", "coalesce(figure.unit, '')", "coalesce(story_id, article_id)",
        "case when bare and event_type = 'STATEMENT' then lower(sentence) else '' end",
    ]) }} as signature
from described
