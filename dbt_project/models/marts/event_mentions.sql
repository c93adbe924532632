{%- set may_differ -%}
    {{ changed(['int_event_mentions', 'int_parties', 'int_revisions']) }}
    union select revision_id from intermediate.int_event_mentions
    where mention_id in ({{ changed(['int_event_ids']) }} union {{ changed(['int_claim_mentions'], 'mention_id') }})
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ, spread=['event_id', 'place_id']) }}
-- One row an act as one sentence tells it, with its receipt: the evidence of events, claims and commitments.
with
mentions as (
    select * from {{ ref('int_event_mentions') }}
    where {{ touched('revision_id', ref('int_event_mentions')) }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
),

event_ids as (
    select * from {{ ref('int_event_ids') }}
    where {{ bounded(ref('int_event_ids'), 'mention_id in (select mentions.mention_id from mentions)') }}
),

claims as (
    select * from {{ ref('int_claim_mentions') }}
    where {{ bounded(ref('int_claim_mentions'), 'mention_id in (select mentions.mention_id from mentions)') }}
),

parties as (
    select * from {{ ref('int_parties') }}
    where {{ touched('revision_id', ref('int_parties')) }}
),

named as (
    select
        mention_id,
        list(name order by position) filter (where side = 'actor') as actors,
        list(name order by position) filter (where side = 'recipient') as recipients,
        first(name) filter (where side = 'speaker') as speaker,
        first(entity_id) filter (where side = 'speaker') as speaker_entity_id
    from parties
    group by mention_id
)

select
    mentions.mention_id,
    event_ids.event_id,
    ('0x' || event_ids.event_id)::ubigint as event_number,
    claims.claim_id,
    mentions.within_id,
    mentions.revision_id,
    revisions.article_id,
    revisions.source_id,
    revisions.capture_id,
    mentions.coder,
    mentions.main,
    mentions.event_type,
    mentions.mode,
    mentions.contexts,
    mentions.quad,
    mentions.cameo,
    mentions.goldstein,
    mentions.modality,
    mentions.attribution,
    named.speaker,
    named.speaker_entity_id,
    mentions.condition,
    substr(revisions.text, mentions.sentence_start + 1, mentions.sentence_end - mentions.sentence_start) as sentence,
    mentions.sentence_start,
    mentions.sentence_end,
    mentions.trigger_text as trigger,
    mentions.trigger_start,
    mentions.trigger_end,
    mentions.reciprocal,
    coalesce(named.actors, []) as actors,
    coalesce(named.recipients, []) as recipients,
    {{ hex_key([
        "'place'",
        "coalesce(mentions.place.geonameid::varchar, mentions.place.name || '/' || coalesce(mentions.place.country, ''))",
    ]) }} as place_id,
    mentions.place.start as place_start,
    mentions.place."end" as place_end,
    mentions.time_of.from_on as event_from,
    mentions.time_of.to_on as event_to,
    mentions.time_of.start as time_start,
    mentions.time_of."end" as time_end,
    mentions.time_of.granularity as time_granularity,
    mentions.time_of.relation as time_relation,
    mentions.deaths.low as deaths_low,
    mentions.deaths.high as deaths_high,
    mentions.injured.low as injured_low,
    mentions.injured.high as injured_high,
    mentions.confidence,
    mentions.rule,
    revisions.text_sha256,
    revisions.payload_sha256,
    revisions.warc_file,
    revisions.warc_offset
from mentions
inner join revisions on mentions.revision_id = revisions.revision_id
left join event_ids on mentions.mention_id = event_ids.mention_id
left join claims on mentions.mention_id = claims.mention_id
left join named on mentions.mention_id = named.mention_id
