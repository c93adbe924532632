"""The list of real sources and the sample's own: what they cover, and that they load."""

from __future__ import annotations

from urllib.parse import urlsplit

from pipelines.collect.sources import load_sources
from pipelines.newsroom.content import load_newsroom
from pipelines.newsroom.passes import DATA, SOURCES
from pipelines.settings import ROOT

CENTRAL_ASIA = {"KAZ", "UZB", "KGZ", "TJK", "TKM"}
GULF = {"QAT", "ARE", "SAU", "OMN", "KWT", "BHR"}


def test_the_real_list_covers_every_region_and_kind_of_owner() -> None:
    sources = load_sources(ROOT / "data" / "sources.yml")
    countries = {source.country for source in sources}
    assert len(sources) >= 45
    assert {"PAK", "AFG", "IND", "IRN", "TUR"} | CENTRAL_ASIA <= countries
    assert len(countries & GULF) >= 3
    assert {source.owner for source in sources} == {"wire", "government", "party", "private", "public", "ngo", "igo"}


def test_the_sides_of_the_founding_story_each_have_a_voice_of_their_own() -> None:
    voices = {source.speaks_for for source in load_sources(ROOT / "data" / "sources.yml")}
    assert {"PAK", "AFG", "IND", "TUR", "IRN"} <= voices


def test_each_real_source_says_which_public_material_confirms_its_addresses() -> None:
    lines = (ROOT / "data" / "sources.yml").read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("  - id:")]
    assert all(lines[number - 1].startswith("  # ") for number in starts)


def test_no_real_source_points_at_the_sample_and_the_sample_at_nothing_else() -> None:
    real = load_sources(ROOT / "data" / "sources.yml")
    sample = load_sources(SOURCES)
    assert not [url for source in real for url in (*source.feeds, *source.sitemaps) if ".example" in url]
    assert all(
        urlsplit(url).hostname.endswith(".example") for s in sample for url in (*s.feeds, *s.sitemaps, s.homepage)
    )


def test_the_sample_list_names_each_outlet_and_each_of_its_feeds_and_sitemaps() -> None:
    newsroom = load_newsroom(DATA)
    listed = {source.source_id: {*source.feeds, *source.sitemaps} for source in load_sources(SOURCES)}
    served = {outlet.id: {outlet.address + index.path for index in outlet.indexes} for outlet in newsroom.outlets}
    assert listed == served
