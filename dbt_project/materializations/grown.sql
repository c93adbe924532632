{#- A table in which a pass writes only what changed. On a whole build it is made anew. On one that goes on, `touched`
    (SQL for the keys whose rows may differ; without it all rows are compared) is laid down as temporary table `touched`
    with column `key`, by which the model bounds what it reads (macro `touched`); of its rows those that differ replace
    the old ones. Table `changes.<model>` then holds the keys of these, and which are gone, for models that read this.
    key: the column by which rows are made anew together; never null.
    scope: which old rows the model makes anew, where that is not those of the touched keys.
    order: how the rows lie, for a table that is looked up by blocks. What passes add lies behind; once that is a tenth of
    the table, all is laid in order again, so that no look-up reads much more and a row is moved few times.
    spread: further columns; `changes.<model>__<column>` holds their values in the rows that differed, old and new. -#}
{% materialization grown, adapter="duckdb" %}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing is none or existing.type != 'table' or not goes_on() -%}
        {{ return(materialization_table_duckdb()) }}
    {%- endif -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- set key = config.require('key') -%}
    {%- set touched = config.get('touched') -%}
    {%- set spread = config.get('spread', []) -%}
    {%- set among_touched = key ~ " in (select touched.key from touched)" if touched else "true" -%}
    {%- set scope = config.get('scope', among_touched) -%}
    {%- set differs = "rowid in (select held.place from held semi join differing using (key, digest))" -%}
    {%- set comes = "hash(fresh) in (select differing.digest from differing)" -%}
    {{ run_hooks(pre_hooks) }}
    {#- One statement, since each costs a pass some time of its own. Which rows are in scope is asked of narrow columns,
        and the wide ones are read by place: else a pass would read all of a large table. -#}
    {% call statement('main') -%}
        {% if touched -%}
        create or replace temp table touched as
        select distinct key from ({{ touched }}) as keys (key) where key is not null;
        {%- endif %}
        create or replace temp table fresh as {{ compiled_code }};
        create or replace temp table held as
        select held.rowid as place, {{ key }} as key, hash(held) as digest from {{ target }} as held
        {% if touched or scope != 'true' -%} where held.rowid in (select rowid from {{ target }} where {{ scope }}) {%- endif %};
        create or replace temp table differing as
        with fresh_rows as (
            select {{ key }} as key, hash(fresh) as digest, count(*) as rows from fresh group by all
        ),
        old_rows as (
            select key, digest, count(*) as rows from held group by all
        )
        select key, digest from fresh_rows full join old_rows using (key, digest)
        where fresh_rows.rows is distinct from old_rows.rows;
        create or replace table changes.{{ model.name }} as
        select key, key not in (select {{ key }} from fresh) as gone from (select distinct key from differing) as keys;
        {% for column in spread -%}
        create or replace table changes.{{ model.name }}__{{ column }} as
        select {{ column }} as key from {{ target }} where {{ differs }}
        union select {{ column }} from fresh where {{ comes }};
        {% endfor -%}
        {% if config.get('order') -%}
        insert into changes.behind select '{{ model.name }}', count(*) from fresh where {{ comes }};
        {%- endif %}
        delete from {{ target }} where {{ differs }};
        insert into {{ target }} by name from fresh where {{ comes }};
        drop table fresh; drop table held; drop table differing; drop table if exists touched
    {%- endcall %}
    {%- if config.get('order') -%}
        {%- do lay_in_order(target, config.get('order')) -%}
    {%- endif -%}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{% macro lay_in_order(target, order) %}
    {%- set name = "'" ~ target.identifier ~ "'" -%}
    {%- set behind = "(select sum(rows) from changes.behind where name = " ~ name ~ ")" -%}
    {%- if run_query("select " ~ behind ~ " * 10 > count(*) from " ~ target).rows[0][0] -%}
        {%- do run_query("create or replace table " ~ target ~ " as from " ~ target ~ " order by " ~ order ~ "; "
            ~ "delete from changes.behind where name = " ~ name) -%}
        {%- do persist_docs(target, model) -%}
    {%- endif -%}
{% endmacro %}
