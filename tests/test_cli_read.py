"""`oped read` on one source."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from oped.cli import cli
from oped.errors import OpedError
from tests.reading_samples import FOLDER


@pytest.mark.parametrize(
    ("name", "begins"), [("r.html", "<!DOCTYPE html>"), ("r.json", "{"), ("r.md", "# Reading report: Leave")]
)
def test_the_ending_of_out_tells_the_format(tmp_path: Path, name: str, begins: str) -> None:
    """A report is written as its file's name says, in a folder that is made."""
    target = tmp_path / "new" / name
    result = CliRunner().invoke(cli, ["read", str(FOLDER / "plain.txt"), "--out", str(target)], catch_exceptions=False)
    assert result.output == f"written: {target}\n"
    assert target.read_text(encoding="utf-8").lstrip().startswith(begins)


def test_without_out_the_report_goes_to_the_readers_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written anywhere else."""
    monkeypatch.setenv("OPED_HOME", str(tmp_path))
    CliRunner().invoke(cli, ["read", str(FOLDER / "plain.txt")], catch_exceptions=False)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")] == [
        "reports/leave-the-harbour-clock-alone.html"
    ]


def test_a_format_alone_is_printed() -> None:
    """--format json prints JSON and nothing else."""
    result = CliRunner().invoke(
        cli, ["read", str(FOLDER / "very-short.txt"), "--format", "json"], catch_exceptions=False
    )
    assert json.loads(result.output)["schema"] == "oped-reading-report"


def test_standard_input_is_read() -> None:
    """A dash stands for what comes in."""
    result = CliRunner().invoke(
        cli, ["read", "-", "--format", "md"], input="The pier is closed. Who pays?\n", catch_exceptions=False
    )
    assert "The pier is closed." in result.output


def test_open_shows_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--open hands the file's address to the browser."""
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    target = tmp_path / "r.html"
    CliRunner().invoke(
        cli, ["read", str(FOLDER / "very-short.txt"), "--out", str(target), "--open"], catch_exceptions=False
    )
    assert opened == [target.resolve().as_uri()]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.txt"], "There is no file"),
        ([str(FOLDER / "plain.txt"), "--out", "report.doc"], "must end in .html, .json or .md"),
    ],
)
def test_what_can_not_be_done_is_told(arguments: list[str], told: str) -> None:
    """A missing source and an unknown ending are one sentence each."""
    result = CliRunner().invoke(cli, ["read", *arguments])
    assert isinstance(result.exception, OpedError)
    assert told in str(result.exception)
