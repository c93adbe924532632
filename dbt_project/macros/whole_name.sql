{#- A name as told, without the half words and joints that a broken phrase leaves at its ends ("-protesters", "Talon
    of"), nor the letters of an office or an honour after a whole name ("Jane Poole MP", "Ali Noor OBE"). -#}
{% macro whole_name(name) -%}
    coalesce(
        nullif(
            regexp_replace(
                regexp_replace(
                    regexp_replace({{ name }}, '^[^\p{L}\p{N}]+', ''),
                    '( (and|or|of|the|in|for|to|at|by|with|on|from))+$', ''
                ),
                '^(\p{Lu}\S* (?:\S+ )*?\p{Lu}\S*?),?(?: (?:MPs?|MEP|MSP|MLA|MBE|OBE|CBE|KBE|DBE|QC|KC|PhD))+$', '\1'
            ),
            ''
        ),
        {{ name }}
    )
{%- endmacro %}
