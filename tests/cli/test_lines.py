"""`dateline extract` on files, folders and lines, as a process."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT, Dateline, environment
from tests.extract.layouts import TITLE, URL, page


def test_files_and_folders_are_answered_in_order_with_all_that_was_read(dateline: Dateline, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "b.html").write_bytes(page(title="Ferry crews “hopeful”").encode("utf-16"))
    (folder / "a.html.gz").write_bytes(gzip.compress(page().encode()))
    alone = tmp_path / "alone.htm"
    alone.write_bytes(
        page(title="Crews näher am Ziel").replace("<head>", '<head><meta charset="latin-1">').encode("latin-1")
    )
    result = dateline("extract", folder, alone)
    assert result.returncode == 0, result.stderr
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(answer["id"]).name for answer in answers] == ["a.html.gz", "b.html", "alone.htm"]
    assert [answer["title"] for answer in answers] == [TITLE, "Ferry crews “hopeful”", "Crews näher am Ziel"]
    for member in ("kind", "language_confidence", "dateline", "credits", "parts", "candidates", "text_sha256"):
        assert all(member in answer for answer in answers)


def test_lines_on_standard_input_where_one_cannot_be_answered(dateline: Dateline) -> None:
    lines = [json.dumps({"id": 1, "html": page(), "url": URL}), "no json", json.dumps({"id": 3, "html": ""})]
    result = dateline("extract", "--jsonl", stdin="\n".join(lines))
    assert result.returncode == 1
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert answers[0]["title"] == TITLE
    assert [answer["error"]["class"] for answer in answers[1:]] == ["NotJson", "Empty"]
    assert "2 of 3 could not be answered" in result.stderr


def test_a_file_that_is_not_there_is_bad_use(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    result = dateline("extract", tmp_path / "a.html", tmp_path / "none.html")
    assert (result.returncode, result.stdout) == (2, "")
    assert "none.html: there is no such file" in result.stderr


def test_ctrl_c_ends_with_whole_answers_and_one_message(tmp_path: Path) -> None:
    for number in range(2_000):
        (tmp_path / f"{number:04}.html").write_text(page(), encoding="utf-8")
    with (tmp_path / "answers.jsonl").open("w+", encoding="utf-8") as out:
        run = subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", "extract", str(tmp_path)],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(),
            start_new_session=True,
        )
        while not (tmp_path / "answers.jsonl").stat().st_size:
            assert run.poll() is None
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)
        _, told = run.communicate(timeout=120)
        out.seek(0)
        answers = [json.loads(line) for line in out]
    assert run.returncode == 130, told
    assert "Traceback" not in told
    assert told.strip().splitlines()[-1].endswith(f"interrupted after {len(answers):,} answers, each of which is whole")
