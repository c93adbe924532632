{%- set may_differ -%}
    {{ changed(['int_names']) }}
    union select revision_id from intermediate.int_names where name_id in ({{ changed(['int_entity_names']) }})
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ, spread=['entity_id', 'identifier']) }}
-- One row a valid name in a text with the entity it stands for: that of the name, where the seed entity_splits does not
-- say otherwise.
with
mentions as (
    select * from {{ ref('int_names') }}
    where {{ touched('revision_id', ref('int_names')) }}
),

names as (
    select * from {{ ref('int_entity_names') }}
),

ruled_apart as (
    select * from {{ ref('entity_splits') }}
)

select
    mentions.mention_id,
    mentions.revision_id,
    mentions.coder,
    mentions.start_char,
    mentions.end_char,
    mentions.text,
    mentions.name,
    names.called,
    mentions.kind,
    names.identifier,
    mentions.country,
    mentions.sector,
    mentions.role,
    mentions.refers_to,
    coalesce(ruled_apart.entity_id, names.entity_id) as entity_id
from mentions
inner join names on mentions.name_id = names.name_id
left join ruled_apart on mentions.mention_id = ruled_apart.mention_id
