{#- The least distance in one article between two lists of positions, {article_id, at}; null where no article is in both. -#}
{% macro characters_apart(ones, others) -%}
    list_min(list_transform(
        {{ ones }},
        lambda o: list_min(list_transform(
            list_filter({{ others }}, lambda p: p['article_id'] = o['article_id']), lambda p: abs(p['at'] - o['at'])
        ))
    ))
{%- endmacro %}
