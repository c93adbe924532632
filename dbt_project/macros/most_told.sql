{#- Of rows that give a value and how often it is told: what is told most, of equals the first by the alphabet. -#}
{% macro most_told(value, times) -%}
    first({{ value }} order by {{ times }} desc, {{ value }}) filter (where {{ value }} is not null)
{%- endmacro %}
