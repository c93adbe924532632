{#- Last words of a party that fit anybody or anything hit: they neither tell two deeds apart nor make them one. -#}
{% macro nobody_in_particular() -%}
    \b(people|persons?|civilians?|residents?|victims?|locations?|areas?|targets?|sites?|missiles?|strikes?|fire|artillery|drones?)$
{%- endmacro %}
