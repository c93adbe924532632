{#- Fails for each value outside low to high, both inclusive. -#}
{% test between_bounds(model, column_name, low, high) %}
select {{ column_name }}
from {{ model }}
where {{ column_name }} not between {{ low }} and {{ high }} or isnan({{ column_name }}::double)
{% endtest %}
