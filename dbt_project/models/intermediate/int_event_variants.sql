{{ config(materialized='grown', key='variant_id', touched=changed(['int_tellings'], 'variant_id')) }}
-- One row a way in which deeds were told, with the mentions that tell it so.
with
tellings as (
    select * from {{ ref('int_tellings') }}
    where {{ touched('variant_id', ref('int_tellings')) }}
)

select
    variant_id,
    event_type,
    family,
    actor_tokens,
    recipient_tokens,
    speakers,
    any_value(is_speech) as is_speech,
    min(list_sort(actor_called)) as actor_called,
    min(list_sort(recipient_called)) as recipient_called,
    min(actor_countries) as actor_countries,
    min(recipient_countries) as recipient_countries,
    list_sort(list_distinct(flatten(list(nameless)))) as nameless,
    list_sort(list_distinct(flatten(list(kinds)))) as kinds,
    list_sort(list_distinct(flatten(list(kinds_called)))) as kinds_called,
    toll,
    places_beside,
    place_token,
    min(list_sort(place_called)) as place_called,
    from_on,
    to_on,
    dated,
    identified,
    bool_and(is_anaphor) as is_anaphor,
    min(killed) as killed,
    bool_and(is_definite) as is_definite,
    bool_or(is_mediation) as is_mediation,
    list_sort(list_distinct(flatten(list(mediators)))) as mediators,
    list_sort(list_distinct(flatten(list(contents)))) as contents,
    list(distinct anchor order by anchor) as anchors,
    list(distinct article_id order by article_id) as articles,
    list(distinct sentence_sha256 order by sentence_sha256) as sentences,
    -- Where it stands, to find what stands near it.
    list_sort(list(distinct struct_pack(article_id := article_id, at := trigger_start))) as positions,
    list(distinct paragraph order by paragraph) as paragraphs,
    min(reported_on) as first_reported_on,
    list(mention_id order by arrived_at, published_at nulls last, revision_id, trigger_start, mention_id)
        as mention_ids,
    -- How much it says: a report that says more never joins one that says less.
    case when identified then 20 else 0 end
    - 3 * bool_and(is_definite)::integer
    + (family not in ('any', 'attack'))::integer
    + (toll is not null)::integer
    + list_sum(list_transform(
        [''] || actor_tokens || recipient_tokens,
        lambda token: case
            when token = '' then 0 when token like 'entity:%' then 4 when token like 'sector:%' then 3 else 2
        end
    ))::integer
    + case
        when place_token is null then 0
        when place_token like 'place:%' or place_token like 'named:%/%' then 3
        when place_token like 'admin:%' then 2
        else 1
    end
    + case
        when from_on is null and to_on is null then 0
        when dated then 10 - (to_on - from_on)
        when from_on is not null and to_on is not null then 2
        else 1
    end as detail
from tellings
group by
    variant_id, event_type, family, actor_tokens, recipient_tokens, speakers, toll, places_beside, place_token,
    from_on, to_on, dated, identified
