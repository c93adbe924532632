{#- Fails for each value of a key column that leads to no row of the model it points to; null points nowhere, and is
    well. `keys` maps a column to [model, column there]. -#}
{% test keys_lead(model, keys) %}
{%- for column, there in keys.items() %}
select
    '{{ column }}' as key_column,
    here.{{ column }} as key_value
from {{ model }} as here
anti join {{ there[0] }} as there on here.{{ column }} = there.{{ there[1] }}
where here.{{ column }} is not null
{%- if not loop.last %}
union all
{%- endif %}
{%- endfor %}
{% endtest %}
