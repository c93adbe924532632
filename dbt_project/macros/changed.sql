{#- The keys that differed in models of materialization `grown`; `by` names another column of theirs that is spread. -#}
{% macro changed(models, by=none) -%}
    {%- for name in models -%}
        {%- if not execute -%}{%- do ref(name) -%}{%- endif -%}
        select key from changes.{{ name }}{{ '__' ~ by if by }}{{ ' union ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
