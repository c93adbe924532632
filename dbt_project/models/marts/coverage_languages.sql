-- One row a day, source and language in which it gave an article for the first time.
select
    first_seen_at::date as day_on,
    source_id,
    coalesce(language, 'und') as language,
    count(*) as articles
from {{ ref('int_revisions') }}
where number = 1 and source_id is not null
group by all
