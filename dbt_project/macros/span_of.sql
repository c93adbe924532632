{#- Of a party what is checked: where it stands in the text, and its sector. -#}
{% macro span_of(party) -%}
    struct_pack(sector := {{ party }}.sector, first := {{ party }}.start, last := {{ party }}."end")
{%- endmacro %}
