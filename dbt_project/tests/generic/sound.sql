{#- Fails for each row of a table that breaks what the table promises, and says which promise. One test a table, since each
    test costs every pass some time. Null is unknown, and is well, except in a key.
    key: the column of 16 hex digits that no two rows share; unique: columns that no two rows share together;
    leads: column to [model, column there] its values lead to; lists: the same for list columns;
    values: column to the values it may have; bounds: column to [low, high]; ranges: pairs of columns in order;
    spans: [start, end] or [start, end, text] inside the revision's text; modes: whether the mode is one of the type.
    On a build that goes on this is asked of the rows that changed, since what the others promise was asked before: whether
    a key of theirs stands twice in the whole table, whether they lead somewhere, and whether a row leads to what is gone. A
    view says what the tables say that it is made of: it is asked on a whole build alone. -#}
{% test sound(
    model, key=none, unique=[], leads={}, lists={}, values={}, bounds={}, ranges=[], spans=[], modes=false
) %}
{%- set checks = [] %}
{%- set part = tested_model(model) %}
{%- set in_part = part is not none %}
{%- if in_part and part.config.materialized == 'view' %}
{{ return("select null as broken where false") }}
{%- endif %}
{%- if key %}
{%- do checks.append("select 'malformed key ' || coalesce(" ~ key ~ ", 'null') as broken from changed"
    ~ " where not coalesce(regexp_full_match(" ~ key ~ ", '[0-9a-f]{16}'), false)") %}
{%- endif %}
{%- for columns in ([[key]] if key else []) + ([unique] if unique else []) %}
{%- set columns = columns | join(', ') %}
{%- do checks.append("select 'twice ' || concat_ws(' ', " ~ columns ~ ") as broken from " ~ model
    ~ (" where (" ~ columns ~ ") in (select (" ~ columns ~ ") from changed)" if in_part else "")
    ~ " group by " ~ columns ~ " having count(*) > 1") %}
{%- endfor %}
{%- for column, there in leads.items() %}
{%- do checks.append("select '" ~ column ~ " leads nowhere: ' || here." ~ column ~ " as broken from changed as here"
    ~ " anti join " ~ there[0] ~ " as there on here." ~ column ~ " = there." ~ there[1]
    ~ " where here." ~ column ~ " is not null") %}
{%- set target = tested_model(there[0]) if in_part else none %}
{%- if target is not none and target.config.key == there[1] %}
{%- do checks.append("select '" ~ column ~ " leads to what is gone: ' || " ~ column ~ " as broken from " ~ model
    ~ " where " ~ column ~ " in (select key from changes." ~ target.name ~ " where gone)") %}
{%- endif %}
{%- endfor %}
{%- for column, there in lists.items() %}
{%- do checks.append("select '" ~ column ~ " leads nowhere: ' || here.item as broken from (select unnest(" ~ column
    ~ ") as item from changed) as here anti join " ~ there[0] ~ " as there on here.item = there." ~ there[1]) %}
{%- endfor %}
{%- for column, known in values.items() %}
{%- do checks.append("select '" ~ column ~ " unknown: ' || " ~ column ~ " as broken from changed where "
    ~ column ~ "::varchar not in ('" ~ known | join("', '") ~ "')") %}
{%- endfor %}
{%- for column, ends in bounds.items() %}
{%- do checks.append("select '" ~ column ~ " out of bounds: ' || " ~ column ~ " as broken from changed where "
    ~ column ~ " not between " ~ ends[0] ~ " and " ~ ends[1] ~ " or isnan(" ~ column ~ "::double)") %}
{%- endfor %}
{%- for ends in ranges %}
{%- do checks.append("select '" ~ ends[1] ~ " below " ~ ends[0] ~ ": ' || " ~ ends[1] ~ " as broken from changed"
    ~ " where " ~ ends[1] ~ " < " ~ ends[0]) %}
{%- endfor %}
{%- set texts = "(select * from " ~ ref('revisions') ~ " where rowid in (select rowid from " ~ ref('revisions')
    ~ " where revision_id in (select revision_id from changed)))" if in_part else ref('revisions') %}
{%- for span in spans %}
{%- do checks.append("select '" ~ span[0] ~ " outside its text: ' || here.revision_id as broken from changed as here"
    ~ " inner join " ~ texts ~ " as revisions on here.revision_id = revisions.revision_id where here."
    ~ span[0] ~ " < 0 or here." ~ span[1] ~ " <= here." ~ span[0] ~ " or here." ~ span[1] ~ " > length(revisions.text)"
    ~ (" or substr(revisions.text, here." ~ span[0] ~ " + 1, here." ~ span[1] ~ " - here." ~ span[0] ~ ") != here."
       ~ span[2] if span | length > 2 else "")) %}
{%- endfor %}
{%- if modes %}
{%- do checks.append("select 'mode ' || here.mode || ' of ' || here.event_type as broken from changed"
    ~ " as here anti join " ~ ref('event_modes')
    ~ " as there on here.event_type = there.event_type and here.mode = there.mode where here.mode is not null") %}
{%- endif %}
{#- What changed is little, and asked for many times; a whole table is read again for each promise rather than held. #}
with changed as {{ 'materialized' if in_part else 'not materialized' }} ({{ rows_that_changed(model) }})

{{ checks | join('\nunion all\n') }}
{% endtest %}
