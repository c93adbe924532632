{{ config(materialized='grown', key='revision_id', touched=changed(['int_mention_facts']), spread=['variant_id']) }}
-- One row a mention of a deed and the way in which it tells it: mentions whose act, parties, place, days and toll are
-- all alike are told in one way, and are one.
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
    where {{ touched('revision_id', ref('int_mention_facts')) }} and modality in ('happened', 'ongoing')
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
                -- Raids and arrests by a state are many in a day: a place or somebody by name tells which.
                and (
                    event_type not in ('ASSAULT', 'COERCE', 'MOBILIZE', 'PROTEST')
                    or {{ known_spot('place_token') }}
                    or len(list_filter(
                        actor_tokens || recipient_tokens, lambda token: token like 'entity:%'
                    )) > 0
                )
                and (
                    (len(actor_tokens) > 0 and len(recipient_tokens) > 0)
                    or len(actor_tokens) > 1
                    or (len(actor_tokens) + len(recipient_tokens) > 0 and {{ known_spot('place_token') }})
                )
                then ''
            when dated and {{ known_spot('place_token') }} and len(nameless) > 0 then array_to_string(nameless, ' ')
            -- Who asks, accuses or promises does so often: without the other side, only the same sentence tells.
            when
                (is_speech or event_type in ('AGREE', 'AID', 'CONCEDE', 'SANCTION'))
                and len(actor_tokens) + len(recipient_tokens) < 2
                then coalesce(story_id, article_id) || sentence_sha256
            when is_speech then coalesce(story_id, article_id) || array_to_string(nameless, ' ')
            -- Attacks and arrests are many: of a state, without a town, toll or name, they are one within a text.
            when
                event_type in ('ASSAULT', 'COERCE', 'MOBILIZE', 'PROTEST')
                and toll is null
                and not coalesce({{ known_spot('place_token') }}, false)
                and len(list_filter(actor_tokens || recipient_tokens, lambda token: token like 'entity:%')) = 0
                then article_id
            else coalesce(story_id, article_id)
        end as reach
    from told
)

select
    *,
    {{ hex_key([
        "event_type", "family", "actor_tokens", "recipient_tokens", "speakers", "coalesce(place_token, '')",
        "coalesce(from_on::varchar, '')", "coalesce(to_on::varchar, '')", "coalesce(toll::varchar, '')", "places_beside", "reach",
    ]) }} as variant_id
from facts
