"""Two revisions side by side: every paragraph once, what differs marked, nothing of it taken as markup."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import Any

from dashboard.comparing import in_short, side_by_side
from pipelines.extract.changes import changes
from tests.dashboard.warehouse_sample import change_rows
from tests.extract.rows import revision

SAME = [f"Paragraph {number} tells of the strait and stays as it is." for number in range(4)]


def shown(old: list[str], new: list[str], title: str = "Crews meet", new_title: str = "Crews meet") -> str:
    before, after = revision("a", "\n".join(old), title=title), revision("a", "\n".join(new), title=new_title)
    rows = change_rows(changes(before, after), before, after)
    sides: list[dict[str, Any]] = [
        {"number": n, "first_seen_at": datetime(2025, 10, 25, n, tzinfo=UTC), "title": each.title, "text": each.text}
        for n, each in enumerate((before, after), 1)
    ]
    return f"{in_short(rows)}{side_by_side(sides[0], sides[1], rows)}"


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", markup))


def test_words_that_went_and_came_are_marked() -> None:
    made = shown(["The blast killed six people, police said."], ["The blast killed nine people, officials said."])
    assert re.findall(r"<del>(.*?)</del>", made) == ["six", "six", "police"]
    assert re.findall(r"<ins>(.*?)</ins>", made) == ["nine", "nine", "officials"]


def test_paragraphs_that_came_and_went_stand_alone_and_the_rest_is_folded() -> None:
    made = shown([*SAME, "This one is taken out of the report."], ["This one is put in at the top.", *SAME])
    assert "4 paragraphs without a change" in made
    assert "<del>This one is taken out of the report.</del>" in made
    assert "<ins>This one is put in at the top.</ins>" in made
    assert all(plain(made).count(line) == 2 for line in SAME), "once in each column"


def test_a_moved_paragraph_says_where_it_was() -> None:
    made = plain(shown([*SAME[:3], "It stood last."], ["It stood last.", *SAME[:3]]))
    assert "was paragraph 4" in made
    assert "moved to paragraph 1" in made


def test_what_a_page_wrote_stays_text() -> None:
    nasty = "<script>alert(1)</script> said 4 & <b>more</b>"
    made = shown([nasty], [nasty.replace("4", "5")], nasty, f"{nasty} again")
    assert "<script" not in made
    assert "<b>" not in made
    assert made.count("&lt;script&gt;") == 4
