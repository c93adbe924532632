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
    attempt_id,
    run_id,
    source_id,
    url,
    final_url,
    purpose,
    attempted_at,
    outcome,
    status,
    error_class,
    error_message,
    etag,
    last_modified,
    payload_bytes,
    elapsed_ms,
    attempt,
    retry_at,
    capture_id
from attempts
anti join hidden on attempts.url = hidden.url
