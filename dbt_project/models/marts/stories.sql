{{ config(
    materialized='grown',
    key='story_id',
    touched=changed(['stg_story_links', 'articles'], 'story_id')
) }}
-- One row a story: the articles about one happening.
with
articles as (
    select * from {{ ref('articles') }}
    where {{ touched('story_id', ref('articles')) }} and story_id is not null
),

links as (
    select * from {{ ref('stg_story_links') }}
    where {{ touched('story_id', ref('stg_story_links')) }}
),

told as (
    select
        links.story_id,
        links.article_id,
        unnest(links.why) as word
    from links
    semi join articles on links.article_id = articles.article_id
),

-- What binds most of its articles, first.
words as (
    select
        story_id,
        list(word order by articles desc, word asc)[:12] as why
    from (
        select
            story_id,
            word,
            count(distinct article_id) as articles
        from told
        group by all
    ) as counted
    group by story_id
),

-- The story is keyed by its first article; where that one is no longer shown, the earliest that is stands in.
firsts as (
    select
        story_id,
        article_id
    from articles
    qualify
        row_number() over (
            partition by story_id
            order by coalesce(published_at, first_seen_at), first_seen_at, article_id
        ) = 1
),

binding as (
    select
        story_id,
        unnest(why) as word
    from words
),

naming as (
    select
        articles.article_id,
        count(*) as words
    from articles
    inner join binding on articles.story_id = binding.story_id
    where contains(lower(articles.title), lower(binding.word))
    group by articles.article_id
),

-- The title of a report rather than of a live blog or a comment, of an own one rather than of a copy, without a label
-- before it; of these the one that names most of what binds the story, of equals the earliest.
titles as (
    select
        articles.story_id,
        articles.title
    from articles
    left join naming on articles.article_id = naming.article_id
    qualify
        row_number() over (
            partition by articles.story_id
            order by
                articles.title is null asc,
                case
                    when articles.kind in ('article', 'wire_reprint') then 1
                    when articles.kind = 'live_blog' then 2
                    else 3
                end asc,
                articles.copy_of is not null asc,
                regexp_matches(
                    articles.title,
                    '^(live|watch|video|photos|in pictures|opinion|analysis|editorial|explainer|podcast|quiz)'
                    || '( (blog|updates|coverage|poll))?\s*[:|–—-]', 'i'
                ) asc,
                naming.words desc nulls last,
                coalesce(articles.published_at, articles.first_seen_at) asc, articles.article_id asc
        ) = 1
)

select
    articles.story_id,
    first(titles.title) as title,
    first(firsts.article_id) as first_article_id,
    min(coalesce(articles.published_at, articles.first_seen_at)) as first_published_at,
    max(coalesce(articles.published_at, articles.first_seen_at)) as last_published_at,
    count(*) as articles,
    count(distinct coalesce(articles.source_id, articles.site)) as outlets,
    count(distinct articles.origin) as origins,
    coalesce(first(words.why), []) as why
from articles
inner join firsts on articles.story_id = firsts.story_id
inner join titles on articles.story_id = titles.story_id
left join words on articles.story_id = words.story_id
group by articles.story_id
