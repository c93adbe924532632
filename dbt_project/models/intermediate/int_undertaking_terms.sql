{%- set may_differ -%}
    {{ changed(['int_undertakings']) }}
    union select agreement_event_id from intermediate.int_undertakings
    where series in ({{ changed(['int_undertakings'], 'series') }})
{%- endset -%}
{{ config(materialized='grown', key='agreement_event_id', touched=may_differ) }}
-- One row an undertaking and until when reports bear on it: for a year, or for a month from when the same parties
-- undertook the same anew. So of a truce that is renewed each day, not each renewal gathers all reports.
with
undertakings as (
    select * from {{ ref('int_undertakings') }}
),

touched_series as (
    select distinct undertakings.series
    from undertakings
    where {{ touched('undertakings.agreement_event_id') }}
),

followed as (
    select
        undertakings.*,
        min(undertakings.agreed_by) over (
            partition by undertakings.series
            order by undertakings.agreed_by
            range between interval 1 day following and unbounded following
        ) as renewed_by
    from undertakings
    inner join touched_series on undertakings.series = touched_series.series
)

select
    * exclude (series, renewed_by),
    least(agreed_by + 365, renewed_by + 30) as followed_to
from followed
where {{ touched('agreement_event_id') }}
