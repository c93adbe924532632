{#- Fails for each row whose mode is not one of its event type. -#}
{% test mode_of_type(model) %}
select
    here.event_type,
    here.mode
from {{ model }} as here
anti join {{ ref('event_modes') }} as modes on here.event_type = modes.event_type and here.mode = modes.mode
where here.mode is not null
{% endtest %}
