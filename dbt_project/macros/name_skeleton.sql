{#- Given names as they sound, from a normal name with its surname last: doubled letters once, no h but in sh (1) and
    ch (2), ee as i, oo and o as u, y as i. -#}
{% macro given_sounds(called) -%}
    {%- set given = "replace(regexp_replace(" ~ called ~ ", ' ?[^ ]+$', ''), ' ', '')" -%}
    {%- set consonants = "replace(replace(" ~ given ~ ", 'sh', '1'), 'ch', '2')" -%}
    {%- set vowels = "translate(replace(replace(" ~ consonants ~ ", 'ee', 'i'), 'oo', 'u'), 'oy', 'ui')" -%}
    {%- set voiced = "left(" ~ vowels ~ ", 1) || replace(substring(" ~ vowels ~ ", 2), 'h', '')" -%}
    array_to_string(
        list_transform(
            list_filter(
                list_zip(string_split({{ voiced }}, ''), string_split(' ' || {{ voiced }}, '')),
                lambda pair: pair[1] != pair[2]
            ),
            lambda pair: pair[1]
        ),
        ''
    )
{%- endmacro %}
{#- What stays of given names when they are written from another script by another hand: Khawaja and Khwaja, Mohammad
    and Muhammad, Rashid and Rasheed. `sounds` is what given_sounds makes, less each a and e within: its last letter
    keeps Michael from Michelle, i and u keep Jamal from Jamil. Null with fewer than three consonants: Maria and Mary,
    Joan and John tell too little. -#}
{% macro name_skeleton(sounds) -%}
    case
        when length(regexp_replace({{ sounds }}, '[aeiu]', '', 'g')) >= 3
            then left({{ sounds }}, 1) || regexp_replace({{ sounds }}[2:-2], '[ae]', '', 'g') || right({{ sounds }}, 1)
    end
{%- endmacro %}
