{{ config(
    materialized='grown',
    key='revision_id',
    touched=changed(['stg_revision_states', 'int_revisions', 'int_rejected_mentions']),
    spread=['place_id']
) }}
with
mentions as (
    select * exclude (copy_number)
    from {{ ref('stg_place_mentions') }}
    where copy_number = 1
),

rejected as (
    select distinct row_key
    from {{ ref('int_rejected_mentions') }}
    where
        {{ touched('revision_id', ref('int_rejected_mentions')) }}
        and table_name = 'place_mentions' and reason != 'key twice'
)

select
    mentions.*,
    case
        when mentions.name is not null
            then
                {{ hex_key([
                    "'place'",
                    "coalesce(mentions.geonameid::varchar, mentions.name || '/' || coalesce(mentions.country, ''))",
                ]) }}
    end as place_id
from mentions
anti join rejected on mentions.mention_id = rejected.row_key
