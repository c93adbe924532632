"""The event lexicon: its examples hold, and a mistake in it is told with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.annotate.coder import Coder
from pipelines.annotate.event_lexicon import FOLDER, LexiconError, load_event_lexicon
from pipelines.annotate.explain import explain
from pipelines.annotate.lexicon_check import check_lexicon
from pipelines.reference import codes


def test_every_example_comes_out_as_it_says(coder: Coder) -> None:
    report = check_lexicon(coder)
    assert [(f.entry.where, f.example.text, f.problem) for f in report.failures] == []


def test_all_event_types_are_covered_by_300_triggers_and_more() -> None:
    lexicon = load_event_lexicon()
    assert {entry.event for entry in lexicon.entries} == set(codes.EVENT_TYPES)
    assert len({word for entry in lexicon.entries for word in (*entry.verbs, *entry.nouns)}) >= 300


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("- verbs: [nudge]\n  cameo: '190'\n  examples: [{text: A nudge.}]\n  modee: x\n", "modee"),
        ("- verbs: [nudge]\n  cameo: '043'\n  examples: [{text: A nudge.}]\n", "does not stand for ASSAULT"),
        ("- verbs: [nudge]\n  cameo: '190'\n  mode: gentle\n  examples: [{text: A nudge.}]\n", "no mode 'gentle'"),
        ("- verbs: [nudge]\n  cameo: '190'\n  examples: []\n", "examples"),
        ("- verbs: [nudge]\n  cameo: '190'\n  object: [$nowhere]\n  examples: [{text: A nudge.}]\n", "$nowhere"),
        ("- verbs: [nudge\n", "is not YAML"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, entry: str, told: str) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(FOLDER, folder)
    (folder / "events" / "assault.yml").write_text("# A comment.\n" + entry, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        load_event_lexicon(folder)
    assert "assault.yml:2" in str(error.value) or "assault.yml:3" in str(error.value)
    assert told in str(error.value)


def test_explain_says_why_a_sentence_was_or_was_not_coded(coder: Coder) -> None:
    lines = explain(coder, "The senator attacked the proposal.")
    assert any("ACCUSE" in line and "coded as m1, happened, by senator" in line for line in lines)
    assert any("ASSAULT" in line and "its object is one of" in line for line in lines)


def test_explain_says_which_parts_were_not_looked_at(coder: Coder) -> None:
    foreign = "Die Armee hat am Montag zwei Dörfer im Norden des Landes angegriffen und viele Menschen vertrieben."
    english = "Gunmen attacked the town of Torvik on Friday, and police arrested two men who were running from it."
    lines = explain(coder, f"{english} {english}\n{foreign}")
    assert [line for line in lines if "another language" in line]
    assert any("ASSAULT" in line for line in lines)
