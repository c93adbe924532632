-- One row a mention of a deed and the event it tells of: the event's id is that of its earliest mention.
with
clusters as (
    select * from {{ ref('int_event_clusters') }}
),

variants as (
    select
        variant_id,
        detail,
        unnest(mention_ids) as mention_id
    from {{ ref('int_event_variants') }}
),

facts as (
    select * from {{ ref('int_mention_facts') }}
)

select
    variants.mention_id,
    first(variants.mention_id) over (
        partition by clusters.cluster_id
        order by
            facts.arrived_at, facts.published_at nulls last, facts.revision_id, facts.trigger_start, facts.mention_id
    ) as event_id,
    variants.detail
from variants
inner join clusters on variants.variant_id = clusters.variant_id
inner join facts on variants.mention_id = facts.mention_id
