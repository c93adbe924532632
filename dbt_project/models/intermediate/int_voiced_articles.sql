{%- set may_differ -%}
    select article_id from landing.revisions where revision_id in ({{ changed(['int_revisions']) }})
{%- endset -%}
{{ config(materialized='grown', key='article_id', touched=may_differ, spread=['reported_on']) }}
-- One row an article of a source that speaks for a side, with the day of its first report, and whether it is in a
-- language that is coded.
with
revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('article_id', ref('int_revisions')) }} and kind not in ('consent', 'soft_404', 'listing', 'other')
),

sources as (
    select * from {{ ref('stg_sources') }}
    where speaks_for is not null
)

select
    sources.speaks_for as side,
    sources.source_id,
    revisions.article_id,
    min(revisions.reported_on) as reported_on,
    bool_or(revisions.language = 'en') as is_read,
    min(revisions.language) filter (where revisions.language != 'en') as other_language
from sources
inner join revisions on sources.source_id = revisions.source_id
group by all
