{{ config(
    materialized='grown',
    key='article_id',
    touched=changed(['articles']),
    order='told_at desc, article_id asc'
) }}
-- One row an article with what lists ask of it, the newest first: narrow, since a search reads all of it.
with
articles as (
    select * from {{ ref('articles') }}
    where {{ touched('article_id', ref('articles')) }}
)

select
    article_id,
    {{ short_number('current_revision_id') }} as revision,
    coalesce(published_at, published_on::timestamptz, first_seen_at) as told_at,
    source_id,
    story_id,
    events > 0 as tells
from articles
order by told_at desc, article_id asc
