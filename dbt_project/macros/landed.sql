{#- Keys of the rows that landed in a table since the last build, for a `grown` model that reads it. Where it landed anew
    (see `mark_landed`), all keys there and all that the model `held` (its table and key) has. -#}
{% macro landed(table, key, held) -%}
    {%- set mark = "from changes.landed where name = '" ~ table ~ "')" -%}
    select {{ key }} as key from landing.{{ table }} where rowid >= (select since {{ mark }}
    union select {{ held[1] }} from {{ held[0] }} where (select anew {{ mark }}
{%- endmacro %}
