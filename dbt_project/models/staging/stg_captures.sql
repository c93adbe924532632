-- One row a response as it was archived, with the place of the record that holds its bytes.
with
captures as (
    select * from {{ source('landing', 'captures') }}
),

tombstones as (
    select * from {{ ref('stg_tombstones') }}
)

select
    captures.*,
    {{ hex_key(["'article'", 'captures.canonical_url']) }} as page_article_id,
    coalesce(holders.warc_file, captures.warc_file) as payload_warc_file,
    coalesce(holders.warc_offset, captures.warc_offset) as payload_warc_offset
from captures
left join captures as holders on captures.refers_to = holders.capture_id
anti join tombstones on captures.canonical_url = tombstones.canonical_url
