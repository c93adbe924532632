{{ config(
    materialized='grown',
    key='day_on',
    touched=changed(['daily_dyads']),
    order='entity_id, other_id, day_on'
) }}
-- One row a row of daily_dyads from the side of each of its two: with whom an entity has to do lies together.
with
dyads as (
    select * from {{ ref('daily_dyads') }}
    where {{ touched('day_on', ref('daily_dyads')) }} and modality in ('happened', 'ongoing')
),

sides as (
    select
        actor_id as entity_id,
        recipient_id as other_id,
        recipient as other,
        true as acts,
        day_on,
        quad,
        case when reciprocal then events / 2 else events end as events,
        case when reciprocal then goldstein_sum / 2 else goldstein_sum end as goldstein_sum,
        reciprocal
    from dyads
    union all
    select
        recipient_id as entity_id,
        actor_id as other_id,
        actor as other,
        false as acts,
        day_on,
        quad,
        case when reciprocal then events / 2 else events end as events,
        case when reciprocal then goldstein_sum / 2 else goldstein_sum end as goldstein_sum,
        reciprocal
    from dyads
)

select *
from sides
order by entity_id, other_id, day_on
