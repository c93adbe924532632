{#- What kind of people a nameless party is, so that gunmen and attackers, pupils and students may be the same; null
    where only the words tell. -#}
{% macro nameless_kind(sector) -%}
    case
        when {{ sector }} in ('UAF', 'REB', 'CRM', 'IMG', 'PRM') then 'armed'
        when {{ sector }} != 'UNK' then {{ sector }}
    end
{%- endmacro %}
