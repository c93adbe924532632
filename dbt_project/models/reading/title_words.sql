{%- set changed_revisions -%}
    select {{ short_number('differing.key') }} from ({{ changed(['revisions']) }}) as differing (key)
{%- endset -%}
{{ config(materialized='grown', key='revision', touched=changed_revisions, order='word, revision') }}
-- One row a word of an article's title, as its current revision has it.
with
revisions as (
    select
        {{ short_number('revision_id') }} as revision,
        title
    from {{ ref('revisions') }}
    where is_current and {{ touched(short_number('revision_id'), ref('revisions')) }}
),

listed as (
    select
        revision,
        unnest({{ words_in('title') }}) as word
    from revisions
)

select
    word,
    revision
from listed
order by word, revision
