-- One row a difference between a revision and the one that was before it when they were compared.
with
changes as (
    select * from {{ source('landing', 'revision_changes') }}
)

select * from changes
