create or replace table main.sources as
    select source_id, name, country, active, loaded_at from landing.sources;
create or replace table main.source_health as
    select source_id, 'well' as state, now() as last_attempt_at from landing.sources;
create or replace table main.language_health as
    select distinct 'en' as language, 'well' as state from landing.sources;
create or replace table main.fetch_attempts as from landing.fetch_attempts;
create or replace table main.captures as
    select * from landing.captures;
create or replace table main.revisions as
    select revision_id, article_id, capture_id, source_id, title, text, text_sha256, first_seen_at
    from landing.revisions;
create or replace table main.articles as
    select article_id, any_value(url) as url, count(*) as revisions, max(first_seen_at) as last_seen_at
    from landing.revisions group by article_id;
create or replace table main.event_mentions as
    select m.mention_id, coalesce(c.event_id, m.mention_id) as event_id, m.revision_id, r.article_id, r.capture_id,
        mention.event as event_type, substring(r.text, mention.sentence_start + 1, mention.sentence_end - mention.sentence_start) as sentence,
        mention.sentence_start as sentence_start, mention.sentence_end as sentence_end,
        mention.trigger.text as trigger, mention.trigger.start as trigger_start, mention.trigger."end" as trigger_end,
        null::bigint as place_start, null::bigint as place_end, null::bigint as time_start, null::bigint as time_end,
        r.text_sha256, p.payload_sha256, p.warc_file, p.warc_offset
    from landing.event_mentions as m
    join landing.revisions as r using (revision_id)
    join landing.captures as p on r.capture_id = p.capture_id
    left join chosen as c on m.mention_id = c.mention_id;
create or replace table main.events as
    select event_id, any_value(event_type) as event_type,
        coalesce(any_value(words.summary), 'Envoys met') as summary,
        list_sort(list(distinct article_id)) as article_ids, date '2025-10-25' as event_from,
        61.5::double as lat, 24.8::double as lon, 'exact' as place_precision, count(*) as mentions,
        min(first_seen_at) as first_reported_at
    from main.event_mentions join landing.revisions using (article_id, revision_id)
    left join words using (event_id)
    group by event_id;
create or replace table main.claims as select 'c1' as claim_id, 'No shot was fired' as summary;
create or replace table main.situations as select 's1' as situation_id, 'open' as status;
create or replace table main.entities as select 'e1' as entity_id, 'The harbour master' as name;
create or replace table main.revision_changes as
    select change_id, revision_id, previous_revision_id, field, old_paragraph, new_paragraph,
        substring(before.text, old_start + 1, old_end - old_start) as old_value, old_start, old_end,
        substring(after.text, new_start + 1, new_end - new_start) as new_value, new_start, new_end
    from landing.revision_changes
    join landing.revisions as after using (revision_id)
    join landing.revisions as before on previous_revision_id = before.revision_id;
create or replace table main.stories as select 'x' as story_id where false;
create or replace table main.entity_mentions as
    select 'x' as mention_id, 'x' as revision_id, 0 as start_char, 0 as end_char, '' as text where false;
create or replace table main.quotes as
    select 'x' as quote_id, 'x' as revision_id, 0 as start_char, 0 as end_char, '' as text where false;
create or replace table main.places as select 'x' as place_id where false;
create or replace table main.event_actors as select 'x' as event_actor_id where false;
create or replace table main.claim_answers as select 'x' as claim_answer_id where false;
create or replace table main.agreements as select 'x' as event_id where false;
create or replace table main.commitments as select 'x' as commitment_id where false;
create or replace table main.commitment_reports as select 'x' as report_id where false;
create or replace table main.situation_mentions as
    select 'x' as mention_id, 'x' as revision_id, 'x' as capture_id, 0 as start_char, 0 as end_char, '' as text,
        '' as text_sha256, '' as payload_sha256 where false;
create or replace table main.daily_dyads as
    select current_date as day_on, 'x' as actor_id, 'x' as recipient_id, 1 as quad, 'x' as modality,
        true as reciprocal where false;
create or replace table main.coverage_daily as select current_date as day_on, 'x' as source_id where false;
create or replace table main.coverage_languages as
    select current_date as day_on, 'x' as source_id, 'en' as language where false;
create or replace table main.rejected_rows as
    select 'x' as row_id, 'x' as table_name, 'x' as row_key, 'x' as reason where false
