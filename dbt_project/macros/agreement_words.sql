{#- Words by which a sentence speaks of an agreement that was made, as a pattern for lower-case text. -#}
{% macro agreement_words() -%}
    \b(agreed|agreements?|accords?|deals?|pacts?|truces?|cease-?fires?|treaty|treaties|memorandum|commitments?|undertakings?|promises?)\b
{%- endmacro %}
