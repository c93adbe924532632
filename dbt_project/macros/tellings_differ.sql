{#- Whether two tellings contradict each other, so that they cannot be one event: another act, other parties on a side
    (told, and neither short for the other), doer and sufferer swapped, another place, days apart, tolls far apart. What
    only one of them tells contradicts nothing. `one` and `other` are rows of int_event_variants. -#}
{% macro tellings_differ(one, other) -%}
    (
        {{ one }}.event_type != {{ other }}.event_type
        or not (
            {{ acts_agree(one ~ '.family', other ~ '.family') }}
            -- "The attack" or "the raid" may mean the abduction that its text tells of.
            or (
                ({{ one }}.is_anaphor or {{ other }}.is_anaphor or {{ one }}.is_definite or {{ other }}.is_definite)
                and 'abduct' in ({{ one }}.family, {{ other }}.family)
                and list_has_all(['attack', 'assault:raid', 'abduct'], [{{ one }}.family, {{ other }}.family])
            )
        )
        or not (
            list_has_all({{ one }}.actor_called, {{ other }}.actor_tokens)
            or list_has_all({{ other }}.actor_called, {{ one }}.actor_tokens)
        )
        or not (
            list_has_all({{ one }}.recipient_called, {{ other }}.recipient_tokens)
            or list_has_all({{ other }}.recipient_called, {{ one }}.recipient_tokens)
        )
        or (
            {{ one }}.is_speech
            and len({{ one }}.speakers) > 0
            and len({{ other }}.speakers) > 0
            and not list_has_any({{ one }}.speakers, {{ other }}.speakers)
        )
        or {{ elsewhere(one, other) }}
        or {{ elsewhere(other, one) }}
        -- Whom one tells as the doer the other tells as the sufferer; where both sides fought, each is both.
        or {{ swapped(one, other) }}
        or {{ swapped(other, one) }}
        or not coalesce(
            list_contains({{ one }}.place_called, {{ other }}.place_token)
            or list_contains({{ other }}.place_called, {{ one }}.place_token)
            -- A name that the gazetteer does not know may lie in any province.
            or regexp_full_match({{ one }}.place_token, 'named:[^/]*') and not {{ is_spot(other) }}
            or regexp_full_match({{ other }}.place_token, 'named:[^/]*') and not {{ is_spot(one) }},
            true
        )
        or coalesce({{ one }}.from_on > {{ other }}.to_on or {{ other }}.from_on > {{ one }}.to_on, false)
        or (
            coalesce(
                greatest({{ one }}.toll, {{ other }}.toll) > 2 * least({{ one }}.toll, {{ other }}.toll) + 2, false
            )
            and (
                list_has_any({{ one }}.articles, {{ other }}.articles)
                or coalesce({{ one }}.place_token, 'country:') not like 'country:%'
                and coalesce({{ other }}.place_token, 'country:') not like 'country:%'
            )
        )
        or (
            {{ nameless_differ(one, other) }}
            and not (
                {{ one }}.event_type = 'ASSAULT'
                and (
                    -- The raid was on the school, the abduction of its pupils.
                    (
                        (
                            {{ one }}.is_anaphor or {{ other }}.is_anaphor
                            or {{ one }}.is_definite or {{ other }}.is_definite
                        )
                        and {{ one }}.family != {{ other }}.family
                        and 'abduct' in ({{ one }}.family, {{ other }}.family)
                    )
                    or list_has_any({{ one }}.sentences, {{ other }}.sentences)
                    or len({{ one }}.actor_tokens) * len({{ one }}.recipient_tokens)
                    * len({{ other }}.actor_tokens) * len({{ other }}.recipient_tokens) > 0
                )
            )
        )
    )
{%- endmacro %}

{#- Whether a telling names a town, a site or a district, rather than what many of them lie in. -#}
{% macro is_spot(telling) -%}
    regexp_matches({{ telling }}.place_token, '^(place|named):')
{%- endmacro %}

{#- Whether a place's token is of a town, a site or a district that the gazetteer knows. -#}
{% macro known_spot(token) -%}
    regexp_matches({{ token }}, '^(place:|named:[^/]*/)')
{%- endmacro %}

{#- Whether one tells no place of its own, and beside it others than the other's. -#}
{% macro elsewhere(one, other) -%}
    (
        len({{ one }}.places_beside) > 0
        and not coalesce({{ one }}.toll = {{ other }}.toll and {{ one }}.toll >= 10, false)
        and not coalesce({{ one }}.killed = {{ other }}.killed, false)
        and coalesce(
            {{ other }}.place_token not like 'country:%'
            and {{ other }}.place_token not like 'region:%'
            and not list_has_any({{ one }}.places_beside, {{ other }}.place_called),
            len({{ other }}.places_beside) > 0
            and not list_has_any({{ one }}.places_beside, {{ other }}.places_beside)
        )
    )
{%- endmacro %}

{#- Whether one tells a state as the doer that the other tells as the sufferer, and not as both. Who is done to in both
    is no doer: the police of a state arrest its citizens. -#}
{% macro swapped(one, other) -%}
    (
        not list_has_any({{ one }}.recipient_tokens, {{ other }}.recipient_tokens)
        and (len({{ one }}.recipient_tokens) > 0 or len({{ one }}.actor_tokens) < 2)
        and len(list_filter(
            list_intersect({{ one }}.actor_countries, {{ other }}.recipient_countries),
            lambda c: not list_contains({{ one }}.recipient_countries || {{ other }}.actor_countries, c)
        )) > 0
    )
{%- endmacro %}
