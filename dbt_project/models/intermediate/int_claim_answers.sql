{#- A word that differs may be another claim's answer, or have been. -#}
{%- set may_differ -%}
    {{ changed(['int_claim_sides']) }}
    union select claim_id from intermediate.int_claim_answers
    where answer_claim_id in ({{ changed(['int_claim_sides']) }})
    union select sides.claim_id
    from intermediate.int_claim_sides as sides
    inner join intermediate.int_claim_sides as words
        on
            sides.side = words.voice
            and sides.anchor = words.anchor
            and words.reported_on between sides.reported_on and sides.reported_on + 14
    where words.claim_id in ({{ changed(['int_claim_sides']) }})
    union select sides.claim_id
    from intermediate.int_claim_sides as sides
    inner join intermediate.int_claim_sides as words
        on
            sides.side = words.voice
            and sides.voice = words.side
            and sides.event_type = words.event_type
            and words.reported_on between sides.reported_on and sides.reported_on + 3
    where words.claim_id in ({{ changed(['int_claim_sides']) }})
{%- endset -%}
{{ config(materialized='grown', key='claim_id', touched=may_differ) }}
-- One row a claim and an answer of a side that it speaks of: the nearest and plainest word of that side, by its people
-- or by an outlet that speaks for it, from the day of the claim to two weeks on. It denies or rejects, agrees to what
-- was asked, accuses, threatens or asks in return within three days, or in the same article at least speaks of the
-- speaker.
with
told as (
    select * from {{ ref('int_claim_sides') }}
),

sides as (
    select * from told
    where {{ touched('claim_id') }} and side is not null
),

returned as (
    select
        *,
        modality in ('denied', 'absent') or coalesce(act_type = 'REJECT', false) as denies
    from told
    where voice is not null
),

met as (
    select
        sides.claim_id,
        sides.side,
        words.claim_id as answer_claim_id
    from sides
    inner join returned as words
        on
            sides.side = words.voice
            and sides.anchor = words.anchor
            and words.reported_on between sides.reported_on and sides.reported_on + 14
    union
    -- Told in another story, it is of the same matter where it denies the same kind of deed to the same side.
    select
        sides.claim_id,
        sides.side,
        words.claim_id as answer_claim_id
    from sides
    inner join returned as words
        on
            sides.side = words.voice
            and sides.event_type = words.event_type
            and sides.voice = words.side
            and words.reported_on between sides.reported_on and sides.reported_on + 3
    where words.denies
),

-- What a side says in return, with whom it speaks of.
words as (
    select
        claim_id,
        event_type,
        act_type,
        modality,
        article_id,
        reported_on,
        sentence_start,
        denies,
        coalesce(list(side) filter (where side is not null), []) as speaks_of
    from returned
    where claim_id in (select met.answer_claim_id from met)
    group by all
),

-- Whom a claim is between: its speaker, and all sides that it speaks of.
between_them as (
    select
        claim_id,
        list_distinct(flatten(list([voice, side]))) as parties
    from sides
    group by claim_id
),

judged as (
    select
        met.claim_id,
        met.side,
        met.answer_claim_id,
        sides.article_id = words.article_id as same_article,
        words.reported_on - sides.reported_on as days_after,
        abs(words.sentence_start - sides.sentence_start) as characters_apart,
        case
            when not coalesce(list_contains(words.speaks_of, sides.voice), false) and not words.denies then null
            -- Talks that a side refuses to a third are no answer to the second.
            when len(words.speaks_of) > 0 and not list_has_any(words.speaks_of, between_them.parties) then null
            when words.denies and (words.event_type = sides.event_type or words.act_type = 'REJECT')
                then case when words.modality in ('denied', 'absent') then 'denied' else 'rejected' end
            when
                words.act_type in ('AGREE', 'CONCEDE', 'SUPPORT')
                and (sides.act_type in ('REQUEST', 'AGREE') or sides.modality in ('demanded', 'planned'))
                then 'agreed'
            when
                words.act_type in ('ACCUSE', 'THREATEN', 'REQUEST')
                and (
                    sides.act_type in ('ACCUSE', 'THREATEN', 'REQUEST', 'REJECT')
                    or sides.modality in ('alleged', 'threatened', 'demanded', 'denied')
                )
                and words.reported_on <= sides.reported_on + 3
                then 'countered'
            when sides.article_id = words.article_id and words.act_type = 'STATEMENT' then 'commented'
        end as manner
    from met
    inner join sides on met.claim_id = sides.claim_id and met.side = sides.side
    inner join words on met.answer_claim_id = words.claim_id
    inner join between_them on met.claim_id = between_them.claim_id
)

select
    claim_id,
    side,
    answer_claim_id,
    manner
from judged
where manner is not null
qualify
    row_number() over (
        partition by claim_id, side
        order by
            list_position(['denied', 'rejected', 'agreed', 'countered', 'commented'], manner),
            same_article desc, days_after asc, characters_apart asc, answer_claim_id asc
    ) = 1
