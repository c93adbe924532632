{#- Fails for each row with a number out of its bounds, or an upper end below its lower. `bounds` maps a column to
    [low, high], `ranges` lists [low column, high column]; null is unknown, and is well. -#}
{% test numbers_in_order(model, bounds={}, ranges=[]) %}
select
    {{ (bounds.keys() | list + ranges | sum(start=[])) | join(',\n    ') }}
from {{ model }}
where
    false
    {%- for column, ends in bounds.items() %}
    or {{ column }} not between {{ ends[0] }} and {{ ends[1] }}
    or isnan({{ column }}::double)
    {%- endfor %}
    {%- for ends in ranges %}
    or {{ ends[1] }} < {{ ends[0] }}
    {%- endfor %}
{% endtest %}
