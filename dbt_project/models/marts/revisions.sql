{{ config(materialized='grown', key='revision_id', touched=changed(['int_revisions', 'int_origins'])) }}
-- One row a distinct text of an article.
with
revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
),

origins as (
    select * from {{ ref('int_origins') }}
    where {{ touched('revision_id', ref('int_origins')) }}
)

select
    revisions.revision_id,
    revisions.article_id,
    revisions.capture_id,
    revisions.source_id,
    revisions.number,
    revisions.is_current,
    revisions.title,
    revisions.authors,
    revisions.published_at,
    revisions.published_on,
    revisions.published_offset,
    revisions.modified_at,
    revisions.language,
    revisions.language_confidence,
    revisions.kind,
    revisions.credit,
    origins.copy_of,
    origins.copied_share,
    origins.copied_start,
    origins.copied_end,
    origins.origin,
    revisions.text,
    revisions.text_sha256,
    revisions.words,
    revisions.first_seen_at,
    revisions.returned_at,
    revisions.extractor,
    revisions.coder,
    revisions.truncated_at
from revisions
left join origins on revisions.revision_id = origins.revision_id
