"""What kind of page it is: precision and recall over pages of each kind in the manner of several systems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest

from pipelines.extract.pages import extract_html
from pipelines.records import PageKind, Revision
from tests.extract.kind_pages import kind_pages
from tests.extract.layouts import FETCHED

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
