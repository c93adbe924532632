{#- The first 40 bits of a key as a number. Of a million keys hardly two share one, and it takes half the room. -#}
{% macro short_number(key) -%}
    ('0x' || left({{ key }}, 10))::ubigint
{%- endmacro %}
