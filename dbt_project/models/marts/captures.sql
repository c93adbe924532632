-- One row a response as it was archived.
with
captures as (
    select * from {{ ref('stg_captures') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

articles as (
    select distinct article_id from revisions
),

read_as as (
    select
        capture_id,
        min(article_id) as article_id
    from revisions
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
