{#- All that links lead to, over any number of them, from a text or a link that differs; all texts, where a source goes
    by another name. -#}
{%- set may_differ -%}
    with recursive ties as (
        select revision_id as one, copy_of as other from staging.stg_copy_links
        union all
        select copy_of as one, revision_id as other from staging.stg_copy_links
    ),
    reach as (
        select key
        from (
            {{ changed(['int_revisions', 'stg_copy_links']) }} union {{ changed(['stg_copy_links'], 'copy_of') }}
        ) as differing
        union
        select ties.other as key from reach inner join ties on reach.key = ties.one
    )
    select key from reach
    union select revision_id from intermediate.int_revisions
    where (select count(*) from ({{ changed(['int_source_names']) }}) as renamed) > 0
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ) }}
-- One row a valid revision: whom it copies, and who first wrote it. That is the agency it credits, else the one that
-- the first text of its copies credits, else the one that most of its copies do, else the outlet of the first text.
with recursive
revisions as (
    select
        revision_id,
        outlet,
        credit
    from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
),

links as (
    select
        copies.revision_id,
        copies.copy_of,
        copies.similarity,
        copies.containment,
        copies.shared
    from {{ ref('stg_copy_links') }} as copies
    semi join revisions on copies.revision_id = revisions.revision_id
    semi join revisions as earlier on copies.copy_of = earlier.revision_id
),

-- The first text of a chain of copies; the depth bounds a chain that would turn upon itself.
chains as (
    select
        revision_id,
        copy_of as first_id,
        1 as depth
    from links
    union all
    select
        chains.revision_id,
        links.copy_of as first_id,
        chains.depth + 1 as depth
    from chains
    inner join links on chains.first_id = links.revision_id
    where chains.depth < 20
),

firsts as (
    select
        revision_id,
        last(first_id order by depth) as first_id
    from chains
    group by revision_id
),

-- An agency that is a source of ours goes by its id, so that its own page and its reprints are one origin.
sources as (
    select
        {{ normal_name('name') }} as called,
        min(source_id) as source_id
    from {{ ref('stg_sources') }}
    group by all
    union
    select
        {{ normal_name('source_id') }} as called,
        min(source_id) as source_id
    from {{ ref('stg_sources') }}
    group by all
),

named as (
    select
        called,
        min(source_id) as source_id
    from sources
    group by called
),

credited as (
    select
        revisions.revision_id,
        coalesce(named.source_id, nullif({{ normal_name('revisions.credit') }}, '')) as agency,
        revisions.outlet
    from revisions
    left join named on {{ normal_name('revisions.credit') }} = named.called
),

-- An agency's report may be seen first in a paper that names no agency: its copies do. A text that is only partly the
-- same (two reports in one, a long report around a short one) says nothing of the other part's origin.
told as (
    select
        firsts.first_id,
        mode(credited.agency order by credited.agency) as agency
    from firsts
    inner join links on firsts.revision_id = links.revision_id
    inner join credited on firsts.revision_id = credited.revision_id
    where links.similarity >= 0.6
    group by firsts.first_id
)

select
    revisions.revision_id,
    links.copy_of,
    links.containment as copied_share,
    links.shared.start as copied_start,
    links.shared."end" as copied_end,
    coalesce(own.agency, root.agency, told.agency, root.outlet, own.outlet) as origin
from revisions
inner join credited as own on revisions.revision_id = own.revision_id
left join links on revisions.revision_id = links.revision_id
left join firsts on revisions.revision_id = firsts.revision_id
left join credited as root on firsts.first_id = root.revision_id
left join told on coalesce(firsts.first_id, revisions.revision_id) = told.first_id
