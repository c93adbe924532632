{#- A name as it is compared: lower case, without accents, punctuation and a leading article. -#}
{% macro normal_name(name) -%}
    trim(regexp_replace(trim(regexp_replace(lower(strip_accents({{ name }})), '[^\p{L}\p{N}]+', ' ', 'g')), '^the ', ''))
{%- endmacro %}
