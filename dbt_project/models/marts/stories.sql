-- One row a story: the articles about one happening.
with
articles as (
    select * from {{ ref('articles') }}
    where story_id is not null
),

links as (
    select * from {{ ref('stg_story_links') }}
),

words as (
    select
        story_id,
        list(distinct word order by word) as why
    from (
        select
            links.story_id,
            unnest(links.why) as word
        from links
        semi join articles on links.article_id = articles.article_id
    ) as told
    group by story_id
),

-- The story is keyed by its first article; where that one is no longer shown, the earliest that is stands in.
firsts as (
    select
        story_id,
        article_id,
        title
    from articles
    qualify
        row_number() over (
            partition by story_id
            order by coalesce(published_at, first_seen_at), first_seen_at, article_id
        ) = 1
)

select
    articles.story_id,
    first(firsts.title) as title,
    first(firsts.article_id) as first_article_id,
    min(coalesce(articles.published_at, articles.first_seen_at)) as first_published_at,
    max(coalesce(articles.published_at, articles.first_seen_at)) as last_published_at,
    count(*) as articles,
    count(distinct coalesce(articles.source_id, articles.site)) as outlets,
    count(distinct articles.origin) as origins,
    coalesce(first(words.why), []) as why
from articles
inner join firsts on articles.story_id = firsts.story_id
left join words on articles.story_id = words.story_id
group by articles.story_id
