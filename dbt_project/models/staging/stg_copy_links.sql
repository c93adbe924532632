{#- A link hangs on both its texts, of which either may land after it or be taken down. -#}
{%- set may_differ -%}
    with told as (
        {{ landed('revisions', 'revision_id', ['landing.revisions', 'revision_id']) }}
        union select revision_id from landing.revisions
        where article_id in ({{ landed('tombstones', 'article_id', ['landing.revisions', 'article_id']) }})
    )
    {{ landed('copy_links', 'revision_id', ['staging.stg_copy_links', 'revision_id']) }}
    union select revision_id from landing.copy_links
    where revision_id in (select key from told) or copy_of in (select key from told)
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ, spread=['copy_of']) }}
-- One row a revision that repeats an earlier one: of those nearly as like it as the likest, the one told first. Only a
-- text made of two reports is unlike both, so that a reprint of one of them is not led to the other.
with
links as (
    select * from {{ source('landing', 'copy_links') }}
    where {{ touched('revision_id', source('landing', 'copy_links')) }}
),

revisions as (
    select
        told.revision_id,
        arg_min(coalesce(told.published_at, told.first_seen_at), (told.first_seen_at, told.extractor)) as told_at
    from {{ source('landing', 'revisions') }} as told
    anti join {{ ref('stg_tombstones') }} as tombstones on told.article_id = tombstones.article_id
    where
        {{ bounded(
            source('landing', 'revisions'),
            'revision_id in (select revision_id from links union select copy_of from links)'
        ) }}
    group by told.revision_id
),

likest as (
    select
        links.*,
        earlier.told_at,
        max(links.similarity) over (partition by links.revision_id) as most_similar
    from links
    semi join revisions on links.revision_id = revisions.revision_id
    inner join revisions as earlier on links.copy_of = earlier.revision_id
)

select * exclude (told_at, most_similar)
from likest
where similarity >= 0.8 * most_similar
qualify
    row_number() over (
        partition by revision_id order by told_at asc, containment desc, found_at asc, copy_of asc
    ) = 1
