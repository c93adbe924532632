{#- The rows of a tested model that this build wrote: of a `grown` one on a build that goes on those of the keys that
    differed, else all. -#}
{% macro rows_that_changed(relation) -%}
    {%- set node = tested_model(relation) -%}
    {%- if node is none -%}
        {{ return('select * from ' ~ relation) }}
    {%- endif -%}
    {%- set among = node.config.key ~ ' in (select key from changes.' ~ node.name ~ ')' -%}
    {{ return(
        'select * from ' ~ relation ~ ' where rowid in (select rowid from ' ~ relation ~ ' where ' ~ among ~ ')'
    ) }}
{%- endmacro %}

{#- The model of a relation, where this build goes on and so wrote only a part of it; else none. -#}
{% macro tested_model(relation) -%}
    {%- if execute and goes_on() -%}
        {%- for node in graph.nodes.values()
            if node.resource_type == 'model' and node.name == relation.identifier
            and node.config.materialized in ('grown', 'view') -%}
            {{ return(node) }}
        {%- endfor -%}
    {%- endif -%}
    {{ return(none) }}
{%- endmacro %}
