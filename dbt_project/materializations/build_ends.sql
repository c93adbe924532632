{#- Before the first model: note whether the build goes on from the last one, and that it has not come to its end. A
    build of some models alone never does, so that the next one is whole. -#}
{% macro build_begins() %}
    {%- if execute and flags.WHICH in ('build', 'run', 'seed') -%}
        {%- set project = invocation_args_dict['project_dir'] | replace("'", "''") -%}
        {%- do run_query("create schema if not exists changes") -%}
        {%- do run_query("create table if not exists changes.build (files varchar, goes_on boolean, ended boolean)") -%}
        {%- do run_query("
            create or replace table changes.build as
            with held as (select * from changes.build),
            now as (
                select sha256(version() || string_agg(content, chr(31) order by filename)) as files
                from read_text([
                    '" ~ project ~ "/*.yml', '" ~ project ~ "/materializations/*.sql', '" ~ project ~ "/macros/*.sql',
                    '" ~ project ~ "/models/*/*.sql', '" ~ project ~ "/seeds/*.csv'
                ])
            )
            select now.files, not " ~ flags.FULL_REFRESH ~ " and coalesce(held.ended and held.files = now.files, false)
                as goes_on, false as ended
            from now left join held on true
        ") -%}
        {%- if run_query("select goes_on from changes.build").rows[0][0] -%}
            {%- do adapter.cache_added(goes_on_mark()) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{#- After the last model and test: note that the whole build came to its end. -#}
{% macro build_ends(results) %}
    {%- if execute and flags.WHICH == 'build' -%}
        {%- set whole = graph.nodes.values() | selectattr('resource_type', 'in', ['model', 'test', 'seed'])
            | rejectattr('config.materialized', 'equalto', 'ephemeral') | map(attribute='unique_id') | list -%}
        {%- set well = results | selectattr('status', 'in', ['success', 'pass', 'warn', 'no-op'])
            | map(attribute='node.unique_id') | list -%}
        {%- if whole | reject('in', well) | list | length == 0 -%}
            {%- do run_query("update changes.build set ended = true") -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
