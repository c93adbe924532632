{%- set may_differ -%}
    {{ landed('captures', 'capture_id', ['staging.stg_captures', 'capture_id']) }}
    union select capture_id from landing.captures
    where
        refers_to in ({{ landed('captures', 'capture_id', ['staging.stg_captures', 'capture_id']) }})
        or canonical_url in ({{ landed('tombstones', 'canonical_url', ['staging.stg_captures', 'canonical_url']) }})
{%- endset -%}
{{ config(
    materialized='grown',
    key='capture_id',
    touched=may_differ,
    spread=['page_article_id', 'url']
) }}
-- One row a response as it was archived, with the place of the record that holds its bytes.
with
captures as (
    select * from {{ source('landing', 'captures') }}
    where {{ touched('capture_id', source('landing', 'captures')) }}
),

holders as (
    select
        capture_id,
        warc_file,
        warc_offset
    from {{ source('landing', 'captures') }}
    where capture_id in (select captures.refers_to from captures)
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
left join holders on captures.refers_to = holders.capture_id
anti join tombstones on captures.canonical_url = tombstones.canonical_url
