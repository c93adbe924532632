{#- Whether words stand for somebody without saying who: a pronoun, a quantity, "others". They name nobody. -#}
{% macro is_filler(words) -%}
    coalesce(regexp_full_match(
        lower({{ words }}),
        '((i|me|my|we|us|our|you|he|him|his|she|her|it|its|they|them|their|who|whom|which|that|this|these|those|one|'
        || 'ones|someone|somebody|anyone|everyone|nobody|none|some|many|most|all|both|others|another|the other|'
        || 'each other|one another)\b.{0,3}|([0-9,.]+|at least|more than|some|dozens|hundreds|thousands|several|many|'
        || 'one|two|three|four|five|six|seven|eight|nine|ten|both|the)( of)?( the)?( two| other| more)?'
        || '( others?| sides?| parties| people| neighbours| countries| nations)?'
        || '|((the|both|two|warring|rival|opposing) ){0,3}(sides|parties|neighbours|neighbors))'
    ), false)
{%- endmacro %}
