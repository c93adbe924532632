{%- set may_differ -%}
    {{ changed(['int_revisions']) }}
    union {{ landed('revision_changes', 'revision_id', ['main.revision_changes', 'revision_id']) }}
    union select revision_id from landing.revision_changes where previous_revision_id in ({{ changed(['int_revisions']) }})
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ) }}
-- One row a difference between a revision and the one before it: of title, authors, time, a paragraph or a number.
with
changes as (
    select * from {{ source('landing', 'revision_changes') }}
    where {{ touched('revision_id', source('landing', 'revision_changes')) }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
    where
        {{ bounded(
            ref('int_revisions'),
            'revision_id in (select revision_id from changes union select previous_revision_id from changes)'
        ) }}
),

-- A revision that came to light later may stand between two that were compared: only neighbours count.
neighbours as (
    select
        changes.*,
        before.text as old_text,
        after.text as new_text,
        before.title as old_title,
        after.title as new_title,
        after.first_seen_at as changed_at
    from changes
    inner join revisions as after on changes.revision_id = after.revision_id
    inner join revisions as before
        on changes.previous_revision_id = before.revision_id and before.number + 1 = after.number
)

select
    change_id,
    article_id,
    revision_id,
    previous_revision_id,
    field,
    change,
    if(field = 'paragraph', substring(old_text, old_start + 1, old_end - old_start), old_value) as old_value,
    if(field = 'paragraph', substring(new_text, new_start + 1, new_end - new_start), new_value) as new_value,
    old_number,
    new_number,
    noun,
    old_paragraph,
    new_paragraph,
    old_start,
    old_end,
    new_start,
    new_end,
    {{ words_of_spans("old_spans", "if(field = 'title', old_title, old_text)") }} as old_words,
    {{ words_of_spans("new_spans", "if(field = 'title', new_title, new_text)") }} as new_words,
    old_spans,
    new_spans,
    changed_at
from neighbours
