{#- A moment or day as other datasets write it, digits only and as a number. -#}
{% macro as_date_number(moment, form) -%}
    cast(strftime({{ moment }}, '{{ form }}') as bigint)
{%- endmacro %}
