-- One row a request as it ended; those for an article that was taken down are left out.
with
attempts as (
    select * from {{ source('landing', 'fetch_attempts') }}
),

hidden as (
    select captures.url
    from {{ source('landing', 'captures') }} as captures
    semi join {{ ref('stg_tombstones') }} as tombstones on captures.canonical_url = tombstones.canonical_url
    union distinct
    select entries.url
    from {{ source('landing', 'feed_entries') }} as entries
    semi join {{ ref('stg_tombstones') }} as tombstones on entries.canonical_url = tombstones.canonical_url
    union distinct
    select tombstones.canonical_url as url
    from {{ ref('stg_tombstones') }} as tombstones
)

select attempts.*
from attempts
anti join hidden on attempts.url = hidden.url
