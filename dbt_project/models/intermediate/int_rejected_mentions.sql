{%- set may_differ -%}
    {{ changed(['stg_revision_states', 'int_revisions']) }}
    union select revision_id from landing.entity_mentions
    where mention.wikidata_id in (select key from changes.int_disputed_identifiers)
{%- endset -%}
{{ config(materialized='grown', key='revision_id', touched=may_differ) }}
-- One row a mention and reason it must not be published for. A mention within a rejected act is rejected with it.
with recursive
revisions as (
    select * from {{ ref('int_revisions') }}
    where {{ touched('revision_id', ref('int_revisions')) }}
),

event_types as (
    select * from {{ ref('event_types') }}
),

event_modes as (
    select * from {{ ref('event_modes') }}
),

cameo_codes as (
    select * from {{ ref('cameo_codes') }}
),

known_contexts as (
    select list(context) as names from {{ ref('contexts') }}
),

known_sectors as (
    select list(sector) as names from {{ ref('sectors') }}
),

events as (
    select
        *,
        [{{ span_of('speaker') }}]
        || list_transform(actors || recipients, lambda party: {{ span_of('party') }})
        || list_transform(third_parties, lambda party: {{ span_of('party') }}) as parties
    from {{ ref('stg_event_mentions') }}
),

entities as (
    select * from {{ ref('stg_entity_mentions') }}
),

spans as (
    select
        'entity_mentions' as table_name,
        mention_id,
        revision_id,
        start_char,
        end_char,
        text,
        copy_number
    from entities
    union all
    select
        'place_mentions' as table_name,
        mention_id,
        revision_id,
        start_char,
        end_char,
        text,
        copy_number
    from {{ ref('stg_place_mentions') }}
    union all
    select
        'time_mentions' as table_name,
        mention_id,
        revision_id,
        start_char,
        end_char,
        text,
        copy_number
    from {{ ref('stg_time_mentions') }}
    union all
    select
        'quotes' as table_name,
        mention_id,
        revision_id,
        start_char,
        end_char,
        text,
        copy_number
    from {{ ref('stg_quotes') }}
    union all
    select
        'situation_mentions' as table_name,
        mention_id,
        revision_id,
        start_char,
        end_char,
        text,
        copy_number
    from {{ ref('stg_situation_mentions') }}
    union all
    select
        'event_mentions' as table_name,
        mention_id,
        revision_id,
        trigger_start,
        trigger_end,
        trigger_text,
        copy_number
    from events
),

-- What holds for every mention: its revision is there, its span lies in the text and holds the characters it names.
misplaced as (
    select
        spans.table_name,
        spans.mention_id as row_key,
        spans.revision_id,
        unnest([
            case
                when revisions.revision_id is null
                    then
                        {
                            'reason': 'dangling key',
                            'detail': 'revision_id ' || spans.revision_id || ' is not published'
                        }
            end,
            case
                when spans.start_char < 0 or spans.end_char <= spans.start_char or spans.end_char > revisions.characters
                    then {
                        'reason': 'offset outside the text',
                        'detail': spans.start_char || ' to ' || spans.end_char || ' of ' || revisions.characters
                    }
                when substr(revisions.text, spans.start_char + 1, spans.end_char - spans.start_char) != spans.text
                    then { 'reason': 'span does not hold its text', 'detail': left(spans.text, 80) }
            end,
            case
                when spans.copy_number > 1
                    then { 'reason': 'key twice', 'detail': 'copy ' || spans.copy_number || ' of one mention' }
            end,
            case
                when not regexp_full_match(spans.mention_id, '[0-9a-f]{16}')
                    then { 'reason': 'malformed key', 'detail': 'mention_id ' || spans.mention_id }
            end
        ]) as fault
    from spans
    left join revisions on spans.revision_id = revisions.revision_id
),

-- What holds for an act besides: codes are of the lists, the act is not later than its page, numbers make sense.
miscoded as (
    select
        'event_mentions' as table_name,
        events.mention_id as row_key,
        events.revision_id,
        unnest([
            case
                when event_types.event_type is null
                    then { 'reason': 'unknown code', 'detail': 'event type ' || events.event_type }
                when events.quad is distinct from event_types.quad
                    then { 'reason': 'unknown code', 'detail': 'quad ' || coalesce(events.quad::varchar, 'null') }
            end,
            case
                when events.mode is not null and event_modes.mode is null
                    then { 'reason': 'unknown code', 'detail': 'mode ' || events.event_type || '/' || events.mode }
            end,
            case
                when cameo_codes.code is null
                    then { 'reason': 'unknown code', 'detail': 'cameo ' || events.cameo }
            end,
            case
                when not list_has_all(known_contexts.names, events.contexts)
                    then { 'reason': 'unknown code', 'detail': 'contexts ' || events.contexts::varchar }
            end,
            case
                when
                    not list_has_all(known_sectors.names, list_filter(
                        list_transform(events.parties, lambda party: party.sector),  -- noqa: RF01
                        lambda sector: sector is not null  -- noqa: RF02
                    ))
                    then { 'reason': 'unknown code', 'detail': 'sector of a party' }
            end,
            case
                when
                    events.modality not in (
                        'happened', 'ongoing', 'planned', 'threatened', 'demanded', 'conditional', 'possible', 'denied',
                        'absent', 'alleged'
                    )
                    then { 'reason': 'unknown code', 'detail': 'modality ' || events.modality }
            end,
            case
                when events.attribution not in ('outlet', 'named', 'anonymous')
                    then { 'reason': 'unknown code', 'detail': 'attribution ' || events.attribution }
            end,
            case
                when events.place.precision not in ('exact', 'admin', 'country', 'region')
                    then { 'reason': 'unknown code', 'detail': 'place precision ' || events.place.precision }
                when events.place.lat not between -90 and 90 or events.place.lon not between -180 and 180
                    then { 'reason': 'place outside the earth', 'detail': events.place.lat || ' ' || events.place.lon }
            end,
            case
                when
                    events.time_of.granularity not in (
                        'hour', 'day', 'week', 'month', 'season', 'year', 'decade', 'span'
                    )
                    then { 'reason': 'unknown code', 'detail': 'granularity ' || events.time_of.granularity }
                when events.time_of.relation not in ('on', 'since', 'until', 'before', 'after', 'during')
                    then { 'reason': 'unknown code', 'detail': 'time relation ' || events.time_of.relation }
            end,
            case
                when events.confidence not between 0 and 1 or isnan(events.confidence)
                    then { 'reason': 'confidence outside 0 to 1', 'detail': events.confidence::varchar }
            end,
            case
                when events.goldstein not between -10 and 10
                    then { 'reason': 'goldstein outside -10 to 10', 'detail': events.goldstein::varchar }
            end,
            case
                when
                    events.sentence_start < 0 or events.sentence_end > revisions.characters
                    or events.sentence_start >= events.sentence_end
                    or events.trigger_start < events.sentence_start or events.trigger_end > events.sentence_end
                    then {
                        'reason': 'offset outside the text',
                        'detail': 'sentence ' || events.sentence_start || ' to ' || events.sentence_end
                    }
            end,
            case
                when events.place."end" > revisions.characters or events.place.start < 0
                    then { 'reason': 'offset outside the text', 'detail': 'place ends at ' || events.place."end" }
            end,
            case
                when events.time_of."end" > revisions.characters or events.time_of.start < 0
                    then { 'reason': 'offset outside the text', 'detail': 'time ends at ' || events.time_of."end" }
            end,
            case
                when
                    list_bool_or(list_transform(
                        events.parties,
                        lambda party: party.first < 0  -- noqa: RF01
                        or party.last > revisions.characters  -- noqa: RF01
                        or party.last <= party.first  -- noqa: RF01
                    ))
                    then { 'reason': 'offset outside the text', 'detail': 'span of a party' }
            end,
            case
                when events.time_of.to_on < events.time_of.from_on
                    then {
                        'reason': 'interval backwards',
                        'detail': events.time_of.from_on || ' to ' || events.time_of.to_on
                    }
                -- A day's grace: the publisher's own zone may be ahead of UTC.
                when
                    events.modality in ('happened', 'ongoing')
                    and events.time_of.from_on > (revisions.fetched_at)::date + 1
                    then {
                        'reason': 'event in the future of its capture',
                        'detail': events.time_of.from_on || ' on a page of ' || (revisions.fetched_at)::date
                    }
            end,
            case
                when
                    events.deaths.low < 0 or events.deaths.high < events.deaths.low
                    or events.injured.low < 0 or events.injured.high < events.injured.low
                    then { 'reason': 'number range backwards', 'detail': 'deaths or injured' }
            end,
            case
                when
                    events.within_id is not null
                    and events.revision_id || events.within_id
                    not in (select acts.revision_id || acts.mention_id from events as acts)
                    then
                        { 'reason': 'dangling key', 'detail': 'within_id ' || events.within_id || ' is no mention' }
                when events.within_id = events.mention_id
                    then { 'reason': 'dangling key', 'detail': 'within itself' }
            end
        ]) as fault
    from events
    inner join revisions on events.revision_id = revisions.revision_id
    cross join known_contexts
    cross join known_sectors
    left join event_types on events.event_type = event_types.event_type
    left join event_modes on events.event_type = event_modes.event_type and events.mode = event_modes.mode
    left join cameo_codes on events.cameo = cameo_codes.code
),

-- Names, places and situations with a code that is on no list.
unlisted as (
    select
        'entity_mentions' as table_name,
        entities.mention_id as row_key,
        entities.revision_id,
        unnest([
            case
                when entities.kind not in ('country', 'organisation', 'person', 'group', 'place', 'agent')
                    then { 'reason': 'unknown code', 'detail': 'kind ' || entities.kind }
            end,
            case
                when not list_contains(known_sectors.names, entities.sector)
                    then { 'reason': 'unknown code', 'detail': 'sector ' || entities.sector }
            end
        ]) as fault
    from entities
    cross join known_sectors
    union all
    select
        'place_mentions' as table_name,
        mention_id as row_key,
        revision_id,
        case
            when precision not in ('exact', 'admin', 'country', 'region')
                then { 'reason': 'unknown code', 'detail': 'place precision ' || precision }
            when lat not between -90 and 90 or lon not between -180 and 180
                then { 'reason': 'place outside the earth', 'detail': lat || ' ' || lon }
        end as fault
    from {{ ref('stg_place_mentions') }}
    union all
    select
        'situation_mentions' as table_name,
        mention_id as row_key,
        revision_id,
        case
            when status not in ('open', 'closed', 'unknown')
                then { 'reason': 'unknown code', 'detail': 'status ' || status }
        end as fault
    from {{ ref('stg_situation_mentions') }}
),

-- One entity of a checked identifier has one country: the readings that differ from most of its mentions go.
misread as (
    select
        'entity_mentions' as table_name,
        entities.mention_id as row_key,
        entities.revision_id,
        {
            'reason': 'entity with two countries',
            'detail': entities.wikidata_id || ' is ' || countries.country || ', not ' || entities.country
        } as fault
    from entities
    inner join {{ ref('int_disputed_identifiers') }} as countries on entities.wikidata_id = countries.wikidata_id
    where entities.country != countries.country
),

misdrawn as (
    select
        'situation_mentions' as table_name,
        mention_id as row_key,
        revision_id,
        { 'reason': 'interval backwards', 'detail': from_on || ' to ' || to_on } as fault
    from {{ ref('stg_situation_mentions') }}
    where to_on < from_on
),

faulty as (
    select * from misplaced
    where fault is not null
    union all
    select * from miscoded
    where fault is not null
    union all
    select * from unlisted
    where fault is not null
    union all
    select * from misread
    union all
    select * from misdrawn
),

-- A key's second copy does not take the first one with it.
struck as (
    select distinct row_key from faulty
    where table_name = 'event_mentions' and fault.reason != 'key twice'
),

orphaned as (
    select
        events.mention_id,
        events.within_id
    from events
    inner join struck on events.within_id = struck.row_key
    union
    select
        events.mention_id,
        events.within_id
    from events
    inner join orphaned on events.within_id = orphaned.mention_id
),

told as (
    select
        table_name,
        row_key,
        fault.reason,
        fault.detail,
        revision_id
    from faulty
    union all
    select
        'event_mentions' as table_name,
        orphaned.mention_id as row_key,
        'within a rejected act' as reason,
        'within_id ' || orphaned.within_id as detail,
        events.revision_id
    from orphaned
    inner join events on orphaned.mention_id = events.mention_id and events.copy_number = 1
)

select
    told.table_name,
    told.row_key,
    told.reason,
    told.detail,
    told.revision_id,
    coded.coded_at as rejected_at
from told
left join {{ ref('stg_coded_revisions') }} as coded on told.revision_id = coded.revision_id
