{#- Fails for each row whose span is not inside its revision's text, or does not hold the characters it names. -#}
{% test inside_text(model, start_column, end_column, text_column=none) %}
    
    
select
    here.revision_id,
    here.{{ start_column }},
    here.{{ end_column }}
from {{ model }} as here
inner join {{ ref('revisions') }} as revisions on here.revision_id = revisions.revision_id
where
    here.{{ start_column }} < 0
    or here.{{ end_column }} <= here.{{ start_column }}
    or here.{{ end_column }} > length(revisions.text)
    {%- if text_column %}
    or substr(revisions.text, here.{{ start_column }} + 1, here.{{ end_column }} - here.{{ start_column }})
    != here.{{ text_column }}
    {%- endif %}
{% endtest %}
