{#- A name as it is compared: lower case, without accents, punctuation and a leading article. -#}
{% macro normal_name(name) -%}
    trim(regexp_replace(trim(regexp_replace(lower(strip_accents({{ name }})), '[^\p{L}\p{N}]+', ' ', 'g')), '^the ', ''))
{%- endmacro %}

{#- The words of a normal place name that tell it from others: "sangin" of "sangin district". -#}
{% macro place_words(name) -%}
    trim(regexp_replace(
        {{ name }}, '\b(of|city|town|village|district|county|province|area|region|municipality)\b', '', 'g'
    ))
{%- endmacro %}
