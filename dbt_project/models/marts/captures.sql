{%- set may_differ -%}
    {{ changed(['stg_captures']) }} union {{ changed(['int_revisions'], 'capture_id') }}
    union select capture_id from staging.stg_captures
    where page_article_id in ({{ changed(['int_revisions'], 'article_id') }})
{%- endset -%}
{{ config(materialized='grown', key='capture_id', touched=may_differ) }}
-- One row a response as it was archived.
with
captures as (
    select * from {{ ref('stg_captures') }}
    where {{ touched('capture_id', ref('stg_captures')) }}
),

revisions as (
    select
        capture_id,
        article_id
    from {{ ref('int_revisions') }}
),

articles as (
    select distinct article_id from revisions
    where article_id in (select captures.page_article_id from captures)
),

read_as as (
    select
        capture_id,
        min(article_id) as article_id
    from revisions
    where {{ touched('capture_id') }}
    group by capture_id
)

select
    captures.capture_id,
    captures.run_id,
    captures.source_id,
    captures.url,
    captures.final_url,
    captures.canonical_url,
    captures.purpose,
    captures.fetched_at,
    captures.status,
    captures.content_type,
    captures.charset,
    captures.payload_sha256,
    captures.payload_bytes,
    captures.warc_file,
    captures.warc_offset,
    captures.warc_length,
    captures.refers_to,
    coalesce(read_as.article_id, articles.article_id) as article_id
from captures
left join read_as on captures.capture_id = read_as.capture_id
-- One equality alone: beside it a condition on the left side would have each row compared with each article.
left join articles on case when captures.purpose = 'page' then captures.page_article_id end = articles.article_id
