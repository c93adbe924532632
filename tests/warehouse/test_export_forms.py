"""The forms of exports over the sample's snapshot, each read by a library that is not ours."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import duckdb
import feedparser
import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive.reader import iter_pages
from pipelines.settings import Home
from pipelines.warehouse import marts
from pipelines.warehouse.exports import ExportError, export_tables
from pipelines.warehouse.snapshot import connect, published_path

HOSTILE = '=HYPERLINK("http://bad.example")<script>alert(1)</script>&\x00\x0b]]>'


@pytest.fixture(scope="module")
def home(sample_home: Path) -> Home:
    return Home(sample_home)


@pytest.fixture(scope="module")
def exported(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    formats = ["datapackage", "atom", "geojson", "polecat", "gdelt", "acled"]
    for path in export_tables(published_path(home), folder, formats, home=home):
        assert path.exists()
    return folder


def test_a_data_package_tells_digest_size_types_and_keys(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == set(marts.KEYS | marts.WRITTEN_AT_PUBLISH)
    for resource in resources.values():
        content = (exported / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header = next(csv.reader(io.StringIO(content.decode())))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])
        for foreign in resource["schema"]["foreignKeys"]:
            there = resources[foreign["reference"]["resource"] or resource["name"]]
            assert foreign["reference"]["fields"][0] in [field["name"] for field in there["schema"]["fields"]]
    types = {field["name"]: field["type"] for field in resources["events"]["schema"]["fields"]}
    assert (types["event_number"], types["mentions"], types["actor_names"]) == ("integer", "integer", "array")
    assert resources["events"]["schema"]["primaryKey"] == ["event_id"]
    leads = resources["event_mentions"]["schema"]["foreignKeys"]
    assert {"fields": ["event_id"], "reference": {"resource": "events", "fields": ["event_id"]}} in leads


def test_an_atom_feed_has_an_entry_an_event_whose_id_stays(exported: Path, home: Home, tmp_path: Path) -> None:
    feed = feedparser.parse((exported / "events.atom").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    with connect(published_path(home)) as connection:
        told = connection.execute(
            "select summary, strftime(max(changed_at), '%Y-%m-%dT%H:%M:%SZ') from events"
            " join event_changes using (event_id) group by event_id, summary"
        ).fetchall()
    assert sorted((entry.title, entry.updated) for entry in feed.entries) == sorted(told)
    assert len({entry.id for entry in feed.entries}) == len(told)
    [again] = export_tables(published_path(home), tmp_path, ["atom"], home=home)
    assert again.read_bytes() == (exported / "events.atom").read_bytes()


def test_geojson_positions_lie_on_the_earth(exported: Path) -> None:
    features = json.loads((exported / "events.geojson").read_text(encoding="utf-8"))["features"]
    points = [feature["geometry"]["coordinates"] for feature in features if feature["geometry"]]
    assert points
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
    assert any(feature["geometry"] is None for feature in features)


FILES = {
    "POLECAT": ("polecat", "polecat.txt", {"sep": "\t", "quotechar": "", "header": True}),
    "GDELT2_EVENTS": ("gdelt_events", "gdelt.export.CSV", {"sep": "\t", "quotechar": "", "header": False}),
    "GDELT2_MENTIONS": ("gdelt_mentions", "gdelt.mentions.CSV", {"sep": "\t", "quotechar": "", "header": False}),
    "ACLED": ("acled", "acled.csv", {"header": True}),
}


@pytest.mark.parametrize("dataset", FILES)
def test_a_shape_has_the_columns_of_its_dataset(exported: Path, home: Home, shared: Path, dataset: str) -> None:
    view, file, form = FILES[dataset]
    with (shared / "ontology" / "dataset_columns.csv").open(encoding="utf-8") as listed:
        wanted = [row["column"] for row in csv.DictReader(listed) if row["dataset"] == dataset]
    with connect(published_path(home)) as connection:
        relation = connection.sql(f"from shapes.{view}")
        assert relation.columns == wanted
        rows = len(relation.fetchall())
        assert connection.sql("select comment from duckdb_views() where schema_name = 'shapes'").fetchall() != [(None,)]
    read = duckdb.read_csv(str(exported / file), **form)  # type: ignore[arg-type]
    assert len(read.columns) == len(wanted)
    assert len(read.fetchall()) == rows > 0


def test_numbers_of_events_are_the_same_in_both_files_of_gdelt(home: Home) -> None:
    with connect(published_path(home)) as connection:
        assert connection.sql(
            "select count(*) from shapes.gdelt_mentions anti join shapes.gdelt_events using (GLOBALEVENTID)"
        ).fetchone() == (0,)
        assert connection.sql(
            "select count(*) - count(distinct GLOBALEVENTID) from shapes.gdelt_events"
        ).fetchone() == (0,)


def test_the_evidence_of_an_event_is_whole(home: Home, tmp_path: Path) -> None:
    with connect(published_path(home)) as connection:
        event, captures = connection.sql(
            "select event_id, count(distinct capture_id) from event_mentions where event_id is not null"
            " group by all order by all desc limit 1"
        ).fetchone() or ("", 0)
    [packed] = export_tables(published_path(home), tmp_path, ["wacz"], home=home, event=event)
    with zipfile.ZipFile(packed) as bundle:
        package = json.loads(bundle.read("datapackage.json"))
        digest = json.loads(bundle.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(bundle.read('datapackage.json')).hexdigest()}"
        for resource in package["resources"]:
            assert resource["hash"] == f"sha256:{hashlib.sha256(bundle.read(resource['path'])).hexdigest()}"
        told = json.loads(bundle.read("evidence/event.json"))
        pages = bundle.read("pages/pages.jsonl").decode().splitlines()
        archive = bundle.read("archive/data.warc.gz")
        index = [line.split(" ", 2) for line in bundle.read("indexes/index.cdx").decode().splitlines()]
    assert len(pages) == 1 + captures
    texts = {text["revision_id"]: text["text"] for text in told["revisions"]}
    for mention in told["mentions"]:
        assert texts[mention["revision_id"]][mention["trigger_start"] : mention["trigger_end"]] == mention["trigger"]
    for _, at, fields in index:
        place = json.loads(fields)
        part = io.BytesIO(archive[int(place["offset"]) :][: int(place["length"])])
        record = next(iter(ArchiveIterator(part)))
        assert record.rec_headers.get_header("WARC-Target-URI") == place["url"]
        assert record.rec_headers.get_header("WARC-Date").startswith(f"{at[:4]}-{at[4:6]}-{at[6:8]}T{at[8:10]}")
    assert {page.url for page in iter_pages(packed)} >= {json.loads(page)["url"] for page in pages[1:]}


def test_evidence_that_is_damaged_is_not_packed(home: Home, tmp_path: Path) -> None:
    copy = Home(tmp_path / "home")
    shutil.copytree(home.archive, copy.archive)
    with connect(published_path(home)) as connection:
        event, file, offset = connection.sql(
            "select event_id, warc_file, warc_offset from event_mentions where event_id is not null"
            " order by all limit 1"
        ).fetchone() or ("", "", 0)
    content = bytearray((copy.archive / file).read_bytes())
    content[offset + 200] ^= 1
    (copy.archive / file).write_bytes(content)
    with pytest.raises(ExportError, match="the evidence is not whole"):
        list(export_tables(published_path(home), tmp_path / "out", ["wacz"], home=copy, event=event))
    assert list((tmp_path / "out").iterdir()) == []


def test_hostile_names_stay_text_in_every_form(home: Home, tmp_path: Path) -> None:
    snapshot = tmp_path / "snapshot.duckdb"
    shutil.copy(published_path(home), snapshot)
    with duckdb.connect(str(snapshot)) as connection:
        event = (connection.sql("select min(event_id) from event_mentions").fetchone() or ("",))[0]
        connection.execute("update main.events set summary = $words, place_name = $words", {"words": HOSTILE})
        connection.execute("update main.event_actors set name = $words", {"words": HOSTILE + "\t\nx"})
        connection.execute("update main.articles set title = $words, url = 'javascript:alert(1)'", {"words": HOSTILE})
    formats = ["csv", "atom", "geojson", "polecat", "gdelt", "acled", "wacz"]
    list(export_tables(snapshot, tmp_path, formats, home=home, event=event))
    for table in ("events.csv", "acled.csv"):
        with (tmp_path / table).open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    for table in ("polecat.txt", "gdelt.export.CSV"):
        lines = (tmp_path / table).read_text(encoding="utf-8").splitlines()
        assert len({line.count("\t") for line in lines}) == 1
        assert not [cell for line in lines for cell in line.split("\t") if cell.startswith("=")]
    feed = feedparser.parse((tmp_path / "events.atom").read_bytes())
    assert not feed.bozo
    assert b"<script" not in (tmp_path / "events.atom").read_bytes()
    assert not [link for entry in feed.entries for link in entry.get("links", []) if link.href.startswith("javascript")]
    features = json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))["features"]
    assert features[0]["properties"]["summary"] == HOSTILE
