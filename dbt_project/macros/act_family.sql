{#- The kind of deed within an event type, by which plainly different deeds stay apart: the mode, or the sense of the
    trigger where the mode says nothing. `any` agrees with every other; see `acts_agree`. -#}
{% macro act_family(event_type, mode, rule) -%}
    case
        when {{ event_type }} = 'ASSAULT' then case
            when {{ mode }} in ('abduct', 'destroy') then {{ mode }}
            when {{ mode }} = 'targeted' then 'kill'
            when {{ mode }} in ('beat', 'torture', 'sexual', 'primitive', 'crowd-control') then 'hand'
            when
                split_part({{ rule }}, '@', 1) in (
                    'assault:war', 'assault:capture', 'assault:shoot_down', 'assault:repel', 'assault:raid'
                )
                then split_part({{ rule }}, '@', 1)
            when {{ mode }} is not null then 'arms'
            when split_part({{ rule }}, '@', 1) = 'assault:kill' then 'kill'
            else 'attack'
        end
        when {{ event_type }} = 'COERCE' and coalesce({{ mode }}, 'restrict') = 'restrict'
            then coalesce(split_part({{ rule }}, '@', 1), 'any')
        when {{ event_type }} = 'CONSULT' and {{ rule }} like 'consult:hand_over@%' then 'hand_over'
        when {{ event_type }} = 'CONSULT' and coalesce({{ mode }}, '') != 'phone' then 'any'
        else coalesce({{ mode }}, 'any')
    end
{%- endmacro %}
