{#- An interval of days as a reader would say it, with a space before it; empty where no day is known. -#}
{% macro days_in_words(from_on, to_on, granularity) -%}
    case
        when {{ from_on }} is null and {{ to_on }} is null then ''
        when {{ from_on }} is null then ' by ' || strftime({{ to_on }}, '%-d %B %Y')
        when {{ to_on }} is null then ' from ' || strftime({{ from_on }}, '%-d %B %Y') || ' on'
        when {{ from_on }} = {{ to_on }} then ' on ' || strftime({{ from_on }}, '%-d %B %Y')
        when strftime({{ from_on }}, '%m-%d') = '01-01' and strftime({{ to_on }}, '%m-%d') = '12-31'
            then case
                when year({{ from_on }}) = year({{ to_on }}) then ' in ' || year({{ from_on }})
                when year({{ from_on }}) % 10 = 0 and year({{ to_on }}) = year({{ from_on }}) + 9
                    then ' in the ' || year({{ from_on }}) || 's'
                else ' between ' || year({{ from_on }}) || ' and ' || year({{ to_on }})
            end
        when {{ granularity }} = 'year' then ' in ' || strftime({{ from_on }}, '%Y')
        when {{ granularity }} = 'month' then ' in ' || strftime({{ from_on }}, '%B %Y')
        else ' between ' || strftime({{ from_on }}, '%-d %B %Y') || ' and ' || strftime({{ to_on }}, '%-d %B %Y')
    end
{%- endmacro %}
