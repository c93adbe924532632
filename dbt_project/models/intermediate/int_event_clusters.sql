{#- All that pairs lead to, over any number of them, from a telling that differs or from either end of a pair that does:
    what a telling is gathered round hangs on no other. -#}
{%- set may_differ -%}
    with recursive ties as (
        select variant_id as one, fuller_id as other from intermediate.int_event_pairs
        union all
        select fuller_id as one, variant_id as other from intermediate.int_event_pairs
    ),
    reach as (
        select key
        from (
            {{ changed(['int_event_variants', 'int_event_pairs']) }} union {{ changed(['int_event_pairs'], 'fuller_id') }}
        ) as differing
        union
        select ties.other as key from reach inner join ties on reach.key = ties.one
    )
    select key from reach
{%- endset -%}
{{ config(materialized='grown', key='variant_id', touched=may_differ, spread=['cluster_id']) }}
-- One row a telling and the telling that its event is gathered round. A telling that is short for fuller ones joins the
-- one it stands nearest to; the fullest gather round the fullest of them that they share two facts with; what
-- identifies nothing joins the nearest telling of its own article last, so it can bridge nothing. Of tellings thus
-- gathered that contradict each other, the one that says less leaves and stands alone.
with recursive
variants as (
    select * from {{ ref('int_event_variants') }}
    where {{ touched('variant_id', ref('int_event_variants')) }}
),

pairs as (
    select * from {{ ref('int_event_pairs') }}
    where {{ touched('variant_id', ref('int_event_pairs')) }}
),

parents as (
    select
        variant_id,
        fuller_id
    from pairs
    where relation = 'short'
    qualify
        row_number() over (
            partition by variant_id
            order by
                same_article desc, same_story desc, same_toll desc, days_apart asc, fuller_detail desc,
                characters_apart asc, fuller_id asc
        ) = 1
),

-- Up the chain of fuller tellings; each step says more than the one before, so every chain ends.
climbs as (
    select
        variant_id,
        variant_id as root_id,
        0 as depth
    from variants
    where identified
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

-- The fullest tellings that complete each other; one beside a fuller one is no centre itself.
beside as (
    select pairs.*
    from pairs
    semi join rooted as lesser on pairs.variant_id = lesser.root_id
    semi join rooted as fuller on pairs.fuller_id = fuller.root_id
    where pairs.relation = 'beside'
),

centred as (
    select
        beside.variant_id,
        beside.fuller_id
    from beside
    anti join beside as off_centre on beside.fuller_id = off_centre.variant_id
    qualify
        row_number() over (
            partition by beside.variant_id
            order by beside.same_article desc, beside.fuller_detail desc, beside.days_apart asc, beside.fuller_id asc
        ) = 1
),

gathered as (
    select
        rooted.variant_id,
        coalesce(centred.fuller_id, rooted.root_id) as centre_id
    from rooted
    left join centred on rooted.root_id = centred.variant_id
),

-- A word for the deed alone means the one its text tells of, or of several the one close by.
nearest as (
    select
        pairs.variant_id,
        gathered.centre_id
    from pairs
    inner join gathered on pairs.fuller_id = gathered.variant_id
    where pairs.relation = 'bare'
    qualify
        row_number() over (
            partition by pairs.variant_id
            order by pairs.characters_apart asc, pairs.fuller_detail desc, pairs.fuller_id asc
        ) = 1
        and (
            pairs.characters_apart <= 250
            or min(gathered.centre_id) over (partition by pairs.variant_id)
            = max(gathered.centre_id) over (partition by pairs.variant_id)
        )
),

-- Where its text tells of none by name, it gathers round the fullest of what the text tells without one.
alone as (
    select variants.variant_id
    from variants
    anti join nearest on variants.variant_id = nearest.variant_id
    where not variants.identified
),

among as (
    select pairs.*
    from pairs
    semi join alone as lesser on pairs.variant_id = lesser.variant_id
    semi join alone as fuller on pairs.fuller_id = fuller.variant_id
    where pairs.relation = 'bare'
),

together as (
    select
        among.variant_id,
        among.fuller_id as centre_id
    from among
    anti join among as off_centre on among.fuller_id = off_centre.variant_id
    qualify
        row_number() over (
            partition by among.variant_id
            order by among.characters_apart asc, among.fuller_detail desc, among.fuller_id asc
        ) = 1
        and (
            among.characters_apart <= 250
            or min(among.fuller_id) over (partition by among.variant_id)
            = max(among.fuller_id) over (partition by among.variant_id)
        )
),

joined as (
    select
        variant_id,
        centre_id
    from gathered
    union all
    select
        variants.variant_id,
        coalesce(nearest.centre_id, together.centre_id, variants.variant_id) as centre_id
    from variants
    left join nearest on variants.variant_id = nearest.variant_id
    left join together on variants.variant_id = together.variant_id
    where not variants.identified
),

members as (
    select
        joined.centre_id,
        variants.*,
        (variants.variant_id = joined.centre_id)::integer as is_centre
    from joined
    inner join variants on joined.variant_id = variants.variant_id
),

leaving as (
    select distinct lesser.variant_id
    from members as lesser
    inner join members as better
        on
            lesser.centre_id = better.centre_id
            and (lesser.is_centre, lesser.detail, lesser.variant_id)
            < (better.is_centre, better.detail, better.variant_id)
    where {{ tellings_differ('lesser', 'better') }}
)

select
    joined.variant_id,
    case when leaving.variant_id is null then joined.centre_id else joined.variant_id end as cluster_id
from joined
left join leaving on joined.variant_id = leaving.variant_id
