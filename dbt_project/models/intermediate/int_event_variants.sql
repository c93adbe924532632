-- One row a way in which deeds were told: mentions whose act, parties, place and days are all alike are one event.
-- Mentions that say too little to be known by it (no day, or nobody and no place) are alike within one story only,
-- and a statement is what it says: only the same sentence is the same statement.
with
facts as (
    select
        *,
        case
            when event_type = 'STATEMENT' then sentence_sha256
            when
                dated
                and (
                    len(actor_tokens) + len(recipient_tokens) > 0
                    or place_token like 'place:%'
                )
                then ''
            else coalesce(story_id, article_id)
        end as anchor
    from {{ ref('int_mention_facts') }}
    where modality in ('happened', 'ongoing')
),

signed as (
    select
        *,
        {{ hex_key([
            "event_type", "coalesce(mode, '')", "actor_tokens", "recipient_tokens", "coalesce(place_token, '')",
            "coalesce(from_on::varchar, '')", "coalesce(to_on::varchar, '')", "anchor",
        ]) }} as variant_id
    from facts
)

select
    variant_id,
    event_type,
    mode,
    actor_tokens,
    recipient_tokens,
    any_value(list_sort(actor_called)) as actor_called,
    any_value(list_sort(recipient_called)) as recipient_called,
    place_token,
    any_value(list_sort(place_called)) as place_called,
    from_on,
    to_on,
    dated,
    list(distinct story_id order by story_id) filter (where story_id is not null) as stories,
    list(distinct article_id order by article_id) as articles,
    min(reported_on) as first_reported_on,
    list(mention_id order by arrived_at, published_at nulls last, revision_id, trigger_start, mention_id)
        as mention_ids,
    -- How much it says: a report that says more never joins one that says less.
    (mode is not null)::integer
    + list_sum(list_transform(
        [''] || actor_tokens || recipient_tokens,
        lambda token: case
            when token = '' then 0 when token like 'entity:%' then 4 when token like 'sector:%' then 3 else 2
        end
    ))::integer
    + case
        when place_token is null then 0
        when place_token like 'place:%' then 3
        when place_token like 'admin:%' then 2
        else 1
    end
    + case
        when from_on is null and to_on is null then 0
        when dated then 10 - (to_on - from_on)
        when from_on is not null and to_on is not null then 2
        else 1
    end as detail
from signed
group by
    variant_id, event_type, mode, actor_tokens, recipient_tokens, place_token, from_on, to_on, dated
