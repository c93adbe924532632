{#- A view that names no file: what it reads lies in the file it stands in, so that it holds in the published copy too. -#}
{% macro duckdb__create_view_as(relation, sql) -%}
    create view {{ relation }} as (
    {{ sql | replace('"' ~ relation.database ~ '".', '') }}
    );
{%- endmacro %}
