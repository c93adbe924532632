-- One row a name by which an outlet calls an entity, with the role it gives it.
with
mentions as (
    select * from {{ ref('entity_mentions') }}
),

articles as (
    select * from {{ ref('articles') }}
)

select
    mentions.entity_id,
    mentions.text as name,
    mentions.role,
    articles.source_id,
    articles.site,
    count(*) as mentions,
    min(articles.published_on) as first_on,
    max(articles.published_on) as last_on
from mentions
inner join articles on mentions.article_id = articles.article_id
group by mentions.entity_id, mentions.text, mentions.role, articles.source_id, articles.site
order by mentions.entity_id, mentions.text
