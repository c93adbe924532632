{#- What a person of a sector does, as far as nobody does two of them at a time: serves a state, fights or robs outside
    it, or has a trade. Null where the sector fits beside any of them, as party, faith and former office do. -#}
{% macro walk_of_life(sector) -%}
    case
        when {{ sector }} in ('GOV', 'LEG', 'JUD', 'MIL', 'COP', 'SPY') then 'state'
        when {{ sector }} in ('REB', 'IMG', 'UAF', 'CRM') then 'arms'
        when {{ sector }} in ('AGR', 'BUS', 'CVL', 'EDU', 'JRN', 'LAB', 'MED', 'REF') then 'trade'
    end
{%- endmacro %}
