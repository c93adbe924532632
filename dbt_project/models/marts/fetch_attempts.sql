-- One row a request as it ended.
with attempts as (
    select * from {{ ref('stg_fetch_attempts') }}
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
