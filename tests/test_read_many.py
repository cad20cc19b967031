"""A folder of texts becomes one table, whatever happens on the way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from oped.cli import cli
from oped.errors import OpedError
from oped.read_many import plan
from oped.read_part import part_of
from tests.reading_samples import write_samples
from tests.small_course import REPOSITORY

BROKEN = {"broken.pdf": b"%PDF-1.4 nothing", "empty.txt": b""}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten texts, a copy of one of them in another folder, and two broken files."""
    folder = tmp_path_factory.mktemp("texts")
    write_samples(folder, 12)
    (folder / "more").mkdir()
    (folder / "more" / "again.txt").write_bytes((folder / "plain.txt").read_bytes())
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)
    return folder


def read_command(folder: Path, table: Path) -> list[str]:
    """The command, with two workers."""
    return [sys.executable, "-m", "oped", "read", str(folder), "--out", str(table), "--workers", "2"]


def test_a_run_that_was_killed_goes_on_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    """After kill -9 halfway a second run reads the rest: every sentence once, both broken files named."""
    table = tmp_path / "table.parquet"
    parts = tmp_path / "table.parquet.parts"
    run = subprocess.Popen(read_command(folder, table), cwd=REPOSITORY, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while len(list(parts.glob("*.parquet"))) < 3:
        assert run.poll() is None or table.exists()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    kept = {path.name: path.stat().st_mtime_ns for path in parts.glob("*.parquet")}
    again = subprocess.run(
        read_command(folder, table), cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=180
    )
    assert again.returncode == 1
    assert {name: (parts / name).stat().st_mtime_ns for name in kept} == kept
    for name in BROKEN:
        assert f"not read: {name}:" in again.stderr
    rows = pd.read_parquet(table)
    expected = {"more/again.txt": 20, "very-short.txt": 2, "plain.txt": 20, "news-report.txt": 11}
    assert {name: int((rows["file"] == name).sum()) for name in expected} == expected
    assert rows["file"].nunique() == 11
    assert not rows.duplicated(["file", "sentence"]).any()
    assert f"11 of 13 files read, {len(rows)} sentences" in again.stdout
    assert rows.columns.to_list() == [
        *("file", "title", "author", "outlet", "date", "sentence", "text", "level", "type", "second_type"),
        *("probability", "because", "who", "figures", "devices"),
    ]


def test_what_is_kept_makes_the_table_without_a_worker(folder: Path, tmp_path: Path) -> None:
    """Where every part is there, no cluster is started, and the parts go once the table is whole."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes((folder / "plain.txt").read_bytes())
    run = plan(tmp_path / "in", tmp_path / "t.parquet")
    run.parts.mkdir()
    run._part(run.files[0]).write_bytes(part_of(run.files[0].read_bytes(), "a.txt"))
    assert [step.problem for step in run.steps(cluster="tcp://127.0.0.1:1")] == [""]
    done = run.finish(())
    assert (done.files, done.rows) == (1, 20)
    assert not run.parts.exists()


@pytest.mark.parametrize(
    ("name", "out", "told"),
    [
        ("nowhere", "t.parquet", "There is no folder"),
        ("bare", "t.parquet", "holds no text"),
        ("bare", "t.csv", "must end in .parquet"),
    ],
)
def test_what_can_not_be_planned_is_told(tmp_path: Path, name: str, out: str, told: str) -> None:
    """A missing folder, one without texts and another kind of table are refused in one sentence."""
    (tmp_path / "bare").mkdir()
    with pytest.raises(OpedError, match=told):
        plan(tmp_path / name, tmp_path / out)


def test_a_folder_needs_a_table(folder: Path) -> None:
    """Without --out the command says what to add."""
    result = CliRunner().invoke(cli, ["read", str(folder)])
    assert isinstance(result.exception, OpedError)
    assert "--out TABLE.parquet" in str(result.exception)


def test_a_scheduler_that_does_not_answer_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong --cluster address is one sentence."""
    monkeypatch.setattr("oped.cluster.CONNECT", "1s")
    run = plan(folder, tmp_path / "t.parquet")
    with pytest.raises(OpedError, match="No Dask scheduler answers"):
        list(run.steps(cluster="tcp://127.0.0.1:9"))
