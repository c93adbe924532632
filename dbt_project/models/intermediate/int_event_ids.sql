{#- An event hangs on the tellings gathered to it and, where a reader tied it to others or took mentions out, on
    these. -#}
{%- set may_differ -%}
    with recursive named as (
        select tellings.mention_id, clusters.cluster_id
        from intermediate.int_tellings as tellings
        inner join intermediate.int_event_clusters as clusters on tellings.variant_id = clusters.variant_id
        where tellings.mention_id in (select mention_id from landing.corrections)
        union
        select mention_id, cluster_id from intermediate.int_event_ids
        where mention_id in (select mention_id from landing.corrections)
    ),
    ties as (
        select distinct corrections.correction_id, named.cluster_id
        from landing.corrections as corrections
        inner join named on corrections.mention_id = named.mention_id
    ),
    reach as (
        select key
        from (
            {{ changed(['int_event_clusters'], 'cluster_id') }}
            union select cluster_id from intermediate.int_event_clusters
            where
                variant_id in (
                    {{ changed(['int_event_variants']) }} union {{ changed(['int_tellings'], 'variant_id') }}
                )
            union select cluster_id from named
            where mention_id in ({{ landed('corrections', 'mention_id', ['landing.corrections', 'mention_id']) }})
        ) as differing
        union
        select ties.cluster_id as key
        from reach
        inner join ties as mine on reach.key = mine.cluster_id
        inner join ties on mine.correction_id = ties.correction_id
    )
    select key from reach
{%- endset -%}
{{ config(
    materialized='grown',
    key='mention_id',
    touched=may_differ,
    scope='cluster_id in (select key from touched)',
    spread=['event_id']
) }}
-- One row a mention of a deed and the event it tells of: the event's id is that of its earliest mention. What a reader
-- corrected wins: a mention called wrong tells of none, events called one are one, mentions set apart are another.
with recursive
clusters as (
    select * from {{ ref('int_event_clusters') }}
    where {{ touched('cluster_id', ref('int_event_clusters')) }}
),

corrections as (
    select * from {{ ref('stg_corrections') }}
),

variants as (
    select
        variant_id,
        detail,
        unnest(mention_ids) as mention_id
    from {{ ref('int_event_variants') }}
    where {{ bounded(ref('int_event_variants'), 'variant_id in (select clusters.variant_id from clusters)') }}
),

told as (
    select
        variants.mention_id,
        variants.detail,
        clusters.cluster_id
    from variants
    inner join clusters on variants.variant_id = clusters.variant_id
),

facts as (
    select * from {{ ref('int_mention_facts') }}
    where {{ bounded(ref('int_mention_facts'), 'mention_id in (select told.mention_id from told)') }}
),

ties as (
    select distinct
        corrections.correction_id,
        told.cluster_id
    from corrections
    inner join told on corrections.mention_id = told.mention_id
    where corrections.kind = 'merge'
),

-- From each event to all that corrections tie it to, over any number of them.
reach as (
    select
        cluster_id,
        cluster_id as other_id
    from ties
    union
    select
        reach.cluster_id,
        other_end.cluster_id as other_id
    from reach
    inner join ties as one_end on reach.other_id = one_end.cluster_id
    inner join ties as other_end on one_end.correction_id = other_end.correction_id
),

merged as (
    select
        cluster_id,
        min(other_id) as merged_id
    from reach
    group by cluster_id
),

set_apart as (
    select
        mention_id,
        min(correction_id) as correction_id
    from corrections
    where kind = 'split'
    group by mention_id
),

corrected as (
    select
        told.mention_id,
        told.detail,
        told.cluster_id as gathered_id,
        coalesce('split:' || set_apart.correction_id, merged.merged_id, told.cluster_id) as cluster_id
    from told
    left join merged on told.cluster_id = merged.cluster_id
    left join set_apart on told.mention_id = set_apart.mention_id
    anti join corrections as wrong on told.mention_id = wrong.mention_id and wrong.kind = 'wrong'
)

select
    corrected.mention_id,
    first(corrected.mention_id) over (
        partition by corrected.cluster_id
        order by
            facts.arrived_at, facts.published_at nulls last, facts.revision_id, facts.trigger_start, facts.mention_id
    ) as event_id,
    corrected.gathered_id as cluster_id,
    corrected.detail
from corrected
inner join facts on corrected.mention_id = facts.mention_id
