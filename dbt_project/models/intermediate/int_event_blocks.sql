{{ config(materialized='grown', key='variant_id', touched=changed(['int_event_variants'])) }}
-- One row a telling and a block in which it looks for fuller ones (`looks`), or is found by vaguer ones: tellings that
-- share no block are never compared. A block is a digest, since each pass reads all of them.
with
variants as (
    select * from {{ ref('int_event_variants') }}
    where {{ touched('variant_id', ref('int_event_variants')) }}
),

-- Where to look: in the same story, or on the same day with a party or the place in common. The vaguer telling looks
-- by its most telling fact alone, since the fuller one has to tell that too.
looked_for as (
    select
        variant_id,
        event_type || '|' || unnest(anchors) as block
    from variants
    where event_type != 'STATEMENT'
    union
    select
        variant_id,
        event_type || '|' || unnest(generate_series(from_on, to_on, interval 1 day))::date || '|'
        || coalesce(
            case when regexp_matches(place_token, '^(place|named):') then place_token end,
            list_min(actor_tokens || recipient_tokens)
        ) as block
    from variants
    where dated and identified and event_type != 'STATEMENT'
    union
    select
        variant_id,
        'killed|' || killed as block
    from variants
    where killed is not null
    union
    -- Of what is told by no name, what its own text tells of.
    select
        variant_id,
        event_type || '|in|' || unnest(articles) as block
    from variants
    where not identified and not is_speech
    union
    -- And what its story tells of the same day, or of as many dead.
    select
        variant_id,
        event_type || '|of|' || unnest(anchors) || '|' || case when dated then from_on::varchar else 'toll' end as block
    from variants
    where not identified and not is_speech and (dated or toll >= 10)
    union
    -- And who mediates.
    select
        variant_id,
        event_type || '|by|' || unnest(anchors) || '|' || unnest(mediators) as block
    from variants
    where len(mediators) > 0
),

found_by as (
    select
        variant_id,
        event_type || '|' || unnest(anchors) as block
    from variants
    where identified and event_type != 'STATEMENT'
    union
    select
        variant_id,
        event_type || '|' || from_on || '|' || unnest(actor_called || recipient_called || place_called) as block
    from variants
    where dated and identified and event_type != 'STATEMENT'
    union
    select
        variant_id,
        'killed|' || killed as block
    from variants
    where killed is not null
    union
    select
        variant_id,
        event_type || '|in|' || unnest(articles) as block
    from variants
    where not identified and not is_speech
    union
    select
        variant_id,
        event_type || '|of|' || unnest(anchors) || '|' || case when dated then from_on::varchar else 'toll' end as block
    from variants
    where not is_speech and (dated or toll >= 10)
    union
    select
        variant_id,
        event_type || '|by|' || unnest(anchors) || '|' || unnest(mediators) as block
    from variants
    where len(mediators) > 0
)

select
    variant_id,
    true as looks,
    hash(block) as block
from looked_for
where block is not null
union
select
    variant_id,
    false as looks,
    hash(block) as block
from found_by
where block is not null
