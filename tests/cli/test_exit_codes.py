"""The exit codes that every command promises, one command a line: 0 done, 1 done with losses, 2 bad use, 4 the machine.

3 (a check failed) and 130 (interrupted) need a run of their own, below.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Dateline, environment

GOOD_LINE = json.dumps({"id": 1, "html": "<html><body><p>A word.</p></body></html>", "text": "Police arrested six."})
LISTED = ROOT / "data" / "sample" / "sources.yml"


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "word"),
    [
        (["--version"], None, 0, ""),
        (["path", "--sample"], None, 0, ""),
        (["sql", "--sample", "select 1"], None, 0, ""),
        (["sql", "--sample", "--recipe", "who mediated"], None, 0, ""),
        (["status", "--sample"], None, 0, ""),
        (["verify", "--sample"], None, 0, "all as published"),
        (["sources", "check", "--offline", "--sources", LISTED], None, 0, "the file is sound"),
        (["extract", "--jsonl"], GOOD_LINE, 0, ""),
        (["extract", "--jsonl"], GOOD_LINE + "\n{", 1, "could not be answered"),
        (["code", "--jsonl"], "", 0, ""),
        (["code", "--jsonl"], '{"id": 1}', 1, "could not be answered"),
        (["frobnicate"], None, 2, "frobnicate"),
        (["run", "--job", "dance"], None, 2, "there is no such job"),
        (["run", "--sample", "--sources", LISTED], None, 2, "leave --sources out"),
        (["sql", "--sample"], None, 2, "give one query"),
        (["sql", "--sample", "--recipe", "no such thing"], None, 2, "no such thing"),
        (["sql", "--sample", "--format", "parquet", "select 1"], None, 2, "--output"),
        (["export", "--sample", "--format", "papyrus", "out"], None, 2, "papyrus"),
        (["export", "--sample", "--format", "wacz", "out"], None, 2, "--event"),
        (["import", "no-such.warc.gz"], None, 2, "no such file"),
        (["extract", "no-such.html"], None, 2, "no-such.html"),
        (["code", "no-such.txt"], None, 2, "no-such.txt"),
        (["takedown", "https://harbour.example/1"], None, 2, "--reason"),
        (["sources", "add", "not an address", "--owner", "private", "--country", "none"], None, 2, "address"),
        (["lexicon", "no-such"], None, 2, "no-such"),
    ],
    ids=lambda value: " ".join(map(str, value))[:40] if isinstance(value, list) else "",
)
def test_the_code_of_each_command(
    dateline: Dateline,
    sample_home: Path,
    tmp_path: Path,
    arguments: list[object],
    stdin: str | None,
    code: int,
    word: str,
) -> None:
    ended = dateline(*arguments, stdin=stdin, DATELINE_SAMPLE_HOME=sample_home, DATELINE_HOME=tmp_path / "home")
    assert ended.returncode == code, ended.stderr
    assert word in " ".join((ended.stderr + ended.stdout).split())
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "home").exists()


def test_output_goes_to_standard_output_and_words_to_standard_error(dateline: Dateline, sample_home: Path) -> None:
    given = {"DATELINE_SAMPLE_HOME": sample_home}
    assert Path(dateline("path", "--sample", **given).stdout.strip()).is_file()
    assert json.loads(dateline("sql", "--sample", "-f", "json", "select 7 as n", **given).stdout) == [{"n": 7}]
    answer = json.loads(dateline("code", "--jsonl", stdin=GOOD_LINE).stdout)
    assert {"id", "coder", "language", "text_sha256", "entities", "places", "times", "quotes", "event_mentions",
            "situations"} <= answer.keys()  # fmt: skip
    answer = json.loads(dateline("extract", "--jsonl", stdin=GOOD_LINE).stdout)
    assert {"id", "url", "title", "authors", "published_at", "published_on", "site", "language", "kind", "text",
            "text_sha256"} <= answer.keys()  # fmt: skip
    unanswered = json.loads(dateline("code", "--jsonl", stdin="[]").stdout)
    assert unanswered.keys() == {"id", "line", "error"}
    assert unanswered["error"].keys() == {"class", "message"}


def test_a_reader_that_goes_away_is_no_failure(sample_home: Path) -> None:
    asked = f"{sys.executable} -m pipelines.cli sql --sample --format csv 'from event_mentions' | head -1"
    asked += "; exit ${PIPESTATUS[0]}"
    ended = subprocess.run(
        ["bash", "-c", asked], capture_output=True, text=True, cwd=ROOT, check=False,
        env=environment(DATELINE_SAMPLE_HOME=sample_home),
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.timeout(300)
def test_an_interrupted_run_says_so_and_the_next_goes_on(dateline: Dateline, sample_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample_home, home, symlinks=True)
    shown = home / "published" / "warehouse.duckdb"
    before = shown.readlink()
    run = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "run", "--sample", "--job", "rebuild_marts"], cwd=ROOT, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(DATELINE_SAMPLE_HOME=home),
        start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert run.stderr is not None
    said = []
    for line in run.stderr:
        said.append(line)
        if line.strip().startswith("models") and len(said) < 50:
            os.killpg(run.pid, signal.SIGINT)  # as Ctrl-C does, to all of the group
            break
    said += run.stderr
    run.stderr.close()
    assert run.wait() == 130, said
    assert "interrupted; the next run goes on" in "".join(said)
    assert "Traceback" not in "".join(said)
    assert shown.readlink() == before
    status = dateline("status", "--sample", DATELINE_SAMPLE_HOME=home)
    assert "run lock  free" in status.stdout
