-- One row a telling and the fullest telling of its event. A vaguer telling joins the one fuller telling it stands
-- nearest to; two fullest tellings of one story that complete each other, and are each other's best match, are one.
with recursive
variants as (
    select * from {{ ref('int_event_variants') }}
),

pairs as (
    select * from {{ ref('int_event_pairs') }}
),

parents as (
    select
        variant_id,
        fuller_id
    from pairs
    qualify
        row_number() over (
            partition by variant_id
            order by same_article desc, same_story desc, days_apart asc, fuller_detail desc, fuller_id asc
        ) = 1
),

-- Up the chain of fuller tellings; each step says more than the one before, so every chain ends.
climbs as (
    select
        variant_id,
        variant_id as root_id,
        0 as depth
    from variants
    union all
    select
        climbs.variant_id,
        parents.fuller_id as root_id,
        climbs.depth + 1 as depth
    from climbs
    inner join parents on climbs.root_id = parents.variant_id
),

rooted as (
    select
        variant_id,
        last(root_id order by depth) as root_id
    from climbs
    group by variant_id
),

roots as (
    select variants.*
    from variants
    where variants.variant_id in (select rooted.root_id from rooted)
),

told_in as (
    select
        variant_id,
        unnest(stories) as story_id
    from roots
),

met as (
    select distinct
        one.variant_id as one_id,
        other.variant_id as other_id
    from told_in as one
    inner join told_in as other on one.story_id = other.story_id and one.variant_id != other.variant_id
),

-- Neither says what the other contradicts: field by field, one is the other's or is short for it.
complements as (
    select
        one.variant_id as one_id,
        other.variant_id as other_id,
        coalesce(list_has_any(one.articles, other.articles), false) as same_article,
        other.detail as other_detail
    from met
    inner join roots as one on met.one_id = one.variant_id
    inner join roots as other on met.other_id = other.variant_id
    where
        one.event_type = other.event_type
        and one.event_type != 'STATEMENT'
        and (one.mode is null or other.mode is null or one.mode = other.mode)
        and (
            list_has_all(one.actor_called, other.actor_tokens) or list_has_all(other.actor_called, one.actor_tokens)
        )
        and (
            list_has_all(one.recipient_called, other.recipient_tokens)
            or list_has_all(other.recipient_called, one.recipient_tokens)
        )
        and len(one.actor_tokens) + len(one.recipient_tokens) > 0
        and len(other.actor_tokens) + len(other.recipient_tokens) > 0
        and (
            one.place_token is null
            or other.place_token is null
            or list_contains(one.place_called, other.place_token)
            or list_contains(other.place_called, one.place_token)
        )
        and (
            (one.dated and other.dated and (
                one.from_on between other.from_on and other.to_on and one.to_on between other.from_on and other.to_on
                or other.from_on between one.from_on and one.to_on and other.to_on between one.from_on and one.to_on
            ))
            or (
                one.from_on is null and one.to_on is null and other.dated
                and one.first_reported_on - other.to_on between -1 and 3
            )
            or (
                other.from_on is null and other.to_on is null and one.dated
                and other.first_reported_on - one.to_on between -1 and 3
            )
            or (
                one.from_on is null and one.to_on is null and other.from_on is null and other.to_on is null
                and abs(one.first_reported_on - other.first_reported_on) <= 3
            )
        )
),

best as (
    select
        one_id,
        other_id
    from complements
    qualify
        row_number() over (partition by one_id order by same_article desc, other_detail desc, other_id asc) = 1
),

joined as (
    select
        best.one_id as variant_id,
        least(best.one_id, best.other_id) as cluster_id
    from best
    inner join best as back on best.one_id = back.other_id and best.other_id = back.one_id
)

select
    rooted.variant_id,
    rooted.root_id,
    coalesce(joined.cluster_id, rooted.root_id) as cluster_id
from rooted
left join joined on rooted.root_id = joined.variant_id
