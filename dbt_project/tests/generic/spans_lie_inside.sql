{#- Fails for each span that is not inside its revision's text, or does not hold the characters it names. `spans` lists
    [start column, end column] or [start column, end column, text column]. -#}
{% test spans_lie_inside(model, spans) %}
{%- for span in spans %}
select
    here.revision_id,
    '{{ span[0] }}' as start_column,
    here.{{ span[0] }} as start_char
from {{ model }} as here
inner join {{ ref('revisions') }} as revisions on here.revision_id = revisions.revision_id
where
    here.{{ span[0] }} < 0
    or here.{{ span[1] }} <= here.{{ span[0] }}
    or here.{{ span[1] }} > length(revisions.text)
    {%- if span | length > 2 %}
    or substr(revisions.text, here.{{ span[0] }} + 1, here.{{ span[1] }} - here.{{ span[0] }}) != here.{{ span[2] }}
    {%- endif %}
{%- if not loop.last %}
union all
{%- endif %}
{%- endfor %}
{% endtest %}
