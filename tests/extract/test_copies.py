"""Who repeats whom."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.copies import COMPARED, SAMPLE, THINNEST, relate_copies, resemblance, shared_stretch, sketch
from pipelines.records import CopyLink, CreditLine, Revision
from pipelines.warehouse.relations import Relations
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
    found: list[CopyLink] = []
    with Relations.open(None) as seen:
        for each in arrivals:
            found += relate_copies(each, seen, START)
    assert len({(link.revision_id, link.copy_of) for link in found}) == len(found), "each pair once"
    return {(names[link.revision_id], names[link.copy_of]) for link in found}


def drawn(seed: int, words: int) -> str:
    """Words in an order of their own, so that two texts share no passage."""
    return " ".join(f"w{(seed * 7919 + at * at * 31 + at) % 99_991}" for at in range(words))


def test_a_shortened_and_a_rewritten_reprint_repeat_the_wire() -> None:
    assert {("daily", "wire"), ("gazette", "wire")} <= links(WIRE, SHORTENED, REWRITTEN, OTHER)


def test_the_order_of_arrival_changes_nothing() -> None:
    assert links(REWRITTEN, OTHER, SHORTENED, WIRE) == links(WIRE, SHORTENED, REWRITTEN, OTHER)


def test_another_report_is_no_copy() -> None:
    assert links(WIRE, OTHER) == set()


def test_a_later_text_of_the_same_article_is_no_copy() -> None:
    again = revision("wire", "\n".join(PARAGRAPHS[:3]), hours=5)
    assert links(WIRE, again) == set()


def test_a_brief_inside_a_text_ten_times_its_length_is_found() -> None:
    long = revision("daily", drawn(1, 300) + " " + WIRE.text + " " + drawn(2, 900), hours=1)
    assert links(WIRE, long) == {("daily", "wire")}


def test_a_text_joined_of_two_repeats_both() -> None:
    other = revision("agency", drawn(3, 200))
    joined = revision("daily", WIRE.text + "\n" + other.text, hours=1)
    assert links(joined, WIRE, other) == {("daily", "wire"), ("daily", "agency")}


def test_what_many_unrelated_texts_share_binds_none_of_them() -> None:
    formula = PARAGRAPHS[0]
    notices = [revision(f"desk{n}", f"{formula} {drawn(n, 120)}", hours=n) for n in range(30)]
    short = [revision(f"late{n}", f"{formula} {drawn(100 + n, 20)}", hours=40 + n) for n in range(2)]
    assert links(*short) == {("late1", "late0")}
    assert links(*notices, *short) == set()


def test_a_line_of_credit_binds_nothing() -> None:
    line = (
        "This report was first published by the Northern Straits Agency and is reprinted with its permission, which"
        " holds for this page alone and may be taken back on any day by the agency, its heirs or who buys its rights"
    )
    told = [revision(name, f"{drawn(n, 25)}\n{line}", hours=n) for n, name in enumerate(("a", "b"))]
    marked = [replace(each, credits=(_credit(each.text, line),)) for each in told]
    assert links(*told) == {("b", "a")}
    assert links(*marked) == set()


def _credit(text: str, line: str) -> CreditLine:
    start = text.index(line)
    return CreditLine(start, start + len(line), "source", "Northern Straits Agency", None)


def test_notices_of_a_few_words_are_never_copies() -> None:
    assert (
        links(revision("a", "Crews met the board on Sunday."), revision("b", "Crews met the board on Sunday.")) == set()
    )


def test_a_text_in_a_script_without_spaces_is_compared_too() -> None:
    text = "双方代表在港口举行了第三天的会谈以结束夜间航行的争端并讨论冬季之前雇用更多船员的建议"
    assert links(revision("a", text), revision("b", text + "。", hours=1)) == {("b", "a")}


def test_a_text_reprinted_a_thousand_times_is_linked_to_few() -> None:
    reprints = [revision(f"outlet{n}", f"{WIRE.text} Outlet {n}.", hours=n / 60) for n in range(300)]
    found = links(*reprints)
    assert {repeats for repeats, _ in found} == {f"outlet{n}" for n in range(1, 300)}
    assert {first for _, first in found} == {"outlet0"}
    assert len(found) <= 300 * COMPARED


def test_the_sample_is_the_same_each_time_and_bounded() -> None:
    long = revision("a", drawn(1, 400))
    made = sketch(long)
    assert made == sketch(long)
    assert made.every == THINNEST
    assert all(0 <= passage < 2**63 // THINNEST for passage in made.sample)
    assert len(made.sample) < 2 * SAMPLE


def test_resemblance_is_told_of_the_shorter_text() -> None:
    whole, half = sketch(WIRE), sketch(SHORTENED)
    similarity, containment = resemblance(whole, half, {})
    assert containment == 1.0
    assert 0.4 < similarity < 0.95


def test_a_link_shows_the_longest_stretch_that_two_texts_share() -> None:
    copy = revision("daily", f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1].replace('forty', 'fifty')}\n{PARAGRAPHS[2].upper()}")
    shared = shared_stretch(copy, WIRE)
    assert shared is not None
    told = copy.text[shared.start : shared.end]
    assert told.startswith("more deckhands"), "behind the word that was changed"
    assert told.endswith("FOR WHATEVER THE PASSENGERS CAN PAY"), "over a break and in capitals"


def test_texts_without_a_passage_in_common_share_no_stretch() -> None:
    assert shared_stretch(OTHER, WIRE) is None


def test_of_texts_without_end_the_beginnings_are_compared() -> None:
    flood = "boat " * 200_000
    assert shared_stretch(revision("a", f"{WIRE.text} {flood}"), revision("b", f"{WIRE.text} {flood}")) is not None
