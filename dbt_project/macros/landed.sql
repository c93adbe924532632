{#- Keys of the rows that landed in a table since the last build, for a `grown` model that reads it. Where older rows went
    or changed (see `mark_landed`), all keys there and all that the model `held` (its table and key) has. -#}
{% macro landed(table, key, held) -%}
    {%- set since = "(select since from changes.landed where name = '" ~ table ~ "')" -%}
    select {{ key }} as key from landing.{{ table }} where rowid >= {{ since }}
    union select {{ held[1] }} from {{ held[0] }} where {{ since }} = 0
{%- endmacro %}
