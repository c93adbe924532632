{%- set may_differ -%}
    {{ changed(['stg_captures'], 'url') }} union {{ changed(['int_revisions'], 'url') }}
    union {{ landed('feed_entries', 'url', ['intermediate.int_addresses', 'url']) }}
    union select url from landing.feed_entries
    where canonical_url in ({{ landed('tombstones', 'canonical_url', ['landing.feed_entries', 'canonical_url']) }})
{%- endset -%}
{{ config(materialized='grown', key='url', touched=may_differ, spread=['article_id']) }}
-- One row an article and an address under which it was asked for.
with
tombstones as (
    select * from {{ ref('stg_tombstones') }}
),

entries as (
    select
        canonical_url,
        url
    from {{ source('landing', 'feed_entries') }}
    where {{ touched('url', source('landing', 'feed_entries')) }}
)

select
    {{ hex_key(["'article'", 'entries.canonical_url']) }} as article_id,
    entries.url
from entries
anti join tombstones on entries.canonical_url = tombstones.canonical_url
union distinct
select
    page_article_id as article_id,
    url
from {{ ref('stg_captures') }}
where {{ touched('url', ref('stg_captures')) }}
union distinct
select
    article_id,
    url
from {{ ref('int_revisions') }}
where {{ touched('url', ref('int_revisions')) }}
