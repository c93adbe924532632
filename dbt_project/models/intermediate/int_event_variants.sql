-- One row a way in which deeds were told: mentions whose act, parties, place, days and toll are all alike are one.
-- How far that reaches hangs on what they say. Told by a day and both sides, or by a side and a town, they are one in
-- all texts; told by less, within one story; told by nothing that identifies, where the sentence is the same. A
-- statement is what it says: only the same sentence is the same statement.
with
told as (
    select
        *,
        -- "The attack": a word for the deed, and nothing more; "the attack on the school" says no more of one known.
        not identified and not is_speech and family != 'kill' and (len(nameless) = 0 or is_definite) and toll is null
        and place_token is null and from_on is null and to_on is null as is_anaphor,
        bool_or(identified) over (partition by revision_id, event_type) as deed_identified
    from {{ ref('int_mention_facts') }}
    where modality in ('happened', 'ongoing')
),

facts as (
    select
        *,
        coalesce(story_id, article_id) as anchor,
        case
            when event_type = 'STATEMENT' and len(actor_tokens) > 0 then sentence_sha256
            -- A text that speaks of "the ceasefire" throughout, and never of whose, speaks of one. Attacks are many.
            when is_anaphor and not deed_identified and event_type in ('CONSULT', 'AGREE', 'RETREAT')
                then coalesce(story_id, article_id) || first(sentence_sha256) over (
                    partition by revision_id, event_type, family, is_anaphor order by trigger_start, mention_id
                )
            -- One ceasefire or meeting of a day is one in its story, where no party is told.
            when not identified and dated and event_type in ('CONSULT', 'AGREE', 'RETREAT')
                then coalesce(story_id, article_id)
            when event_type = 'STATEMENT' or not identified then coalesce(story_id, article_id) || sentence_sha256
            when
                dated
                and (
                    (len(actor_tokens) > 0 and len(recipient_tokens) > 0)
                    or len(actor_tokens) > 1
                    or (len(actor_tokens) + len(recipient_tokens) > 0 and place_token like 'place:%')
                )
                then ''
            when dated and place_token like 'place:%' and len(nameless) > 0 then array_to_string(nameless, ' ')
            -- Who asks, accuses or promises does so often: without the other side, only the same sentence tells.
            when
                (is_speech or event_type in ('AGREE', 'AID', 'CONCEDE', 'SANCTION'))
                and len(actor_tokens) + len(recipient_tokens) < 2
                then coalesce(story_id, article_id) || sentence_sha256
            when is_speech then coalesce(story_id, article_id) || array_to_string(nameless, ' ')
            else coalesce(story_id, article_id)
        end as reach
    from told
),

signed as (
    select
        *,
        {{ hex_key([
            "event_type", "family", "actor_tokens", "recipient_tokens", "speakers", "coalesce(place_token, '')",
            "coalesce(from_on::varchar, '')", "coalesce(to_on::varchar, '')", "coalesce(toll::varchar, '')", "reach",
        ]) }} as variant_id
    from facts
)

select
    variant_id,
    event_type,
    family,
    actor_tokens,
    recipient_tokens,
    speakers,
    any_value(is_speech) as is_speech,
    any_value(list_sort(actor_called)) as actor_called,
    any_value(list_sort(recipient_called)) as recipient_called,
    any_value(actor_countries) as actor_countries,
    any_value(recipient_countries) as recipient_countries,
    list_sort(list_distinct(flatten(list(nameless)))) as nameless,
    list_sort(list_distinct(flatten(list(kinds)))) as kinds,
    list_sort(list_distinct(flatten(list(kinds_called)))) as kinds_called,
    toll,
    place_token,
    any_value(list_sort(place_called)) as place_called,
    from_on,
    to_on,
    dated,
    identified,
    bool_and(is_anaphor) as is_anaphor,
    any_value(killed) as killed,
    bool_and(is_definite) as is_definite,
    bool_or(is_mediation) as is_mediation,
    list_sort(list_distinct(flatten(list(contents)))) as contents,
    list(distinct anchor order by anchor) as anchors,
    list(distinct article_id order by article_id) as articles,
    list(distinct sentence_sha256) as sentences,
    -- Where it stands, to find what stands near it.
    list(distinct struct_pack(article_id := article_id, at := trigger_start)) as positions,
    min(reported_on) as first_reported_on,
    list(mention_id order by arrived_at, published_at nulls last, revision_id, trigger_start, mention_id)
        as mention_ids,
    -- How much it says: a report that says more never joins one that says less.
    case when identified then 4 else 0 end
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
    variant_id, event_type, family, actor_tokens, recipient_tokens, speakers, toll, place_token, from_on, to_on, dated,
    identified
