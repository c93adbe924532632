{{ config(materialized='grown', key='revision_id', touched=changed(['stg_revision_states'])) }}
-- One row a revision and reason it must not be published for.
with
revisions as (
    select * from {{ ref('stg_revisions') }}
),

captures as (
    select * from {{ ref('stg_captures') }}
),

judged as (
    select
        revisions.revision_id as row_key,
        revisions.revision_id,
        unnest([
            case
                when captures.capture_id is null
                    then
                        {
                            'reason': 'dangling key',
                            'detail': 'capture_id ' || revisions.capture_id || ' is not landed'
                        }
            end,
            case
                when sha256(revisions.text) != revisions.text_sha256
                    then { 'reason': 'text hash differs', 'detail': 'text_sha256 ' || revisions.text_sha256 }
            end,
            case
                when not regexp_full_match(revisions.revision_id, '[0-9a-f]{16}')
                    then { 'reason': 'malformed key', 'detail': 'revision_id ' || revisions.revision_id }
            end
        ]) as fault,
        revisions.first_seen_at as rejected_at
    from revisions
    left join captures on revisions.capture_id = captures.capture_id
)

select
    'revisions' as table_name,
    row_key,
    fault.reason,
    fault.detail,
    revision_id,
    rejected_at
from judged
where fault is not null
