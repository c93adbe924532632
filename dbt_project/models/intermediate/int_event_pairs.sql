{{ config(
    materialized='grown',
    key='variant_id',
    touched=changed(['int_event_variants']),
    scope='variant_id in (select key from touched) or fuller_id in (select key from touched)',
    spread=['fuller_id']
) }}
-- One row a telling and a fuller one that it may be of: `short` where every fact it tells the fuller tells as well,
-- equal or more exactly; `beside` where each tells something of its own, and two facts are common; `bare` where it
-- identifies nothing, and stands close after or before the other in one article. What contradicts is never a pair.
with
-- Tellings that share a block, where either of them differs.
asked as (
    select * from {{ ref('int_event_blocks') }}
    where {{ touched('variant_id', ref('int_event_blocks')) }}
),

met as (
    select distinct
        if(asked.looks, asked.variant_id, others.variant_id) as vaguer_id,
        if(asked.looks, others.variant_id, asked.variant_id) as fuller_id
    from asked
    inner join {{ ref('int_event_blocks') }} as others
        on asked.block = others.block and asked.looks = (not others.looks) and asked.variant_id != others.variant_id
),

variants as (
    select * from {{ ref('int_event_variants') }}
    where
        {{ bounded(
            ref('int_event_variants'),
            'variant_id in (select vaguer_id from met union select fuller_id from met)'
        ) }}
),

compared as (
    select
        vaguer.variant_id,
        fuller.variant_id as fuller_id,
        vaguer.event_type,
        vaguer.identified,
        -- Somebody by name, where a state alone is party to many deeds of a story.
        regexp_matches(array_to_string(vaguer.actor_tokens || vaguer.recipient_tokens, ' '), '(^| )entity:')
            as tells_name,
        regexp_matches(array_to_string(vaguer.recipient_tokens, ' '), '(^| )entity:') as tells_sufferer,
        vaguer.is_speech,
        vaguer.is_speech or vaguer.event_type in ('AGREE', 'AID', 'CONCEDE', 'SANCTION') as is_repeated,
        -- "The attack" is one that was told of before, and of two such each is the one that the text is about.
        vaguer.is_definite and vaguer.event_type != 'PROTEST'
        and (fuller.is_definite or {{ stands_after('vaguer.positions', 'fuller.positions') }}) as is_definite,
        vaguer.event_type in ('ASSAULT', 'COERCE', 'MOBILIZE', 'PROTEST') as is_frequent,
        vaguer.event_type = 'ASSAULT' or vaguer.family = 'arrest' as is_attack,
        vaguer.is_mediation,
        len(vaguer.mediators) > 1 and vaguer.mediators = fuller.mediators as same_mediators,
        len(vaguer.nameless) = 0 and not vaguer.is_definite as tells_nobody,
        coalesce(vaguer.killed = fuller.killed, false) as same_killed,
        vaguer.event_type in ('CONSULT', 'AGREE') and coalesce(vaguer.from_on = fuller.from_on, false)
        and vaguer.from_on = vaguer.to_on and fuller.from_on = fuller.to_on as same_day_met,
        vaguer.is_speech and list_has_any(vaguer.contents, fuller.contents) as same_contents,
        vaguer.toll >= 10 and fuller.toll >= 10 as both_tolled,
        coalesce(vaguer.toll = fuller.toll, false) as same_toll,
        -- As many dead, or a toll that rose: rarely by chance.
        coalesce(
            least(vaguer.toll, fuller.toll) >= 3
            and greatest(vaguer.toll, fuller.toll) <= 1.5 * least(vaguer.toll, fuller.toll),
            false
        ) as toll_common,
        list_has_any(vaguer.sentences, fuller.sentences) as same_sentence,
        len(vaguer.nameless) > 0 and vaguer.nameless = fuller.nameless as same_words,
        vaguer.is_anaphor,
        list_has_any(vaguer.articles, fuller.articles) as same_article,
        list_has_any(vaguer.paragraphs, fuller.paragraphs) as same_paragraph,
        list_has_any(vaguer.anchors, fuller.anchors) as same_story,
        fuller.detail as fuller_detail,
        {{ characters_apart('vaguer.positions', 'fuller.positions') }} as characters_apart,
        abs(vaguer.first_reported_on - coalesce(fuller.to_on, fuller.from_on, fuller.first_reported_on)) as days_apart,
        vaguer.from_on is null and vaguer.to_on is null as dayless,
        fuller.from_on is null and fuller.to_on is null as fuller_dayless,
        vaguer.first_reported_on - coalesce(fuller.to_on, fuller.from_on) as days_after,
        fuller.first_reported_on - coalesce(vaguer.to_on, vaguer.from_on) as fuller_days_after,
        vaguer.dated and fuller.dated as both_dated,
        -- The facts in common, since neither contradicts the other: each party, the town or province, the day.
        least(len(vaguer.actor_tokens), len(fuller.actor_tokens)) as actors_common,
        case
            when len(fuller.recipient_tokens) = 0
                then len(list_intersect(vaguer.recipient_tokens, fuller.recipient_called))
            else least(len(vaguer.recipient_tokens), len(fuller.recipient_tokens))
        end as recipients_common,
        coalesce(
            not regexp_matches(vaguer.place_token, '^(country|region):')
            and not regexp_matches(fuller.place_token, '^(country|region):')
            and (
                list_contains(vaguer.place_called, fuller.place_token)
                or list_contains(fuller.place_called, vaguer.place_token)
            ),
            false
        ) as place_common,
        list_has_all(fuller.actor_called, vaguer.actor_tokens)
        and list_has_all(fuller.recipient_called, vaguer.recipient_tokens)
        and (vaguer.place_token is null or coalesce(list_contains(fuller.place_called, vaguer.place_token), false))
        and (vaguer.from_on is null or vaguer.from_on <= coalesce(fuller.from_on, date '0001-01-01'))
        and (vaguer.to_on is null or vaguer.to_on >= coalesce(fuller.to_on, date '9999-12-31')) as is_short
    from met
    inner join variants as vaguer on met.vaguer_id = vaguer.variant_id
    inner join variants as fuller on met.fuller_id = fuller.variant_id
    where
        (vaguer.detail, vaguer.variant_id) < (fuller.detail, fuller.variant_id)
        and not {{ tellings_differ('vaguer', 'fuller') }}
),

timed as (
    select
        *,
        actors_common + recipients_common + place_common::integer + both_dated::integer + same_contents::integer
        + toll_common::integer as common,
        -- Attacks and arrests of a state are many in a story, and those of a band or an army in a day.
        is_frequent
        and not same_article
        and (
            not tells_name
            and (actors_common > 0)::integer + (recipients_common > 0)::integer + place_common::integer
            + both_dated::integer + toll_common::integer < 2
            or not tells_sufferer
            and is_attack
            and recipients_common + place_common::integer + toll_common::integer = 0
        ) as too_little,
        -- A telling without a day speaks of what is new, unless it names both sides of something older.
        case
            -- What stands in one sentence without a day of its own has the day of its sentence.
            when same_killed or same_sentence then true
            when dayless and fuller_dayless then days_apart <= 14
            when same_article and actors_common > 0 and recipients_common > 0 then true
            when dayless then days_after between -1 and 14
            when fuller_dayless then fuller_days_after between -1 and 14
            else true
        end as timely
    from compared
),

judged as (
    select
        variant_id,
        fuller_id,
        case
            when not timely then null
            when
                not identified and not is_speech and same_article
                and (
                    same_sentence
                    or is_definite
                    or (is_mediation and characters_apart <= 120)
                    or (tells_nobody and event_type = 'ASSAULT' and characters_apart <= 250 and same_paragraph)
                    or (
                        is_anaphor
                        and not is_mediation
                        and (characters_apart <= 250 or event_type in ('CONSULT', 'AGREE', 'RETREAT'))
                    )
                )
                then 'bare'
            -- Who is told by no name is of the one deed of that day, or of that toll, in the story.
            when
                not identified and not is_speech and same_story
                and (both_dated or coalesce(both_tolled, false) or same_mediators)
                then 'bare'
            when not identified then null
            when same_killed and is_short then 'short'
            when same_killed then 'beside'
            -- "The attack" is that which its text tells of, "the allegation" that which its speaker made there.
            when
                is_definite
                and same_article
                and (
                    (common > 0 and (is_speech or event_type = 'ASSAULT'))
                    or (event_type = 'ASSAULT' and characters_apart <= 1000)
                )
                then 'short'
            -- Beyond one story it takes a day and either both sides or a side and the place.
            when
                is_short
                and (common >= 2 or not is_repeated)
                and not too_little
                and (
                    same_story
                    or (
                        both_dated
                        and actors_common > 0
                        and (recipients_common > 0 or actors_common > 1 or place_common)
                    )
                    -- The nameless in one town on one day, told by the same words.
                    or (both_dated and place_common and same_words)
                )
                then 'short'
            when same_story and ((common >= 2 and not too_little) or same_day_met) then 'beside'
        end as relation,
        same_article,
        same_story,
        same_toll,
        fuller_detail,
        days_apart,
        case when same_sentence then least(characters_apart, 250) else characters_apart end as characters_apart
    from timed
)

select * from judged
where relation is not null
