-- One row an undertaking in an agreement: the act foreseen within it, once an agreement.
with
mentions as (
    select * from {{ ref('event_mentions') }}
),

events as (
    select * from {{ ref('events') }}
),

parties as (
    select * from {{ ref('event_actors') }}
),

facts as (
    select * from {{ ref('int_mention_facts') }}
),

phrases as (
    select * from {{ ref('phrases') }}
),

sides as (
    select
        event_id,
        coalesce(list(distinct name order by name) filter (where role in ('actor', 'recipient')), []) as parties,
        coalesce(list(distinct name order by name) filter (where part = 'mediator'), []) as mediators
    from parties
    group by event_id
),

foreseen as (
    select
        agreements.event_id as agreement_event_id,
        contents.*
    from mentions as contents
    inner join mentions as agreements on contents.within_id = agreements.mention_id
    where
        agreements.event_type = 'AGREE'
        and agreements.event_id is not null
        and contents.modality in ('planned', 'conditional')
),

-- The same undertaking in several reports of one agreement is one: its earliest mention stands for it.
firsts as (
    select foreseen.*
    from foreseen
    inner join facts on foreseen.mention_id = facts.mention_id
    qualify
        row_number() over (
            partition by foreseen.agreement_event_id, foreseen.event_type, coalesce(foreseen.mode, '')
            order by
                facts.arrived_at,
                facts.published_at nulls last,
                facts.revision_id,
                facts.trigger_start,
                facts.mention_id
        ) = 1
)

select
    firsts.mention_id as commitment_id,
    firsts.agreement_event_id,
    firsts.event_type,
    coalesce(sides.parties, []) as parties,
    coalesce(sides.mediators, []) as mediators,
    coalesce({{ list_in_words("sides.parties") }}, 'Unnamed parties') || ' undertook: '
    || lower(coalesce(own.noun, general.noun))
    || coalesce(' by ' || {{ list_in_words("firsts.actors") }}, '')
    || coalesce(' ' || coalesce(own.link, general.link) || ' ' || {{ list_in_words("firsts.recipients") }}, '')
        as summary,
    events.place_name,
    events.event_from as agreed_on,
    firsts.event_from as due_from,
    firsts.event_to as due_to,
    -- Whether it was kept takes later reports read against it; until then nothing is claimed.
    'unknown' as standing,
    firsts.mention_id as evidence_mention_id,
    firsts.article_id
from firsts
inner join events on firsts.agreement_event_id = events.event_id
left join sides on firsts.agreement_event_id = sides.event_id
left join phrases as own on firsts.event_type = own.event_type and firsts.mode = own.mode
left join phrases as general on firsts.event_type = general.event_type and general.mode is null
