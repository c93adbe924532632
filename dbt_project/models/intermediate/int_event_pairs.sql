-- One row a vaguer telling and a fuller one that it may be short for: every field it tells, the fuller tells as well,
-- equal or more exactly. What differs in an actor, a place, a day or an act is no pair, so nothing bridges two events.
with
variants as (
    select * from {{ ref('int_event_variants') }}
),

-- Where to look: in the same story, or on the same day with a party or a place in common.
blocks as (
    select
        variant_id,
        'story|' || unnest(stories) as block
    from variants
    union
    select
        variant_id,
        'day|' || day_on || '|' || token as block
    from (
        select
            variant_id,
            unnest(generate_series(from_on, to_on, interval 1 day))::date as day_on,
            actor_called || recipient_called || place_called as tokens
        from variants
        where dated
    ) as days
    cross join unnest(days.tokens) as tokens (token)
),

met as (
    select distinct
        vaguer.variant_id as vaguer_id,
        fuller.variant_id as fuller_id
    from blocks as vaguer
    inner join blocks as fuller on vaguer.block = fuller.block and vaguer.variant_id != fuller.variant_id
)

select
    vaguer.variant_id,
    fuller.variant_id as fuller_id,
    coalesce(list_has_any(vaguer.articles, fuller.articles), false) as same_article,
    coalesce(list_has_any(vaguer.stories, fuller.stories), false) as same_story,
    fuller.detail as fuller_detail,
    abs(vaguer.first_reported_on - coalesce(fuller.to_on, fuller.from_on, fuller.first_reported_on)) as days_apart
from met
inner join variants as vaguer on met.vaguer_id = vaguer.variant_id
inner join variants as fuller on met.fuller_id = fuller.variant_id
where
    vaguer.event_type = fuller.event_type
    and vaguer.event_type != 'STATEMENT'
    and (vaguer.mode is null or vaguer.mode = fuller.mode)
    and list_has_all(fuller.actor_called, vaguer.actor_tokens)
    and list_has_all(fuller.recipient_called, vaguer.recipient_tokens)
    and (vaguer.place_token is null or list_contains(fuller.place_called, vaguer.place_token))
    and (vaguer.from_on is null or vaguer.from_on <= coalesce(fuller.from_on, date '0001-01-01'))
    and (vaguer.to_on is null or vaguer.to_on >= coalesce(fuller.to_on, date '9999-12-31'))
    and (vaguer.detail, vaguer.variant_id) < (fuller.detail, fuller.variant_id)
    -- A telling without a day speaks of what is new, unless the fuller one has no day either.
    and (
        vaguer.from_on is not null
        or vaguer.to_on is not null
        or coalesce(fuller.to_on, fuller.from_on) is null
        or vaguer.first_reported_on - coalesce(fuller.to_on, fuller.from_on) between -1 and 14
    )
    -- Beyond one story it takes a day and either both sides or a side and the place.
    and (
        coalesce(list_has_any(vaguer.stories, fuller.stories), false)
        or coalesce(list_has_any(vaguer.articles, fuller.articles), false)
        or (
            vaguer.dated
            and fuller.dated
            and len(vaguer.actor_tokens) > 0
            and (
                len(vaguer.recipient_tokens) > 0
                or len(vaguer.actor_tokens) > 1
                or vaguer.place_token like 'place:%'
            )
        )
    )
