"""Each page over the sample warehouse, run as Streamlit runs it."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import codebook
from dashboard.snapshot import Warehouse
from pipelines.settings import ROOT, Home
from pipelines.warehouse.lock import run_lock
from tests.dashboard.warehouse_sample import build

PAGES = (
    "overview",
    "events",
    "map",
    "actors",
    "claims",
    "situations",
    "stories",
    "articles",
    "sources",
    "sql",
    "method",
)


def opened(page: str = "overview", **params: str | list[str]) -> AppTest:
    """The app with a page open."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
    if page != "overview":
        # Pages are known to st.navigation only once the app has run.
        app.run().switch_page(f"views/{page}.py")
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def markup(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def words(app: AppTest) -> str:
    """What a reader sees of the page's own markup."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup(app))))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_and_its_strangers_stay_text(served: Path, page: str) -> None:
    app = opened(page)
    assert not app.exception
    assert "could not be read" not in words(app)
    assert "Snapshot s1" in words(app)
    assert not re.search(r"<(script|img|iframe|style>body)", markup(app))


def test_an_event_shows_each_sentence_marked_in_its_text(served: Path, warehouse: Warehouse) -> None:
    event = warehouse.row("select event_id, mentions from events order by mentions desc, event_id limit 1")
    assert event is not None
    app = opened("event", id=event["event_id"])
    assert not app.exception
    seen = words(app)
    for row in warehouse.rows(
        "select sentence, trigger, warc_file, payload_sha256 from event_mentions where event_id = $id",
        {"id": event["event_id"]},
    ):
        assert row["sentence"] in re.sub(r" +([.,])", r"\1", seen) or row["sentence"].split(" ")[0] in seen
        assert f"{row['trigger']}</mark>" in markup(app)
        assert row["payload_sha256"] in seen
        assert row["warc_file"] in seen
    assert "recomputed now: matches" in seen
    assert "does not match" not in seen
    assert f"how many of {event['mentions']} mentions say so" in seen
    assert f"{event['mentions']} of {event['mentions']}" in seen


def test_codes_stand_with_their_words(served: Path, warehouse: Warehouse) -> None:
    event = warehouse.row(
        "select event_id, cameo from events inner join event_actors using (event_id) where sector = 'MIL' limit 1"
    )
    assert event is not None
    seen = words(opened("event", id=event["event_id"]))
    assert "military" in seen
    assert f"CAMEO {event['cameo']}, {codebook.cameo()[event['cameo']]}" in seen


def test_a_run_leads_to_its_steps_in_dagster(served: Path, warehouse: Warehouse) -> None:
    run = warehouse.row("select dagster_run_id from runs where dagster_run_id is not null limit 1")
    assert run is not None
    assert f'href="http://127.0.0.1:3000/runs/{run["dagster_run_id"]}"' in markup(opened("sources"))


def test_an_unknown_event_and_an_unknown_article_say_so(served: Path) -> None:
    assert "No such event" in words(opened("event", id="'; drop table events; --"))
    assert "No such article" in words(opened("article", id=""))


def test_a_merged_event_leads_to_the_one_that_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    file = build(tmp_path / "home", kind="real")
    with duckdb.connect(file) as connection:
        connection.execute(
            "insert into event_changes (change_id, event_id, change, into_event_id, changed_at)"
            " values ('c', 'gone', 'merged', 'heir', now()), ('d', 'lost', 'split', 'part', now()),"
            " ('e', 'lost', 'removed', null, now())"
        )
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    assert 'href="event?id=heir"' in markup(opened("event", id="gone"))
    assert "No such event" in words(opened("event", id="lost"))


def test_revisions_stand_side_by_side_and_an_event_tells_of_changed_numbers(served: Path, warehouse: Warehouse) -> None:
    change = warehouse.row("select * from revision_changes where field = 'number' limit 1")
    assert change is not None
    app = opened("article", id=change["article_id"], revision="2")
    assert "What changed from revision 1" in [expander.label for expander in app.expander]
    assert f"<del>{change['old_value']}</del> → <ins>{change['new_value']}</ins> people" in markup(app)
    assert 'data-revision="revision 1"' in markup(app)
    event = warehouse.row("select event_id from event_mentions where article_id = $id", {"id": change["article_id"]})
    assert event is not None
    assert f"{change['old_value']} → {change['new_value']} people" in words(opened("event", id=event["event_id"]))


def test_a_text_that_lost_a_byte_is_told_and_not_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = build(tmp_path / "home")
    with duckdb.connect(file) as connection:
        row = connection.execute(
            "select article_id, event_id from event_mentions where event_id is not null"
        ).fetchone()
        assert row is not None
        connection.execute("update revisions set text = 'X' || substr(text, 2) where article_id = $1", [row[0]])
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    article = opened("article", id=row[0])
    assert "not the one that was stored" in article.error[0].value
    assert "<mark" not in markup(article)
    assert "recomputed now: does not match" in words(opened("event", id=row[1]))


def test_hostile_titles_and_texts_are_shown_as_they_were_written(served: Path, warehouse: Warehouse) -> None:
    article = warehouse.row("select article_id, title from articles where title like '=HYPERLINK%'")
    assert article is not None
    app = opened("article", id=article["article_id"])
    assert re.sub(r"\s+", " ", article["title"]) in words(app)
    assert "&lt;script&gt;window.pwned=3&lt;/script&gt;" in markup(app)
    assert "&amp;lt;b&amp;gt; stays as it was typed" in markup(app)
    assert 'href="javascript' not in markup(app)
    event = warehouse.row("select event_id from event_mentions where article_id = $id", {"id": article["article_id"]})
    assert event is not None
    seen = markup(opened("event", id=event["event_id"]))
    assert not re.search(r'<(script|img|iframe)|href="javascript', seen)


HOSTILE = (
    '<script>window.pwned=1</script>[x](javascript:alert(1)) **b** =HYPERLINK("a") \'; drop table events; -- '
    "\u202e${1} <img src=x onerror=alert(1)>"
)


def test_whatever_a_stranger_writes_in_any_field_is_text_on_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = build(tmp_path / "home", kind="real")
    with duckdb.connect(file) as connection:
        written = {
            "articles": ("title", "url", "canonical_url", "site", "credit"),
            "entities": ("name",),
            "events": ("summary", "place_name"),
            "event_actors": ("name",),
            "claims": ("speaker", "sentence", "summary", "condition", "figure_of"),
            "situations": ("bearer", "value", "condition"),
            "stories": ("title",),
            "sources": ("name", "homepage"),
            "places": ("name",),
            "fetch_attempts": ("url", "error_message"),
            "rejected_rows": ("reason", "detail"),
            "event_mentions": ("speaker", "condition", "rule"),
            "daily_dyads": ("actor", "recipient"),
        }
        for table, columns in written.items():
            for column in columns:
                connection.execute(
                    f"update {table} set {column} = $words where {column} is not null", {"words": HOSTILE}
                )
        connection.execute("update articles set authors = [$words]", {"words": HOSTILE})
        connection.execute("update events set actor_names = [$words]", {"words": HOSTILE})
        one = connection.execute(
            "select (select event_id from events order by mentions desc limit 1),"
            " (select min(article_id) from articles),"
            " (select min(story_id) from stories), (select entity_id from entities where kind = 'country' limit 1),"
            " (select max(entity_id) from entities where kind = 'country')"
        ).fetchone()
    assert one is not None
    event, article, story, actor, other = one
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    asked: list[tuple[str, dict[str, str]]] = [
        *((page, {}) for page in (*PAGES, "alerts")),
        ("claims", {"show": "Both sides"}),
        ("search", {"q": "script"}),
        ("event", {"id": event}),
        ("article", {"id": article}),
        ("story", {"id": story}),
        ("actor", {"id": actor}),
        ("dyad", {"one": actor, "other": other}),
    ]
    for page, params in asked:
        app = opened(page, **params)
        assert not app.exception, page
        seen = markup(app)
        assert "could not be read" not in words(app), page
        assert not re.search(r"<(script|img|iframe|svg)\b|href=\"(?!https?:)[a-z]+:", seen), page
        assert not app.markdown or all("javascript" not in m.value for m in app.markdown), page


def test_filters_come_from_the_address(served: Path) -> None:
    app = opened("events", type=["ASSAULT"], since="2025-10-20", until="2025-10-24")
    assert app.multiselect(key="type").value == ["ASSAULT"]
    assert app.date_input(key="since").value == date(2025, 10, 20)
    table = app.dataframe[0].value
    assert set(table["Type"]) == {"Assault"}


def test_nonsense_in_the_address_is_ignored(served: Path) -> None:
    app = opened("events", since="yesterday", origins="many", sort="; drop table", confidence="x")
    assert not app.exception
    assert "could not be read" not in words(app)


def test_a_filter_that_finds_nothing_says_what_to_do(served: Path) -> None:
    assert "No event matches." in words(opened("events", text="zebra crossing closed"))


def test_a_query_runs_and_shows_its_rows(served: Path) -> None:
    app = opened("sql")
    app.text_area(key="query").set_value("select 42 as answer").run()
    app.button(key="run").click().run()
    job = app.session_state["job"]
    job._process.wait(30)
    app.run()
    assert app.dataframe[0].value["answer"].tolist() == [42]


def test_a_write_is_refused_on_the_sql_page(served: Path) -> None:
    app = opened("sql")
    app.text_area(key="query").set_value("drop table events").run()
    app.button(key="run").click().run()
    app.session_state["job"]._process.wait(30)
    assert "read-only" in words(app.run())


def test_without_a_snapshot_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "a"))
    monkeypatch.setenv("DATELINE_SAMPLE_HOME", str(tmp_path / "b"))
    seen = words(opened())
    assert "Nothing is published yet" in seen
    assert "make run" in seen
    assert "dateline run" in seen


def test_a_first_run_that_is_under_way_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_SAMPLE_HOME", str(tmp_path / "none"))
    with run_lock(Home(tmp_path / "home"), "dateline run"):
        seen = words(opened())
        assert "Nothing is published yet" in seen
        assert "A run is under way (dateline run, process" in seen
    assert "A run is under way" not in words(opened())


def test_the_sample_is_shown_under_a_banner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "sample")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("DATELINE_SAMPLE_HOME", str(tmp_path / "sample"))
    assert "Sample newsroom." in words(opened())


def test_a_real_snapshot_has_no_banner(served: Path) -> None:
    assert "Sample newsroom." not in words(opened())


def test_a_new_snapshot_is_taken_up_and_the_filters_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, kind="real", snapshot="s1")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    app = opened("events", type=["ASSAULT"])
    assert "Snapshot s1" in words(app)
    build(tmp_path, kind="real", snapshot="s2", extra_days=3)
    app.run()
    assert "Snapshot s2" in words(app)
    assert app.multiselect(key="type").value == ["ASSAULT"]


def test_an_empty_warehouse_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    from tests.dashboard.published_schema import TABLES

    file = build(tmp_path, kind="real")
    with duckdb.connect(file) as connection:
        for table in TABLES:
            if table != "meta":
                connection.execute(f"delete from {table}")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    app = opened()
    for page in PAGES:
        app.switch_page(f"views/{page}.py").run()
        assert not app.exception
        assert "could not be read" not in words(app)


def test_a_broken_snapshot_is_told_without_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "warehouse.duckdb").write_bytes(b"no database" * 500)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    app = opened()
    assert not app.exception
    assert "could not be read" in words(app)


def test_a_snapshot_of_another_version_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with duckdb.connect(build(tmp_path, kind="real")) as connection:
        connection.execute("drop schema reading cascade; alter table revisions drop column copied_end")
        article = connection.execute("select min(article_id) from articles").fetchone()
    assert article is not None
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    for app in (opened("events"), opened("article", id=article[0])):
        assert not app.exception
        assert "published by another version of Dateline" in words(app)


def test_an_actor_has_its_names_its_partners_and_its_events(served: Path, warehouse: Warehouse) -> None:
    actor = warehouse.row("select entity_id, name from entities where kind = 'country' order by mentions desc limit 1")
    assert actor is not None
    app = opened("actor", id=actor["entity_id"])
    assert not app.exception
    seen = words(app)
    for head in ("What it is called", "With whom", "Latest events"):
        assert head in seen
    assert words(opened("actor", name=actor["name"])) == seen
    assert "No such actor" in words(opened("actor", name="'; drop table entities"))


def test_a_pair_shows_both_sides_and_which_is_silent(served: Path, warehouse: Warehouse) -> None:
    pair = warehouse.row(
        """
        select actor_id, recipient_id, actor, recipient from daily_dyads where actor_id <> recipient_id
        group by all order by sum(events) desc, actor limit 1
        """
    )
    assert pair is not None
    app = opened("dyad", one=pair["actor_id"], other=pair["recipient_id"])
    assert not app.exception
    seen = words(app)
    assert f"{pair['actor']} about {pair['recipient']}" in seen
    assert f"{pair['recipient']} about {pair['actor']}" in seen
    assert "No such pair" in words(opened("dyad", one=pair["actor_id"], other=pair["actor_id"]))


def test_a_story_folds_copies_under_the_report_they_repeat(served: Path, warehouse: Warehouse) -> None:
    copied = warehouse.row("select story_id from articles where copy_of is not null and story_id is not null limit 1")
    assert copied is not None
    app = opened("story", id=copied["story_id"])
    assert not app.exception
    assert re.search(r"\d+ (copy|copies):", words(app))
    assert "No such story" in words(opened("story", id="?"))


def test_a_copy_shows_the_words_it_shares_with_the_report_it_repeats(served: Path, warehouse: Warehouse) -> None:
    copied = warehouse.row(
        "select article_id, text, copied_end from revisions where copied_end > 0 and is_current limit 1"
    )
    assert copied is not None
    seen = words(opened("article", id=copied["article_id"], marks="Shared words"))
    length = len(copied["text"][: copied["copied_end"]].split())
    assert f"93% of the shorter text stands in the other; the longest stretch has {length} words." in seen
    assert 'class="m-shared"' in markup(opened("article", id=copied["article_id"], marks="Shared words"))


def test_one_search_finds_actors_events_and_articles(served: Path) -> None:
    seen = words(opened("search", q="javascript"))
    assert "Titles of articles" in seen
    assert "Nothing is called so" in words(opened("search", q="xyzzy' or true --"))


def test_a_button_recomputes_the_receipts_of_an_event(served: Path, warehouse: Warehouse) -> None:
    event = warehouse.row("select event_id, mentions from events order by mentions desc, event_id limit 1")
    assert event is not None
    app = opened("event", id=event["event_id"])
    app.button(key="verify").click().run()
    seen = words(app)
    # The invented warehouse has no archive: texts and passages hold, the pages cannot be found.
    assert f"0 of {event['mentions']} receipts recomputed" in seen
    assert "as published" in seen
