{%- set may_differ -%}
    {{ landed('fetch_attempts', 'attempt_id', ['main.fetch_attempts', 'attempt_id']) }}
    union select attempt_id from landing.fetch_attempts where url in (select url from staging.stg_hidden_addresses)
{%- endset -%}
{{ config(materialized='grown', key='attempt_id', touched=may_differ, spread=['url', 'attempted_at']) }}
-- One row a request as it ended; those for an article that was taken down are left out.
with
attempts as (
    select * from {{ source('landing', 'fetch_attempts') }}
    where {{ touched('attempt_id', source('landing', 'fetch_attempts')) }}
),

hidden as (
    select * from {{ ref('stg_hidden_addresses') }}
)

select
    attempts.attempt_id,
    attempts.run_id,
    attempts.source_id,
    attempts.url,
    attempts.final_url,
    attempts.purpose,
    attempts.attempted_at,
    attempts.outcome,
    attempts.status,
    attempts.error_class,
    attempts.error_message,
    attempts.etag,
    attempts.last_modified,
    attempts.payload_bytes,
    attempts.elapsed_ms,
    attempts.attempt,
    attempts.retry_at,
    attempts.capture_id
from attempts
anti join hidden on attempts.url = hidden.url
