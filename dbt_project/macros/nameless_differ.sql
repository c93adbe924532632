{#- Whether the nameless parties of two tellings are others: on a side that both tell, no word in common and no kind
    ("gunmen" and "attackers" are armed), or other things hit; or no side that both tell, and no toll to vouch for it.
    `one` and `other` are rows of int_event_variants; a word of `nameless` is "actor:gunmen" or "thing:market". -#}
{% macro nameless_differ(one, other) -%}
    (
        len({{ one }}.nameless) > 0
        and len({{ other }}.nameless) > 0
        and (
            {{ words_apart(one, other, 'actor') }} and {{ kinds_apart(one, other, 'actor') }}
            or {{ words_apart(one, other, 'recipient') }} and {{ kinds_apart(one, other, 'recipient') }}
            or {{ words_apart(one, other, 'thing') }}
            or not (
                list_has_any(
                    list_transform({{ one }}.nameless, lambda word: split_part(word, ':', 1)),
                    list_transform({{ other }}.nameless, lambda word: split_part(word, ':', 1))
                )
                or coalesce({{ one }}.toll = {{ other }}.toll, false)
            )
        )
    )
{%- endmacro %}

{% macro words_apart(one, other, side) -%}
    (
        len({{ nameless_on(one, side) }}) > 0
        and len({{ nameless_on(other, side) }}) > 0
        and not list_has_any({{ nameless_on(one, side) }}, {{ other }}.nameless)
    )
{%- endmacro %}

{% macro nameless_on(telling, side) -%}
    list_filter({{ telling }}.nameless, lambda word: word like '{{ side }}:%')
{%- endmacro %}

{% macro kinds_apart(one, other, side) -%}
    (
        not list_has_any(
            list_filter({{ one }}.kinds_called, lambda kind: kind like '{{ side }}:%'), {{ other }}.kinds
        )
        and not list_has_any(
            list_filter({{ other }}.kinds_called, lambda kind: kind like '{{ side }}:%'), {{ one }}.kinds
        )
    )
{%- endmacro %}
