{#- A role as an office, rank or trade of one person, lower case: without an age or "the day" before it. Null where the
    words are none: a verb, a kinship, a half word, or what several are. -#}
{% macro office(role) -%}
    case
        when
            regexp_matches(
                {{ role }},
                '^-[^y]| -|\b(mother|father|brother|sister|son|daughter|wife|husband|aunt|uncle|cousin|elder)$'
                || '|^\w+(essed|ated|ized|ised)$'
            )
            or regexp_matches(regexp_replace({{ role }}, ' (of|for|to|at|in|on|and) .*$', ''), '[^s]s$')
            then null
        else regexp_replace({{ role }}, '^(-?([0-9]+)?-?year-old|day|week|month|moment|time|then|fellow|other|new) ', '')
    end
{%- endmacro %}

{#- Whether a name of no particular person is that of somebody or something else: "Reuters reporters" given as Reuters,
    where "Palestinians" stand for Palestine. `mention` is a row with kind, text and name. -#}
{% macro is_of_another(mention) -%}
    ({{ mention }}.kind = 'agent' and {{ mention }}.text like '% %' and lower({{ mention }}.text) != lower({{ mention }}.name))
{%- endmacro %}
