-- One row an address that a feed or sitemap named, at its first sight.
with
entries as (
    select * from {{ source('landing', 'feed_entries') }}
),

tombstones as (
    select * from {{ ref('stg_tombstones') }}
)

select
    entries.entry_id,
    {{ hex_key(["'article'", 'entries.canonical_url']) }} as article_id,
    entries.run_id,
    entries.source_id,
    entries.feed_url,
    entries.url,
    entries.canonical_url,
    entries.title,
    entries.published_at,
    entries.seen_at
from entries
anti join tombstones on entries.canonical_url = tombstones.canonical_url
qualify row_number() over (partition by entries.entry_id order by entries.seen_at, entries.url, entries.source_id) = 1
