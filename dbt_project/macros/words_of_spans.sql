{#- What a text has at several spans, {start, end}, parted by dots; null where there are none. -#}
{% macro words_of_spans(spans, text) -%}
    nullif(array_to_string(
        list_transform({{ spans }}, lambda s: substring({{ text }}, s['start'] + 1, s['end'] - s['start'])), ' … '
    ), '')
{%- endmacro %}
