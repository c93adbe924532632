{#- 16 hex digits of SHA-256 over the parts: the key that `records.key` makes in Python. Null where a part is null. -#}
{% macro hex_key(parts) -%}
    left(sha256({% for part in parts %}cast({{ part }} as varchar){% if not loop.last %} || chr(31) || {% endif %}{% endfor %}), 16)
{%- endmacro %}
