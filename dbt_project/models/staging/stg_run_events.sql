-- One row a run: when it started, its pass time, and its end if it came to one.
with events as (
    select * from {{ source('landing', 'run_events') }}
)

select
    events.run_id,
    min(events.kind) as kind,
    min(events.pass_time) as pass_time,
    min(events.at) filter (where events.phase = 'started') as started_at,
    max(events.at) filter (where events.phase = 'finished') as finished_at,
    max(events.outcome) filter (where events.phase = 'finished') as outcome
from events
group by events.run_id
