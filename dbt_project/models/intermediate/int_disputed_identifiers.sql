{%- set may_differ -%}
    select mention.wikidata_id from landing.entity_mentions
    where revision_id in ({{ changed(['stg_revision_states']) }})
{%- endset -%}
{{ config(materialized='grown', key='wikidata_id', touched=may_differ) }}
-- One row a checked identifier that texts give several countries, with the one that most of its mentions give.
with
mentions as (
    select * from {{ source('landing', 'entity_mentions') }}
    where {{ touched('mention.wikidata_id', source('landing', 'entity_mentions')) }}
),

coded as (
    select * from {{ ref('stg_coded_revisions') }}
)

select
    mentions.mention.wikidata_id,
    mode(mentions.mention.country order by mentions.mention.country) as country
from mentions
left join coded on mentions.revision_id = coded.revision_id
where
    coalesce(mentions.coder = coded.coder and not coded.taken_down, true)
    and mentions.mention.wikidata_id is not null
    and mentions.mention.country is not null
group by mentions.mention.wikidata_id
having count(distinct mentions.mention.country) > 1
