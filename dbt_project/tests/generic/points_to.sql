{#- Fails for each value that is not a value of the other model's column; null points nowhere and is well. -#}
{% test points_to(model, column_name, to, field) %}
select here.{{ column_name }}
from {{ model }} as here
anti join {{ to }} as there on here.{{ column_name }} = there.{{ field }}
where here.{{ column_name }} is not null
{% endtest %}
