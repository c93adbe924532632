{#- Before the first model: note whether the build goes on from the last one, and that it has not come to its end. A
    build of some models alone never does, so that the next one is whole. -#}
{% macro build_begins() %}
    {%- if execute and flags.WHICH in ('build', 'run', 'seed') -%}
        {%- set project = invocation_args_dict['project_dir'] | replace("'", "''") -%}
        {%- do run_query("create schema if not exists changes") -%}
        {%- do run_query("
            create table if not exists changes.build (files varchar, goes_on boolean, ended boolean);
            alter table changes.build add column if not exists since varchar;
            create table if not exists changes.unpublished (table_name varchar, key varchar);
            create table if not exists changes.behind (name varchar, rows bigint)
        ") -%}
        {%- do run_query("
            create or replace table changes.build as
            with held as (select * from changes.build),
            now as (
                select sha256(version() || string_agg(content, chr(31) order by filename)) as files
                from read_text([
                    '" ~ project ~ "/*.yml', '" ~ project ~ "/materializations/*.sql', '" ~ project ~ "/macros/*.sql',
                    '" ~ project ~ "/models/*/*.sql', '" ~ project ~ "/seeds/*.csv'
                ])
            ),
            told as (
                select now.files, held.since, not " ~ flags.FULL_REFRESH ~ "
                    and coalesce(held.ended and held.files = now.files, false) as goes_on
                from now left join held on true
            )
            select files, goes_on, false as ended, case when goes_on then since end as since from told
        ") -%}
        {%- if run_query("select goes_on from changes.build").rows[0][0] -%}
            {%- do adapter.cache_added(goes_on_mark()) -%}
        {%- else -%}
            {%- do run_query("delete from changes.behind") -%}
        {%- endif -%}
        {%- do mark_landed() -%}
    {%- endif -%}
{% endmacro %}

{#- Note how far each landing table reaches, in `changes.landed`, and from where on its rows are new (`since`). Landing is
    only added to, but for what is taken down: where the rows below the last mark are not as many as they were, or the
    last of them is another, it counts as landed `anew`. -#}
{% macro mark_landed() %}
    {%- do run_query("create table if not exists changes.landed (name varchar, anew boolean, since bigint, upto bigint,"
        ~ " rows bigint, last ubigint)") -%}
    {%- set tables = run_query("select table_name, coalesce(held.upto, 0) from duckdb_tables() left join changes.landed as"
        ~ " held on table_name = held.name where schema_name = 'landing' and database_name = current_database()").rows -%}
    {%- if tables | length > 0 -%}
        {%- set marks = [] -%}
        {%- for row in tables -%}
            {%- set rows = 'landing."' ~ row[0] ~ '" as landed' -%}
            {%- do marks.append(
                "select '" ~ row[0] ~ "' as name, (select count(*) from " ~ rows ~ " where rowid < " ~ row[1]
                ~ ") as rows_then, (select hash(landed) from " ~ rows ~ " where rowid = " ~ (row[1] - 1) ~ ") as last_then,"
                ~ " (select coalesce(max(rowid) + 1, 0) from " ~ rows ~ ") as upto, (select count(*) from " ~ rows
                ~ ") as rows, (select hash(landed) from " ~ rows ~ " where rowid = (select max(rowid) from " ~ rows
                ~ ")) as last"
            ) -%}
        {%- endfor -%}
        {%- do run_query("
            create or replace table changes.landed as
            with marks as (" ~ marks | join(' union all ') ~ "),
            compared as (
                select marks.*, held.upto as since,
                    (marks.rows_then, marks.last_then) is distinct from (held.rows, held.last) as anew
                from marks left join changes.landed as held on marks.name = held.name
            )
            select name, anew, if(anew, 0, since) as since, upto, rows, last from compared
        ") -%}
    {%- endif -%}
{% endmacro %}

{#- After the last model and test: note that the whole build came to its end, and for the publish step which keys of the
    marts differ since the snapshot `since` (see pipelines/warehouse/differences.py). -#}
{% macro build_ends(results) %}
    {%- if execute and flags.WHICH == 'build' -%}
        {%- set whole = graph.nodes.values() | selectattr('resource_type', 'in', ['model', 'test', 'seed'])
            | rejectattr('config.materialized', 'equalto', 'ephemeral') | map(attribute='unique_id') | list -%}
        {%- set well = results | selectattr('status', 'in', ['success', 'pass', 'warn', 'no-op'])
            | map(attribute='node.unique_id') | list -%}
        {%- if whole | reject('in', well) | list | length == 0 -%}
            {%- set grown = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
                | selectattr('config.materialized', 'equalto', 'grown') | selectattr('schema', 'equalto', 'main')
                | list -%}
            {%- do run_query("
                create or replace table changes.marts (table_name varchar, key_column varchar);
                " ~ note_marts(grown) ~ (note_keys(grown) if goes_on() else '') ~ "
                update changes.build set ended = true
            ") -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro note_marts(grown) -%}
    {%- for node in grown -%}
        insert into changes.marts values ('{{ node.name }}', '{{ node.config.key }}');
    {%- endfor -%}
{%- endmacro %}

{% macro note_keys(grown) -%}
    {%- for node in grown -%}
        insert into changes.unpublished select '{{ node.name }}', key::varchar from changes.{{ node.name }};
    {%- endfor -%}
{%- endmacro %}
