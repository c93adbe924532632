-- Recipes: each begins with a line `-- recipe: its name` and is one statement over the published tables. The days, names
-- and places in them are those of the sample newsroom: put your own in their stead.

-- recipe: What happened on a day
select 'event' as what, summary, event_from as from_on, place_name as place, asserted_by, origins, confidence
from events
where event_from <= date '2025-10-11' and event_to >= date '2025-10-11'
union all
select 'begun' as what, bearer || ': ' || value, situation_from, null, asserted_by, origins, null
from situations
where situation_from = date '2025-10-11'
order by what desc, origins desc, summary;

-- recipe: Who mediated
select e.event_from, e.place_name, e.summary, list(distinct x.name order by x.name) as mediators,
    count(distinct m.article_id) as articles
from events as e
inner join event_actors as x on x.event_id = e.event_id and x.part = 'mediator'
inner join event_mentions as m on m.event_id = e.event_id
group by all
order by e.event_from;

-- recipe: Which crossings are closed, since when and by whose word
select s.bearer, s.countries, s.value, s.situation_from as since, s.condition, s.asserted_by,
    list(distinct coalesce(m.speaker, sources.name) order by coalesce(m.speaker, sources.name)) as by_whose_word,
    s.origins, s.last_confirmed_at
from situations as s
inner join situation_mentions as m using (situation_id)
left join sources using (source_id)
where s.attribute = 'crossing' and s.value = 'closed' and s.status = 'open'
group by all
order by s.origins desc, s.bearer;

-- recipe: What one side claims, and what the other side says
select c.first_reported_at::date as reported_on, c.speaker, c.summary, c.sentence, c.answer_told as other_side,
    w.speaker as answered_by, w.sentence as answer
from claims as c
left join claims as w on w.claim_id = c.answer_claim_id
where c.speaker_country = 'PAK' and c.answer != 'not_sought'
order by reported_on, c.speaker, c.claim_id;

-- recipe: What share of an agreement is said to be done, by whose account and of what
select r.reported_on, r.speaker, r.speaker_country, r.share_percent, r.share_of, r.sentence,
    a.commitments as undertakings_told, a.kept, a.broken, a.claimed, a.unknown
from commitment_reports as r
inner join agreements as a on a.event_id = r.agreement_event_id
where r.bearing = 'share' and a.place_name = 'Doha'
order by r.reported_on, r.share_of;

-- recipe: How undertakings stand, and by which reports
select c.agreed_on, c.place_name, c.summary, c.standing, r.bearing, r.is_claim, r.speaker, r.sentence, r.reported_on
from commitments as c
left join commitment_reports as r using (commitment_id)
order by c.agreed_on, c.commitment_id, r.reported_on, r.sentence;

-- recipe: What happened between two parties
select event_from, event_type, summary, place_name, origins, confidence
from events
where list_contains(actor_names, 'Pakistan')
    and (list_contains(recipient_names, 'Afghanistan') or list_contains(actor_names, 'Afghanistan'))
order by event_from desc;

-- recipe: From an event to its sentences
select e.summary, a.site, a.title, m.sentence, m.modality, m.attribution, m.speaker
from events as e
inner join event_mentions as m using (event_id)
inner join articles as a using (article_id)
where e.event_id = (select event_id from events order by mentions desc, event_id limit 1)
order by a.published_at, m.sentence_start;

-- recipe: From a sentence to the archived page
select m.sentence, c.url, c.fetched_at, c.warc_file, c.warc_offset, c.payload_sha256
from event_mentions as m
inner join captures as c using (capture_id)
order by c.fetched_at, m.sentence_start
limit 20;

-- recipe: Who did what to whom: a dyad over time
select day_on, actor, recipient, quad, sum(events) as events, sum(goldstein_sum) as goldstein
from daily_dyads
where modality in ('happened', 'ongoing')
group by all
order by day_on, actor, recipient, quad;

-- recipe: One pair day by day, silence told from a gap
select d.day_on, d.sources_alive,
    coalesce(sum(x.events) filter (x.quad in (1, 2)), 0) as cooperation,
    coalesce(sum(x.events) filter (x.quad in (3, 4)), 0) as conflict,
    coalesce(sum(x.goldstein_sum), 0) as goldstein,
    case when count(x.day_on) > 0 then 'told' when d.sources_alive > 0 then 'silence' else 'gap' end as reading
from (
    select days.day_on::date as day_on, count(c.source_id) filter (c.alive) as sources_alive
    from generate_series(date '2025-10-11', date '2025-10-27', interval 1 day) as days(day_on)
    left join coverage_daily as c on c.day_on = days.day_on::date
    group by all
) as d
left join daily_dyads as x
    on x.day_on = d.day_on and x.actor = 'Pakistan' and x.recipient = 'Afghanistan'
    and x.modality in ('happened', 'ongoing')
group by d.day_on, d.sources_alive
order by d.day_on;

-- recipe: Which pairs are above or below their usual level, week by week
select week_on, actor, recipient, quad, events, events_4w, change_4w, level_4w, change_52w, level_52w, days_watched,
    sources_alive
from weekly_dyads
where events > 0 or level_4w in ('above', 'below')
order by week_on desc, level_4w, events desc, actor, recipient, quad;

-- recipe: New pairs and new actors, once the warehouse has watched for four weeks
select 'pair' as what, actor, recipient, first_on, first_reported_on, days_watched_before, new_on
from dyads
union all
select 'actor' as what, name, null, first_on, first_reported_on, days_watched_before, new_on
from actors
order by new_on desc nulls last, first_reported_on desc, what, actor, recipient
limit 50;

-- recipe: Cooperation and conflict by week
select date_trunc('week', event_from) as week_on,
    count(*) filter (quad in (1, 2)) as cooperation,
    count(*) filter (quad in (3, 4)) as conflict
from events
where event_from is not null
group by week_on
order by week_on;

-- recipe: The busiest pairs, with the sum of Goldstein values
select actor, recipient, sum(events) as events, sum(goldstein_sum) as goldstein
from daily_dyads
group by actor, recipient
order by events desc, actor, recipient
limit 20;

-- recipe: What was threatened, demanded or alleged, not done
select first_reported_at::date as reported_on, speaker, modality, event_type, about, condition, sentence
from claims
where modality in ('threatened', 'demanded', 'conditional', 'alleged')
order by last_reported_at desc, claim_id
limit 50;

-- recipe: Who is spoken of without an answer on record
select side_name, count(*) as claims, count(*) filter (answer = 'answered') as answered,
    count(*) filter (answer = 'none_found') as none_found, count(*) filter (answer = 'not_readable') as not_readable
from claim_answers
group by side_name
order by claims desc, side_name;

-- recipe: Situations still open
select bearer, attribute, value, situation_from, condition, asserted_by, speakers, last_confirmed_at
from situations
where status = 'open'
order by situation_from, bearer;

-- recipe: Events that rest on one origin only
select event_from, summary, asserted_by, mentions, outlets, origins, confidence
from events
where origins = 1
order by outlets desc, mentions desc, event_from, summary
limit 20;

-- recipe: Deaths told, as ranges, by country
select country, count(*) as events, sum(deaths_low) as at_least, sum(deaths_high) as at_most
from events
where deaths_low is not null
group by country
order by at_least desc;

-- recipe: Who said how many died
select e.event_from, e.summary, m.deaths_low, m.deaths_high, a.site, m.speaker
from events as e
inner join event_mentions as m using (event_id)
inner join articles as a using (article_id)
where m.deaths_low is not null
order by e.event_from, e.event_id, a.site, m.sentence_start;

-- recipe: The most active actors
select n.name, n.kind, n.country, n.sector, count(distinct x.event_id) as events
from event_actors as x
inner join entities as n using (entity_id)
group by all
order by events desc, n.name
limit 20;

-- recipe: What changed in an article after it was first seen
select a.site, a.title, a.url, c.changed_at, c.field, c.change, c.new_paragraph,
    left(coalesce(c.old_words, c.old_value), 80) as old, left(coalesce(c.new_words, c.new_value), 80) as new
from revision_changes as c
inner join articles as a using (article_id)
where a.kind in ('article', 'live_blog', 'wire_reprint')
order by a.site, c.changed_at, c.new_paragraph;

-- recipe: Numbers that an outlet changed after it first told them
select a.site, a.title, c.old_value as old, c.new_value as new, c.noun, c.new_number - c.old_number as more, c.changed_at
from revision_changes as c
inner join articles as a using (article_id)
where c.field = 'number'
order by c.changed_at, a.site, c.change_id;

-- recipe: Reprints, with where they came from
select a.site, a.title, a.credit, o.site as origin_site, o.title as origin_title
from articles as a
inner join articles as o on o.article_id = a.copy_of
order by o.site, a.site, a.article_id;

-- recipe: Days on which a source was silent
select d.day_on, s.name, d.attempts, d.successes, d.articles
from coverage_daily as d
inner join sources as s using (source_id)
where not d.alive or d.articles = 0
order by d.day_on, s.name;

-- recipe: What changed between snapshots
select changed_at, change, event_id, old_values, new_values
from event_changes
order by changed_at, change, event_id
limit 50;
