{#- The words of a text as they are looked up: without capitals and accents, each once. -#}
{% macro words_in(text) -%}
    list_distinct(regexp_extract_all(lower(strip_accents({{ text }})), '[\pL\pN]+'))
{%- endmacro %}
