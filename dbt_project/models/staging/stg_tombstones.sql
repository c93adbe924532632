-- One row an article that was taken down: no other model shows it.
select
    article_id,
    canonical_url,
    reason,
    min(taken_down_at) as taken_down_at
from {{ source('landing', 'tombstones') }}
group by all
