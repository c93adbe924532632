{#- A sector as ACLED's kind of actor; null where it is another kind or not told. -#}
{% macro acled_actor(sector) -%}
    case
        when {{ sector }} in ('MIL', 'COP', 'SPY') then 'State forces'
        when {{ sector }} = 'REB' then 'Rebel group'
        when {{ sector }} in ('CVL', 'EDU', 'JRN', 'LAB', 'MED', 'REF', 'REL', 'BUS', 'AGR') then 'Civilians'
    end
{%- endmacro %}
