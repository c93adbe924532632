{#- A word in the past tense rather than a noun, as a pattern for lower-case text: what ends in -ed, and the common ones
    that do not. -#}
{% macro past_tense() -%}
    ^(\w*[a-z]{2}ed|shot|shut|fought|met|held|struck|left|led|sent|gave|took|went|threw|drove|broke|let|sought|brought)\b
{%- endmacro %}
