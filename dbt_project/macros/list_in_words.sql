{#- A list as a reader would say it: "a", "a and b", "a, b and c", "a, b, c and 2 others"; null for an empty one. -#}
{% macro list_in_words(names) -%}
    case
        when coalesce(len({{ names }}), 0) = 0 then null
        when len({{ names }}) = 1 then {{ names }}[1]
        when len({{ names }}) <= 3 then array_to_string({{ names }}[:-2], ', ') || ' and ' || {{ names }}[-1]
        when len({{ names }}) = 4 then array_to_string({{ names }}[:3], ', ') || ' and 1 other'
        else array_to_string({{ names }}[:3], ', ') || ' and ' || len({{ names }}) - 3 || ' others'
    end
{%- endmacro %}
