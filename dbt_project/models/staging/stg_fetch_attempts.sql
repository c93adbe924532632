-- One row a request as it ended; those for an article that was taken down are left out.
with
attempts as (
    select * from {{ source('landing', 'fetch_attempts') }}
),

hidden as (
    select * from {{ ref('stg_hidden_addresses') }}
)

select attempts.*
from attempts
anti join hidden on attempts.url = hidden.url
