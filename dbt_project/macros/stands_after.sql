{#- Whether one of the positions, {article_id, at}, lies after one of the others in the same article. -#}
{% macro stands_after(ones, others) -%}
    len(list_filter(
        {{ ones }},
        lambda o: len(list_filter({{ others }}, lambda p: p['article_id'] = o['article_id'] and p['at'] < o['at'])) > 0
    )) > 0
{%- endmacro %}
