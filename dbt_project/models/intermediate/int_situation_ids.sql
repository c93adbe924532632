-- One row a mention of a situation and the interval it belongs to. In the order of the days they tell of, mentions of
-- one bearer and attribute are one interval until another value is told, an end was told, or a later beginning is.
with
mentions as (
    select * from {{ ref('int_situation_mentions') }}
),

revisions as (
    select * from {{ ref('int_revisions') }}
),

facts as (
    select
        mentions.mention_id,
        mentions.attribute,
        mentions.value,
        mentions.country,
        mentions.from_on,
        mentions.to_on,
        mentions.status,
        mentions.start_char,
        revisions.revision_id,
        revisions.arrived_at,
        revisions.published_at,
        {{ normal_name('mentions.bearer') }} as bearer_called,
        coalesce(revisions.story_id, revisions.article_id) as anchor,
        coalesce(mentions.to_on, revisions.reported_on) as told_on
    from mentions
    inner join revisions on mentions.revision_id = revisions.revision_id
),

-- A bearer told without its country is the one of that name, where there is one; else it stays within its story.
known as (
    select
        bearer_called,
        attribute,
        min(country) as country
    from facts
    where country is not null
    group by bearer_called, attribute
    having count(distinct country) = 1
),

placed as (
    select
        facts.*,
        coalesce(facts.country, known.country, facts.anchor) as whereabouts
    from facts
    left join known on facts.bearer_called = known.bearer_called and facts.attribute = known.attribute
),

compared as (
    select
        *,
        lag(value) over telling as value_before,
        lag(told_on) over telling as told_before,
        lag(to_on) over telling as ended_before
    from placed
    window telling as (
        partition by bearer_called, attribute, whereabouts
        order by
            told_on,
            to_on is null,
            from_on nulls first,
            arrived_at,
            published_at nulls last,
            revision_id,
            start_char,
            mention_id
    )
),

cut as (
    select
        *,
        case
            when value_before is null or value_before != value then 1
            when from_on > told_before then 1
            when ended_before < told_on and coalesce(from_on > ended_before, true) then 1
            else 0
        end as begins
    from compared
),

numbered as (
    select
        *,
        sum(begins) over (
            partition by bearer_called, attribute, whereabouts
            order by
                told_on,
                to_on is null,
                from_on nulls first,
                arrived_at,
                published_at nulls last,
                revision_id,
                start_char,
                mention_id
        ) as interval_number
    from cut
),

intervals as (
    select
        bearer_called,
        attribute,
        whereabouts,
        interval_number,
        coalesce(min(from_on), min(told_on)) as begun_on
    from numbered
    group by all
),

followed as (
    select
        *,
        lead(begun_on)
            over (partition by bearer_called, attribute, whereabouts order by interval_number)
            as next_begun_on
    from intervals
)

select
    numbered.mention_id,
    first(numbered.mention_id) over (
        partition by numbered.bearer_called, numbered.attribute, numbered.whereabouts, numbered.interval_number
        order by
            numbered.arrived_at, numbered.published_at nulls last, numbered.revision_id, numbered.start_char,
            numbered.mention_id
    ) as situation_id,
    followed.next_begun_on
from numbered
inner join followed
    on
        numbered.bearer_called = followed.bearer_called
        and numbered.attribute = followed.attribute
        and numbered.whereabouts = followed.whereabouts
        and numbered.interval_number = followed.interval_number
