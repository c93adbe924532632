{%- set may_differ -%}
    {{ changed(['int_commitment_reports'], 'article_id') }}
    union select article_id from main.event_mentions
    where
        revision_id in ({{ changed(['event_mentions']) }})
        or mention_id in ({{ changed(['int_claim_mentions'], 'mention_id') }})
    union select article_id from main.situation_mentions where revision_id in ({{ changed(['situation_mentions']) }})
{%- endset -%}
{{ config(materialized='grown', key='article_id', touched=may_differ, spread=['agreement_event_id']) }}
-- One row a later report of an undertaking, or of an agreement as a whole, with the mention that tells it.
with
reports as (
    select * from {{ ref('int_commitment_reports') }}
    where {{ touched('article_id', ref('int_commitment_reports')) }}
),

told as (
    select * from {{ ref('int_claim_mentions') }}
    where {{ touched('article_id', ref('int_claim_mentions')) }}
),

events as (
    select * from {{ ref('event_mentions') }}
    where {{ touched('article_id', ref('event_mentions')) }}
),

situations as (
    select * from {{ ref('situation_mentions') }}
    where {{ touched('article_id', ref('situation_mentions')) }}
)

select
    {{ hex_key([
        "'commitment_report'", "reports.agreement_event_id", "coalesce(reports.commitment_id, '')",
        "reports.mention_id", "reports.bearing",
    ]) }} as report_id,
    reports.agreement_event_id,
    reports.commitment_id,
    reports.bearing,
    reports.is_claim,
    reports.speaker,
    reports.speaker_country,
    case
        when reports.bearing = 'share' and told.figure.unit = 'share' then round(100 * told.figure.value, 2)
        when reports.bearing = 'share' then told.figure.value
    end as share_percent,
    case when reports.bearing = 'share' then told.figure.of end as share_of,
    events.mention_id as event_mention_id,
    situations.mention_id as situation_mention_id,
    told.claim_id,
    coalesce(events.sentence, situations.text) as sentence,
    reports.article_id,
    reports.reported_on,
    reports.reported_at
from reports
left join told on reports.mention_id = told.mention_id
left join events on reports.mention_id = events.mention_id
left join situations on reports.mention_id = situations.mention_id
