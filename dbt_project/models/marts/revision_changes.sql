-- One row a field that differs between a revision and the one before it.
with
revisions as (
    select * from {{ ref('int_revisions') }}
),

pairs as (
    select
        after.article_id,
        after.revision_id,
        before.revision_id as previous_revision_id,
        after.first_seen_at as changed_at,
        unnest([
            { 'field': 'title', 'old_value': before.title, 'new_value': after.title },
            { 'field': 'text', 'old_value': before.text, 'new_value': after.text },
            {
                'field': 'authors',
                'old_value': array_to_string(before.authors, ', '),
                'new_value': array_to_string(after.authors, ', ')
            },
            {
                'field': 'published_at',
                'old_value': strftime(before.published_at, '%Y-%m-%dT%H:%M:%SZ'),
                'new_value': strftime(after.published_at, '%Y-%m-%dT%H:%M:%SZ')
            }
        ]) as compared
    from revisions as after
    inner join revisions as before on after.article_id = before.article_id and after.number = before.number + 1
)

select
    {{ hex_key(["'change'", "revision_id", "compared.field"]) }} as change_id,
    article_id,
    revision_id,
    previous_revision_id,
    compared.field as field,
    compared.old_value as old_value,
    compared.new_value as new_value,
    changed_at
from pairs
where compared.old_value is distinct from compared.new_value
