"""Who repeats whom."""

from __future__ import annotations

from datetime import timedelta

from pipelines.extract.copies import find_copies, signature
from pipelines.records import CopyLink, Revision
from tests.extract.layouts import PARAGRAPHS
from tests.extract.rows import START, revision

WIRE = revision("wire", "\n".join(PARAGRAPHS), hours=0)
SHORTENED = revision("daily", "\n".join(PARAGRAPHS[:3]), title="Ferries: no end yet", hours=2)
REWRITTEN = revision(
    "gazette",
    "There is no end in sight on the strait.\n" + "\n".join(PARAGRAPHS[:3]).replace("Sunday", "Sunday evening"),
    hours=3,
)
OTHER = revision(
    "bazaar",
    "The price of apricots fell in the markets of the upper valley after a late harvest brought more of them to town"
    " than the drying yards could take. Traders said that lorries waited two days at the gates, and that growers sold"
    " at a loss rather than carry the fruit home again over the pass before the first snow.",
    hours=4,
)


def links(*arrivals: Revision) -> set[tuple[str, str]]:
    """Links of revisions that arrive in this order, as (repeats, repeated) sources."""
    names = {each.revision_id: each.site for each in arrivals}
    made = [signature(each, START + timedelta(days=1, seconds=n)) for n, each in enumerate(arrivals)]
    found: list[CopyLink] = []
    for each, own in zip(arrivals, made, strict=True):
        near = [other for other in made if set(other.bands) & set(own.bands)]
        found += find_copies(each, own, near, START)
    assert len({(link.revision_id, link.copy_of) for link in found}) == len(found), "each pair once"
    return {(names[link.revision_id], names[link.copy_of]) for link in found}


def test_a_shortened_and_a_rewritten_reprint_repeat_the_wire() -> None:
    assert {("daily", "wire"), ("gazette", "wire")} <= links(WIRE, SHORTENED, REWRITTEN, OTHER)


def test_the_order_of_arrival_changes_nothing() -> None:
    assert links(REWRITTEN, OTHER, SHORTENED, WIRE) == links(WIRE, SHORTENED, REWRITTEN, OTHER)


def test_another_report_is_no_copy() -> None:
    assert links(WIRE, OTHER) == set()


def test_a_later_text_of_the_same_article_is_no_copy() -> None:
    again = revision("wire", "\n".join(PARAGRAPHS[:3]), hours=5)
    assert links(WIRE, again) == set()


def test_notices_of_a_few_words_are_never_copies() -> None:
    assert (
        links(revision("a", "Crews met the board on Sunday."), revision("b", "Crews met the board on Sunday.")) == set()
    )


def test_a_text_in_a_script_without_spaces_is_compared_too() -> None:
    text = "双方代表在港口举行了第三天的会谈以结束夜间航行的争端并讨论冬季之前雇用更多船员的建议"
    assert links(revision("a", text), revision("b", text + "。", hours=1)) == {("b", "a")}


def test_bands_fit_a_signed_column_and_are_the_same_each_time() -> None:
    made = signature(WIRE, START)
    assert all(0 <= band < 2**63 for band in made.bands)
    assert made == signature(WIRE, START)
