{#- What parties have of one field, in their order, or each once and sorted; null where nobody has it. -#}
{% macro of_parties(parties, field, separator, each_once=false) -%}
    {%- set values = "list_transform(" ~ parties ~ ", lambda p: p." ~ field ~ ")" -%}
    nullif(array_to_string({{ "list_sort(list_distinct(" ~ values ~ "))" if each_once else values }}, '{{ separator }}'), '')
{%- endmacro %}
