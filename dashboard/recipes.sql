-- Recipes of the SQL page. Each begins with a line `-- recipe: its name` and is one statement over the published tables.

-- recipe: What happened between two parties
select event_from, event_type, summary, place_name, origins, confidence
from events
where list_contains(actor_names, 'Pakistan')
    and (list_contains(recipient_names, 'India') or list_contains(actor_names, 'India'))
order by event_from desc;

-- recipe: From a row to its sentences
select events.summary, sources.name as outlet, event_mentions.sentence, articles.url
from events
inner join event_mentions using (event_id)
inner join articles using (article_id)
left join sources on sources.source_id = event_mentions.source_id
order by events.first_reported_at desc, event_mentions.sentence_start
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
order by events desc
limit 20;

-- recipe: What was threatened or alleged, not done
select speaker, modality, event_type, about, condition, sentence
from claims
where modality in ('threatened', 'conditional', 'alleged')
order by last_reported_at desc
limit 50;

-- recipe: Who is spoken of without an answer on record
select party.name, count(*) as claims, count(*) filter (claims.answer = 'answered') as answered
from claims, unnest(claims.about) as party(name)
group by party.name
order by claims desc;

-- recipe: Events that rest on one origin only
select event_id, summary, outlets, origins, confidence
from events
where origins = 1 and outlets > 1
order by outlets desc;

-- recipe: Situations still open
select bearer, attribute, value, situation_from, condition, last_confirmed_at
from situations
where status = 'open'
order by situation_from;

-- recipe: Deaths told, as ranges, by country
select country, count(*) as events, sum(deaths_low) as at_least, sum(deaths_high) as at_most
from events
where deaths_low is not null
group by country
order by at_least desc;

-- recipe: Articles whose text was changed after publication
select articles.title, articles.url, revision_changes.field, revision_changes.changed_at
from revision_changes
inner join articles using (article_id)
order by revision_changes.changed_at desc;

-- recipe: Reprints and their origin
select origin, count(*) as articles, count(distinct source_id) as outlets
from articles
group by origin
having count(distinct source_id) > 1
order by articles desc;

-- recipe: Days on which a source did not answer
select sources.name, coverage_daily.day_on, coverage_daily.attempts
from coverage_daily
inner join sources using (source_id)
where not coverage_daily.alive
order by coverage_daily.day_on desc, sources.name;
