{%- set may_differ -%}
    {{ landed('story_links', 'article_id', ['staging.stg_story_links', 'article_id']) }}
    union {{ landed('tombstones', 'article_id', ['staging.stg_story_links', 'article_id']) }}
{%- endset -%}
{{ config(materialized='grown', key='article_id', touched=may_differ, spread=['story_id']) }}
-- One row an article: the story it was assigned to last.
with
links as (
    select * from {{ source('landing', 'story_links') }}
    where {{ touched('article_id', source('landing', 'story_links')) }}
),

tombstones as (
    select * from {{ ref('stg_tombstones') }}
)

select links.*
from links
anti join tombstones on links.article_id = tombstones.article_id
qualify
    row_number() over (
        partition by links.article_id order by links.turn desc, links.assigned_at asc, links.story_id asc
    ) = 1
