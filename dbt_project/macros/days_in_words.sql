{#- An interval of days as a reader would say it, with a space before it; empty where no day is known. -#}
{% macro days_in_words(from_on, to_on, granularity) -%}
    case
        when {{ from_on }} is null and {{ to_on }} is null then ''
        when {{ from_on }} is null then ' by ' || strftime({{ to_on }}, '%-d %B %Y')
        when {{ to_on }} is null then ' from ' || strftime({{ from_on }}, '%-d %B %Y') || ' on'
        when {{ from_on }} = {{ to_on }} then ' on ' || strftime({{ from_on }}, '%-d %B %Y')
        when {{ granularity }} = 'year' then ' in ' || strftime({{ from_on }}, '%Y')
        when {{ granularity }} = 'month' then ' in ' || strftime({{ from_on }}, '%B %Y')
        else ' between ' || strftime({{ from_on }}, '%-d %B %Y') || ' and ' || strftime({{ to_on }}, '%-d %B %Y')
    end
{%- endmacro %}
