{#- Fails for each row whose key is null, twice there, or not 16 hex digits. -#}
{% test hex_key(model, column_name) %}
select
    {{ column_name }},
    count(*) as rows_of_key
from {{ model }}
group by {{ column_name }}
having {{ column_name }} is null or count(*) > 1 or not regexp_full_match({{ column_name }}, '[0-9a-f]{16}')
{% endtest %}
