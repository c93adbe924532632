{#- The change of a count against the rate of a base, in percent. Null where the base has fewer than 5 events, of which
    one more or less would move it by a fifth, or fewer than the least days watched; or in a week not watched. -#}
{% macro rate_change(seen, days, base, base_days, least_days) -%}
    case
        when {{ days }} > 0 and {{ base }} >= 5 and {{ base_days }} >= {{ least_days }}
            then round(100.0 * ({{ seen }} * {{ base_days }} / ({{ base }} * {{ days }}::double) - 1), 1)
    end
{%- endmacro %}

{#- Whether a count is above, below or within what the rate of a base leads to expect: see weekly_dyads. -#}
{% macro rate_level(seen, days, base, base_days, least_days) -%}
    {%- set share = "(" ~ days ~ " / " ~ base_days ~ "::double)" -%}
    {%- set distance = "2 * (sqrt(" ~ seen ~ " + 0.375) - sqrt(" ~ share ~ " * (" ~ base ~ " + 0.375))) / sqrt(1 + "
        ~ share ~ ")" -%}
    case
        when {{ days }} = 0 or {{ base_days }} < {{ least_days }} then 'unknown'
        when {{ distance }} > 1.96 then 'above'
        when {{ distance }} < -1.96 then 'below'
        else 'usual'
    end
{%- endmacro %}

{#- Of each day on which something of `told` was first reported, how many days before it had a source alive. -#}
{% macro days_watched_before(told) -%}
    select
        day_on,
        coalesce(
            count(*) filter (where watched) over (order by day_on rows between unbounded preceding and 1 preceding), 0
        ) as days_watched
    from (
        select
            day_on,
            bool_or(watched) as watched
        from (
            select
                day_on,
                alive as watched
            from {{ ref('coverage_daily') }}
            union all
            select
                first_reported_on as day_on,
                false as watched
            from {{ told }}
        ) as each_day
        group by day_on
    ) as days
{%- endmacro %}
