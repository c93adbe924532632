{#- A sector as CAMEO's code of an actor's type; null where CAMEO has none. -#}
{% macro cameo_agent(sector) -%}
    case
        when {{ sector }} in (
            'AGR', 'BUS', 'COP', 'CRM', 'CVL', 'EDU', 'ELI', 'GOV', 'IGO', 'IMG', 'JUD', 'LAB', 'LEG', 'MIL', 'MNC',
            'NGO', 'OPP', 'PTY', 'REB', 'REF', 'REL', 'SPY', 'UAF'
        ) then {{ sector }}
        when {{ sector }} = 'JRN' then 'MED'
        when {{ sector }} = 'MED' then 'HLH'
        when {{ sector }} in ('UNO', 'EUR') then 'IGO'
    end
{%- endmacro %}
