{#- A list as a reader would say it: "a", "a and b", "a, b and c"; null for an empty one. -#}
{% macro list_in_words(names) -%}
    case
        when coalesce(len({{ names }}), 0) = 0 then null
        when len({{ names }}) = 1 then {{ names }}[1]
        else array_to_string({{ names }}[:-2], ', ') || ' and ' || {{ names }}[-1]
    end
{%- endmacro %}
