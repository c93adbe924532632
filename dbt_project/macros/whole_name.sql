{#- A name as told, without the half words and joints that a broken phrase leaves at its ends: "-protesters", "Talon
    of". -#}
{% macro whole_name(name) -%}
    coalesce(
        nullif(
            regexp_replace(
                regexp_replace({{ name }}, '^[^\p{L}\p{N}]+', ''),
                '( (and|or|of|the|in|for|to|at|by|with|on|from))+$', ''
            ),
            ''
        ),
        {{ name }}
    )
{%- endmacro %}
