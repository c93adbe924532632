{#- Fails for each row whose second column is below its first; null bounds nothing. -#}
{% test in_order(model, low, high) %}
select
    {{ low }},
    {{ high }}
from {{ model }}
where {{ high }} < {{ low }}
{% endtest %}
