"""A class's codings, gathered from hand-ins: no name, no small group, nothing from a file that can't be trusted."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from oped.cli import cli
from oped.codings import load_class_codings
from oped.errors import OpedError
from oped.grading.class_codings import class_codings, write_class_codings

EXERCISE, PANEL = "09-how-much-agree", "lesson-09-alone"
NAMES = ["Ada", "Bo", "Cem", "Dot", "Eve"]
LEVELS = ["OPINION", "FACT", "MIXED", "OPINION", "FACT"]


def give_in(submitted: Path, name: str, content: Any) -> Path:
    """Put one student's file where hand-ins are collected."""
    path = submitted / name / EXERCISE / f"{PANEL}.answers.json"
    path.parent.mkdir(parents=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def coded(level: str, **more: Any) -> dict[str, Any]:
    """What the panel keeps for two sentences, one of them with a confidence."""
    return {
        "version": 2,
        "name": PANEL,
        "answers": {"p01s2": level, "p01s3": "OPINION"} | more,
        "confidence": {"p01s2": 70},
        "marks": {},
        "set_aside": {"answers": {"p09s1": "FACT"}},
    }


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    """A folder of five hand-ins."""
    for name, level in zip(NAMES, LEVELS, strict=True):
        give_in(tmp_path, name, coded(level))
    return tmp_path


def test_numbers_follow_the_answers_and_not_the_names(submitted: Path) -> None:
    """Readers are numbered in the order of what they answered, so no list of names unlocks the table."""
    found = class_codings(submitted, EXERCISE, PANEL)
    assert found.readers == 5
    assert found.left_out == ()
    assert [row[2] for row in found.rows if row[1] == "p01s2"] == sorted(LEVELS)
    assert found.rows[0] == ("reader-01", "p01s2", "FACT", "70")
    assert found.rows[1] == ("reader-01", "p01s3", "OPINION", "")


def test_fewer_than_five_are_refused(submitted: Path) -> None:
    """In a group of four everybody could be told, and nothing is written."""
    (submitted / "Eve" / EXERCISE / f"{PANEL}.answers.json").unlink()
    with pytest.raises(OpedError, match="4 of 5 hand-ins"):
        class_codings(submitted, EXERCISE, PANEL)


def test_a_sentence_that_fewer_than_five_coded_is_left_out(submitted: Path) -> None:
    """One reader's answer alone on a sentence would stand out."""
    give_in(submitted, "Fay", coded("FACT", p02s1="FACT"))
    assert {row[1] for row in class_codings(submitted, EXERCISE, PANEL).rows} == {"p01s2", "p01s3"}


@pytest.mark.parametrize(
    "content",
    [
        "not JSON",
        {"answers": {"p01s2": "TRUE"}},
        {"answers": {"=cmd()": "FACT"}},
        {"answers": {"p01s2": "FACT"}, "confidence": {"p01s2": 30}},
        {"answers": {}},
        {"answers": {"p01s2": "FACT"}, "padding": "x" * 1_000_001},
    ],
    ids=["no-json", "no-level", "no-sentence", "no-percent", "no-answer", "huge"],
)
def test_a_file_that_does_not_fit_is_left_out(submitted: Path, content: Any) -> None:
    """One bad file doesn't stop the class, and the instructor is told whose it is."""
    give_in(submitted, "Gus", content)
    found = class_codings(submitted, EXERCISE, PANEL)
    assert (found.readers, found.left_out) == (5, ("Gus",))


def test_a_link_is_not_followed(submitted: Path, tmp_path: Path) -> None:
    """A hand-in can't make the command read a file elsewhere."""
    target = give_in(tmp_path / "elsewhere", "Hal", coded("FACT"))
    folder = submitted / "Ivy" / EXERCISE
    folder.mkdir(parents=True)
    (folder / target.name).symlink_to(target)
    assert "Ivy" in class_codings(submitted, EXERCISE, PANEL).left_out


def test_the_lesson_reads_what_the_command_writes(
    submitted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table loads as the class's own, and holds no name."""
    write_class_codings(class_codings(submitted, EXERCISE, PANEL), tmp_path / "09-class.csv")
    text = (tmp_path / "09-class.csv").read_text(encoding="utf-8")
    assert not any(name in text for name in NAMES)
    monkeypatch.chdir(tmp_path)
    assert load_class_codings("09-class").note == "5 readers of your class, from 09-class.csv."


def test_the_command_tells_what_it_did(submitted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where the table is, how many readers are in it, and whose file is missing."""
    course = tmp_path / "course"
    (course / "solutions").mkdir(parents=True)
    (course / "nbgrader_config.py").touch()
    (course / "gradebook").mkdir()
    for name in NAMES:
        (submitted / name).rename(course / "gradebook" / name)
    (course / "gradebook").rename(course / "submitted")
    (course / "gradebook").mkdir()
    (course / "submitted").rename(course / "gradebook" / "submitted")
    (course / "gradebook" / "submitted" / "Jan" / EXERCISE).mkdir(parents=True)
    monkeypatch.chdir(course)
    ran = CliRunner().invoke(cli, ["course", "class-codings", EXERCISE, PANEL, "--out", "09-class.csv"])
    assert ran.output == "written: 09-class.csv, 5 readers.\nWithout a file that can be read: Jan.\n"
    with pytest.raises(OpedError, match="can't be written"):
        write_class_codings(class_codings(course / "gradebook/submitted", EXERCISE, PANEL), course / "no" / "a.csv")
