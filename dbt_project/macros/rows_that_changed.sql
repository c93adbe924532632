{#- The rows of a tested model that this build wrote: of a `grown` one on a build that goes on those of the keys that
    differed, else all. -#}
{% macro rows_that_changed(relation) -%}
    {%- if execute and goes_on() -%}
        {%- for node in graph.nodes.values()
            if node.resource_type == 'model' and node.name == relation.identifier
            and node.config.materialized == 'grown' -%}
            {%- set bound = node.config.key ~ ' in (select key from changes.' ~ node.name ~ ')' -%}
            {{ return('(select * from ' ~ relation ~ ' where ' ~ bound ~ ')') }}
        {%- endfor -%}
    {%- endif -%}
    {{ return(relation | string) }}
{%- endmacro %}
