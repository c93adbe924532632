"""What kind of page it is: precision and recall over pages of each kind in the manner of several systems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest

from pipelines.extract.pages import extract_html
from pipelines.records import PageKind, Revision
from tests.extract.kind_pages import kind_pages
from tests.extract.layouts import FETCHED, PARAGRAPHS

KINDS = sorted(set(get_args(PageKind)) - {"other"})


@pytest.fixture(scope="module")
def told() -> Mapping[str, tuple[PageKind, str]]:
    """By page: the kind it is, and the kind it was taken for."""
    found = {}
    for asked in kind_pages():
        result = extract_html(asked.html, url=asked.url, fetched_at=FETCHED)
        found[asked.name] = (asked.kind, result.kind if isinstance(result, Revision) else result.error_class)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_and_nothing_else_is_taken_for_it(
    told: Mapping[str, tuple[PageKind, str]], kind: str
) -> None:
    own = [name for name, (is_kind, _) in told.items() if is_kind == kind]
    assert len(own) >= 25, "five contents in five systems"
    assert [name for name in own if told[name][1] != kind] == [], "recall"
    assert [name for name, (is_kind, said) in told.items() if said == kind != is_kind] == [], "precision"


@pytest.mark.parametrize("teasers", [1, 3, 12])
def test_a_front_whose_every_time_stands_at_a_link_is_a_list(teasers: int) -> None:
    """However short it is: a section that began today has one entry."""
    entries = "".join(
        f'<li><h3><a href="/border/{n}">Convoy {n} waits at the pass</a></h3>'
        f'<time datetime="2025-10-2{n % 6}T09:00:00+05:00">a day</time><p>Drivers sleep in their cabs.</p></li>'
        for n in range(teasers)
    )
    page = f"<html><head><title>Border</title></head><body><main><h1>Border</h1><ul>{entries}</ul></main></body></html>"
    assert kind_of(page, "https://post.example/border") == "listing"


def test_an_article_with_a_time_of_its_own_is_none_for_the_dated_links_below_it() -> None:
    related = "".join(
        f'<li><h3><a href="/border/{n}">Convoy {n} waits</a></h3><time datetime="2025-10-2{n}">a day</time></li>'
        for n in range(3)
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = (
        f"<html><head><title>Pass opens</title></head><body><article><h1>Pass opens</h1>{text}</article>"
        f"<aside><ul>{related}</ul></aside></body></html>"
    )
    assert kind_of(page, "https://post.example/border/pass-opens-after-two-weeks") == "article"


def kind_of(page: str, url: str) -> str:
    read = extract_html(page, url=url, fetched_at=FETCHED)
    assert isinstance(read, Revision)
    return read.kind
