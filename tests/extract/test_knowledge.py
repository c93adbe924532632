"""The room's data files fit their schemas, and errors name the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.agencies import Credits
from pipelines.extract.knowledge import FOLDER, KnowledgeError, load
from pipelines.extract.signals import Signals


def test_the_files_of_the_room_load() -> None:
    agencies = load(FOLDER / "credits.yml", Credits).agencies
    spellings = [name for agency in agencies for name in {agency.name, *agency.aliases}]
    assert len(spellings) == len(set(spellings)), "a spelling stands for one agency"
    assert load(FOLDER / "signals.yml", Signals).soft_404.titles


def test_an_error_names_file_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "credits.yml"
    path.write_text("agencies:\n  - {name: A, aliases: []}\n  - {nmae: B, aliases: []}\nendings: []\nphrases: []\n")
    with pytest.raises(KnowledgeError, match=r"credits\.yml:3: agencies\.1\.nam?e?"):
        load(path, Credits)


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "signals.yml"
    path.write_text("video: [\n")
    with pytest.raises(KnowledgeError, match=r"signals\.yml:\d+: not YAML"):
        load(path, Signals)
