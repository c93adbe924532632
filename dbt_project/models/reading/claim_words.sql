{{ config(
    materialized='grown',
    key='claim_number',
    touched="select ('0x' || key)::ubigint from (" ~ changed(['claims']) ~ ") as claims",
    order='word, claim_number'
) }}
-- One row a word of a claim's summary, or of the sentence it rests on. Who speaks stands with a sign before: > name,
-- = entity, @ country. So does who is spoken of: < name, # entity.
with
claims as (
    select * from {{ ref('claims') }}
    where {{ touched('claim_number', ref('claims')) }}
),

listed as (
    select
        claim_number,
        unnest({{ words_in("concat_ws(' ', summary, sentence)") }}) as word
    from claims
    union all
    select
        claim_number,
        unnest(['>' || speaker, '=' || speaker_entity_id, '@' || speaker_country]) as word
    from claims
    union all
    select
        claim_number,
        '<' || unnest(list_distinct(about || recipients)) as word
    from claims
    union all
    select
        claim_number,
        '#' || unnest(list_distinct(about_entity_ids)) as word
    from claims
)

select
    word,
    claim_number
from listed
where word is not null
order by word, claim_number
