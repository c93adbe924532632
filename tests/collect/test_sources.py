"""A list of sources is read whole, or refused with every problem's line, field and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.collect.sources import SourcesError, load_sources

GOOD = """\
sources:
  - id: harbour-post
    name: The Harbour Post
    homepage: https://harbour.example/
    country: PAK
    language: en
    owner: private
    feeds: [https://harbour.example/rss.xml]
  - id: hill-agency
    name: Hill Agency
    homepage: https://hill.example/
    country: null
    language: en
    owner: wire
    speaks_for: AFG
    sitemaps:
      - https://hill.example/news.xml
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "sources.yml"
    path.write_text(text)
    with pytest.raises(SourcesError) as caught:
        load_sources(path)
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


def test_a_good_list_is_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text(GOOD)
    first, second = load_sources(path)
    assert (first.source_id, first.country, first.speaks_for) == ("harbour-post", "PAK", None)
    assert first.feeds == ("https://harbour.example/rss.xml",)
    assert (second.country, second.speaks_for, second.sitemaps) == (None, "AFG", ("https://hill.example/news.xml",))


def test_a_bare_list_will_do(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text(GOOD.removeprefix("sources:\n"))
    assert len(load_sources(path)) == 2


def test_an_unknown_field_is_named_with_its_line_and_the_known_ones(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, GOOD.replace("    owner: wire", "    owner: wire\n    colour: red"))
    assert line.startswith("15: colour: unknown field; known are id, name, homepage,")


def test_a_bad_address_is_named_with_its_own_line(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, GOOD.replace("- https://hill.example/news.xml", "- hill.example/news.xml"))
    assert line.startswith("17: sitemaps: 'hill.example/news.xml' is not an http(s) address; write it in full")


def test_a_doubled_id_names_the_other_line(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, GOOD.replace("id: hill-agency", "id: harbour-post"))
    assert line == "9: id: 'harbour-post' stands at line 2 too; rename one of the two"


def test_a_doubled_address_names_the_other_line(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, GOOD.replace("https://hill.example/news.xml", "https://harbour.example/rss.xml"))
    assert line.startswith("17: sitemaps: https://harbour.example/rss.xml stands at line 8 too")


def test_all_problems_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD.replace("country: PAK", "country: Pakistan").replace("owner: wire", "owner: king")
    text = text.replace("    language: en\n", "", 1)
    lines = problems(tmp_path, text)
    assert [line.split(": ")[1] for line in lines] == ["language", "country", "owner"]
    assert "ISO 639-1" in lines[0]
    assert "alpha-3" in lines[1]
    assert "'wire', 'government'" in lines[2]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: The Harbour Post", "name: 7", "3: name: 7 is not text"),
        ("country: PAK", "country: NO\n", "5: country: False is not text; put it in quotes"),
        ("feeds: [https://harbour.example/rss.xml]", "feeds: https://harbour.example/rss.xml", "is not a list"),
        ("    feeds: [https://harbour.example/rss.xml]\n", "", "2: entry: has neither feeds nor sitemaps"),
        ("    owner: private", "    owner: private\n    owner: wire", "8: owner: given twice in one entry"),
        ("id: harbour-post", "id: Harbour Post", "2: id: 'Harbour Post' may hold lower-case letters"),
        ("- id: harbour-post\n", "- harbour-post\n  - id: x\n", "2: an entry must be fields and values"),
    ],
)
def test_each_kind_of_mistake_has_its_remedy(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert any(expected in line for line in problems(tmp_path, GOOD.replace(old, new, 1)))


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    (line,) = problems(tmp_path, GOOD.replace("name: Hill Agency", "name: [Hill Agency"))
    assert "not YAML" in line
    assert line.split(":")[0].isdigit()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "is empty"), ("# only a comment\n", "is empty"), ("sources: []\n", "is empty"), ("sources: yes\n", "a list")],
)
def test_nothing_to_read_is_said(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in " ".join(problems(tmp_path, text))


def test_a_missing_file_a_folder_and_other_bytes_are_said(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="no such file"):
        load_sources(tmp_path / "none.yml")
    with pytest.raises(SourcesError, match="cannot be read"):
        load_sources(tmp_path)
    (tmp_path / "latin.yml").write_bytes(b"- id: caf\xe9\n")
    with pytest.raises(SourcesError, match="not UTF-8"):
        load_sources(tmp_path / "latin.yml")


def test_tags_that_run_code_are_refused(tmp_path: Path) -> None:
    assert "not readable" in " ".join(problems(tmp_path, "- id: !!python/object/apply:os.system [true]\n"))
