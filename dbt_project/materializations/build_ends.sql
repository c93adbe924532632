{#- Before the first model: note whether the build goes on from the last one, and that it has not come to its end. A
    build of some models alone never does, so that the next one is whole. -#}
{% macro build_begins() %}
    {%- if execute and flags.WHICH in ('build', 'run', 'seed') -%}
        {%- set project = invocation_args_dict['project_dir'] | replace("'", "''") -%}
        {%- do run_query("create schema if not exists changes") -%}
        {%- do run_query("
            create table if not exists changes.build (files varchar, goes_on boolean, ended boolean);
            alter table changes.build add column if not exists since varchar;
            create table if not exists changes.unpublished (table_name varchar, key varchar)
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
        {%- endif -%}
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
