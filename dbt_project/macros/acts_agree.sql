{#- Whether two families of deeds may be one deed told twice. The mode is a soft sign among armed attacks and killings,
    a hard one elsewhere: to burn, to abduct, to shoot down and to wage war are deeds of their own. -#}
{% macro acts_agree(one, other) -%}
    (
        {{ one }} = {{ other }}
        or ('any' in ({{ one }}, {{ other }}) and 'hand_over' not in ({{ one }}, {{ other }}))
        or (
            {{ one }} in ('attack', 'arms', 'kill', 'hand') and {{ other }} in ('attack', 'arms', 'kill', 'hand')
            and not ({{ one }} in ('arms', 'hand') and {{ other }} in ('arms', 'hand'))
        )
        -- A raid may be called an attack, and kill; it is no bombing.
        or (
            {{ one }} in ('assault:raid', 'attack', 'kill')
            and {{ other }} in ('assault:raid', 'attack', 'kill')
        )
    )
{%- endmacro %}
