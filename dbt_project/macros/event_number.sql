{#- An event's id as a whole number for systems whose ids are numbers: its last 15 hex digits, the same on every machine. -#}
{% macro event_number(event_id) -%}
    cast('0x' || right({{ event_id }}, 15) as bigint)
{%- endmacro %}
