{#- Whether the nameless parties of two tellings are others: no word in common, and on a side that both tell no kind in
    common, or no side that both tell. `one` and `other` are rows of int_event_variants. -#}
{% macro nameless_differ(one, other) -%}
    (
        len({{ one }}.nameless) > 0
        and len({{ other }}.nameless) > 0
        and not list_has_any({{ one }}.nameless, {{ other }}.nameless)
        and (
            len({{ one }}.kinds) = 0
            or len({{ other }}.kinds) = 0
            or not (
                list_has_any({{ one }}.kinds_called, {{ other }}.kinds)
                or list_has_any({{ other }}.kinds_called, {{ one }}.kinds)
            )
            or {{ kinds_apart(one, other, 'actor') }}
            or {{ kinds_apart(one, other, 'recipient') }}
        )
    )
{%- endmacro %}

{% macro kinds_apart(one, other, side) -%}
    (
        len(list_filter({{ one }}.kinds, lambda kind: kind like '{{ side }}:%')) > 0
        and len(list_filter({{ other }}.kinds, lambda kind: kind like '{{ side }}:%')) > 0
        and not list_has_any(
            list_filter({{ one }}.kinds_called, lambda kind: kind like '{{ side }}:%'), {{ other }}.kinds
        )
        and not list_has_any(
            list_filter({{ other }}.kinds_called, lambda kind: kind like '{{ side }}:%'), {{ one }}.kinds
        )
    )
{%- endmacro %}
