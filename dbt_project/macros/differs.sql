{#- On a build that goes on: the condition that a key differed in a model read. On a whole build false, since there
    `touched` takes all: for rows that hang on two keys, beside what is touched by the other. -#}
{% macro differs(key, models) -%}
    {%- if execute and model is defined and model.resource_type == 'model' and goes_on() -%}
    {{ key }} in ({{ changed(models) }})
    {%- else -%}
    {%- do changed(models) -%}
    false
    {%- endif -%}
{%- endmacro %}
