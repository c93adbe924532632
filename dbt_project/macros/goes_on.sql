{#- Whether this build goes on from the last one, so that models of materialization `grown` work on what changed alone:
    the last one came to its end with this project's files, and nobody asked for a full refresh. -#}
{% macro goes_on() -%}
    {{ return(execute and flags.WHICH == 'build' and load_cached_relation(goes_on_mark()) is not none) }}
{%- endmacro %}

{#- The name under which dbt's cache of relations holds the answer, so that no model has to ask the file for it. -#}
{% macro goes_on_mark() -%}
    {{ return(api.Relation.create(database=target.database, schema='changes', identifier='goes_on', type='table')) }}
{%- endmacro %}

{#- On a build that goes on: the condition that a key is among the touched ones; true on a whole build. With `table`, the
    one whose rows are asked for: see `bounded`. -#}
{% macro touched(key, table=none) -%}
    {%- set among = key ~ ' in (select touched.key from touched)' -%}
    {{ bounded(table, among) if table else among if goes_on_here() else 'true' }}
{%- endmacro %}

{#- On a build that goes on: that a row of `table` meets a condition, asked so that of a large table only the columns of
    the condition are read whole, and the wide ones for these rows alone. True on a whole build. -#}
{% macro bounded(table, condition) -%}
    {{ 'rowid in (select rowid from ' ~ table ~ ' where ' ~ condition ~ ')' if goes_on_here() else 'true' }}
{%- endmacro %}

{% macro goes_on_here() -%}
    {{ return(execute and model is defined and model.resource_type == 'model' and goes_on()) }}
{%- endmacro %}
