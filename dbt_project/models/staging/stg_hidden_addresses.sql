-- One row an address under which an article that was taken down was asked for.
with
tombstones as (
    select * from {{ ref('stg_tombstones') }}
)

select captures.url
from {{ source('landing', 'captures') }} as captures
semi join tombstones on captures.canonical_url = tombstones.canonical_url
union distinct
select entries.url
from {{ source('landing', 'feed_entries') }} as entries
semi join tombstones on entries.canonical_url = tombstones.canonical_url
union distinct
select tombstones.canonical_url as url
from tombstones
