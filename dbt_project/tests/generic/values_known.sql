{#- Fails for each value of a column that is not one of those listed for it; null is unknown, and is well. -#}
{% test values_known(model, values) %}
{%- for column, known in values.items() %}
select
    '{{ column }}' as value_column,
    {{ column }}::varchar as unknown_value
from {{ model }}
where {{ column }}::varchar not in ({% for value in known %}'{{ value }}'{% if not loop.last %}, {% endif %}{% endfor %})
{%- if not loop.last %}
union all
{%- endif %}
{%- endfor %}
{% endtest %}
