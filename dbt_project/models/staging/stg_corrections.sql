-- One row a mention that a reader's correction names, unless it was withdrawn.
select
    correction_id,
    mention_id,
    kind,
    actor,
    actor_entity_id
from {{ source('landing', 'corrections') }}
group by all
having not bool_or(withdrawn)
