{{ config(
    materialized='grown',
    key='revision_id',
    touched=changed(['stg_revision_states', 'int_revisions', 'int_rejected_mentions'])
) }}
-- One row a valid name in a text, of one kind in all of it; `name_id` is one for all that tells whom a name stands for.
with
mentions as (
    select * exclude (copy_number)
    from {{ ref('stg_entity_mentions') }}
    where copy_number = 1
),

rejected as (
    select distinct row_key
    from {{ ref('int_rejected_mentions') }}
    where
        {{ touched('revision_id', ref('int_rejected_mentions')) }}
        and table_name = 'entity_mentions' and reason != 'key twice'
),

-- "Reuters reporters" are not Reuters: who is told by more words than the name is known by these.
told as (
    select
        mentions.* exclude (name, wikidata_id, role),
        case
            when {{ is_of_another('mentions') }} then {{ whole_name('mentions.text') }}
            else {{ whole_name('mentions.name') }}
        end as name,
        case when not {{ is_of_another('mentions') }} then mentions.wikidata_id end as wikidata_id,
        {{ office('mentions.role') }} as role
    from mentions
    anti join rejected on mentions.mention_id = rejected.row_key
),

-- In one text a name is one thing: what most of its mentions say.
kinds as (
    select
        revision_id,
        {{ normal_name('name') }} as called,
        kind,
        count(*) as mentions,
        min(start_char) as start_char
    from told
    where wikidata_id is null and kind in ('person', 'organisation', 'group', 'place')
    group by all
),

one_kind as (
    select
        revision_id,
        called,
        arg_max(kind, (mentions, -start_char)) as kind
    from kinds
    group by revision_id, called
    having count(*) > 1
),

settled as (
    select
        told.* exclude (kind),
        case
            when told.wikidata_id is null and told.kind in ('person', 'organisation', 'group', 'place')
                then coalesce(one_kind.kind, told.kind)
            else told.kind
        end as kind
    from told
    left join one_kind on told.revision_id = one_kind.revision_id and {{ normal_name('told.name') }} = one_kind.called
)

select
    *,
    hash(name, kind, wikidata_id, country, sector) as name_id
from settled
