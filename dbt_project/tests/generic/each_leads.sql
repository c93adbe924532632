{#- Fails for each item of a list column that is not a value of the other model's column. -#}
{% test each_leads(model, column_name, to, field) %}
with items as (
    select unnest({{ column_name }}) as item
    from {{ model }}
)

select items.item
from items
anti join {{ to }} as there on items.item = there.{{ field }}
{% endtest %}
