{{ config(
    materialized='grown',
    key='event_number',
    touched="select ('0x' || key)::ubigint from (" ~ changed(['events']) ~ " union "
    ~ changed(['event_mentions'], 'event_id') ~ ") as events",
    order='word, event_number'
) }}
-- One row a word of an event's summary, or of a sentence it rests on; its sources stand with a colon before, who acts
-- with >, and who is acted upon with <.
with
events as (
    select * from {{ ref('events') }}
    where {{ touched('event_number', ref('events')) }}
),

mentions as (
    select * from {{ ref('event_mentions') }}
    where {{ touched("('0x' || event_id)::ubigint", ref('event_mentions')) }} and event_id is not null
),

-- Nothing is held for each event: what is told of it twice stands here twice.
listed as (
    select
        event_number,
        unnest({{ words_in('summary') }}) as word
    from events
    union all
    select
        event_number,
        '>' || unnest(actor_names) as word
    from events
    union all
    select
        event_number,
        '<' || unnest(recipient_names) as word
    from events
    union all
    -- In a reciprocal act all parties stand among the actors, and each is the other's recipient.
    select
        event_number,
        '<' || unnest(actor_names) as word
    from events
    where reciprocal
    union all
    select
        ('0x' || event_id)::ubigint as event_number,
        unnest({{ words_in('sentence') }} || [':' || source_id]) as word
    from mentions
)

select
    word,
    event_number
from listed
order by word, event_number
