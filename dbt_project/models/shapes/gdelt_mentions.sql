-- One row a mention of an event in the columns of GDELT 2.0 Mentions; offsets are code points into Dateline's text.
select
    {{ event_number('mentions.event_id') }} as GLOBALEVENTID,
    {{ as_date_number("timezone('UTC', events.first_reported_at)", '%Y%m%d%H%M%S') }} as EventTimeDate,
    {{ as_date_number("timezone('UTC', coalesce(articles.published_at, articles.first_seen_at))", '%Y%m%d%H%M%S') }}
        as MentionTimeDate,
    1 as MentionType,
    articles.site as MentionSourceName,
    articles.url as MentionIdentifier,
    cast(null as integer) as SentenceID,
    cast(null as integer) as Actor1CharOffset,
    cast(null as integer) as Actor2CharOffset,
    mentions.trigger_start as ActionCharOffset,
    1 as InRawText,
    greatest(cast(round(mentions.confidence * 10) as integer), 1) * 10 as Confidence,
    length(revisions.text) as MentionDocLen,
    cast(null as double) as MentionDocTone,
    cast(null as varchar) as MentionDocTranslationInfo,
    cast(null as varchar) as Extras
from {{ ref('event_mentions') }} as mentions
inner join {{ ref('events') }} as events on mentions.event_id = events.event_id
inner join {{ ref('articles') }} as articles on mentions.article_id = articles.article_id
inner join {{ ref('revisions') }} as revisions on mentions.revision_id = revisions.revision_id
