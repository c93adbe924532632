{#- Fails for each combination of the columns that stands in more than one row. -#}
{% test unique_rows(model, columns) %}
select
    {{ columns | join(', ') }},
    count(*) as rows_of_key
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
