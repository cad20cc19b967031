"""`oped case check` says row by row what a case still needs, and is content only with a complete one."""

import csv
import sys
from datetime import date
from pathlib import Path

import pytest

from oped.cli import main
from oped.course.case_check import check_case, find_case
from oped.course.case_new import new_case
from oped.errors import OpedError
from oped.labels import QUESTIONS
from oped.library import cases, load_case
from tests.test_case_new import TEXT, oped


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A new draft of four sentences."""
    return new_case(TEXT, "bridge", tmp_path, today=date(2026, 1, 2)).folder


def change(file: Path, row: int, **values: str) -> None:
    """Write other values into a row, counted as a spreadsheet does."""
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    for column, value in values.items():
        rows[row - 2][header.index(column)] = value
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, *rows])


@pytest.mark.parametrize("name", cases())
def test_every_case_of_the_course_is_complete(name: str) -> None:
    """No case is shipped with a wrong cell, or with a row that nobody has written or reviewed."""
    found = check_case(find_case(name))
    assert (*found.invalid, *found.left) == ()
    assert found.complete


def test_a_draft_is_valid_and_not_complete(draft: Path) -> None:
    """A new draft breaks no rule, and each of its rows and open keys is told once with its place."""
    found = check_case(draft)
    assert found.invalid == ()
    assert not found.complete
    assert "bridge/case.toml, key rights: still to be written." in found.left
    assert (
        "bridge/case.toml, key title: not reviewed yet; check it, then take it out of the list unreviewed."
        in found.left
    )
    assert (
        "bridge/sentences.csv, row 2 (p01s1): write restatement and changes; "
        "check every cell, then put yes into reviewed." in found.left
    )
    assert "bridge/passes.csv, row 5 (p03s1): write level_1, type_1, level_2 and type_2." in found.left
    assert len(found.left) == len(set(found.left))


def test_a_row_that_is_done_is_told_no_more(draft: Path) -> None:
    """A row that is written still waits for its review, and then for nothing."""
    change(draft / "sentences.csv", 2, restatement="The piece calls it a waste.", changes="A sum would make it MIXED.")
    place = "bridge/sentences.csv, row 2 (p01s1): "
    assert f"{place}check every cell, then put yes into reviewed." in check_case(draft).left
    change(draft / "sentences.csv", 2, reviewed="yes")
    assert not any(line.startswith(place) for line in check_case(draft).left)


def test_what_is_wrong_is_told_beside_what_is_left(draft: Path) -> None:
    """A wrong cell is told by file, row and column, and hides nothing of what is still to be done."""
    before = check_case(draft).left
    change(draft / "sentences.csv", 3, level="FACTS")
    found = check_case(draft)
    assert found.invalid == (
        'bridge/sentences.csv, row 3, column level: "FACTS" is not allowed; allowed: FACT, MIXED, OPINION.',
    )
    assert found.left == before


def test_an_answer_that_no_rule_could_settle_waits_for_a_person(draft: Path) -> None:
    """A draft may leave a question to a figure open; a reviewed row may not."""
    figures = draft / "figures.csv"
    change(figures, 2, cause="unknown", check="A record of the bridge.")
    assert check_case(draft).invalid == ()
    change(figures, 2, reviewed="yes")
    assert (
        'bridge/figures.csv, row 2, column cause: "unknown" is not allowed; '
        "allowed: yes, no, does_not_arise, once the row is reviewed." in check_case(draft).invalid
    )


@pytest.mark.parametrize("name", cases())
def test_every_answer_to_a_figure_has_its_reason(name: str) -> None:
    """Nobody is told an answer of the course without the words that decide it."""
    case = load_case(name)
    reasons = list(case.reasons[["figure", "question"]].itertuples(index=False, name=None))
    assert reasons == [(figure, question) for figure in case.figures["id"] for question in QUESTIONS]


def test_a_damaged_folder_is_told_without_a_crash(draft: Path) -> None:
    """Missing and broken files are problems like others."""
    (draft / "figures.csv").unlink()
    (draft / "case.toml").write_text("title = ", encoding="utf-8")
    found = check_case(draft)
    assert any(line == "bridge/figures.csv is missing." for line in found.invalid)
    assert any(line.startswith("bridge/case.toml is not valid TOML") for line in found.invalid)
    assert any("sentences.csv, row 2" in line for line in found.left)


def test_an_unknown_key_in_the_list_of_unreviewed_is_wrong(draft: Path) -> None:
    """The list can name keys of the file only."""
    file = draft / "case.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"address"]', '"place"]'), encoding="utf-8")
    assert check_case(draft).invalid == (
        'bridge/case.toml, key unreviewed: "place" is not allowed; allowed: keys of this file.',
    )


def test_a_case_is_found_by_name_or_by_folder(draft: Path) -> None:
    """A name of the course's data comes first; what is neither is told with the names that are."""
    assert find_case("ukraine-talks").name == "ukraine-talks"
    assert find_case(str(draft)) == draft
    with pytest.raises(OpedError, match=r'no case and no folder "nowhere"; the cases are: .*ukraine-talks'):
        find_case("nowhere")


def test_the_command_exits_with_0_only_if_complete(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A complete case is one plain line; an incomplete one a line for each thing to do, and their number."""
    assert oped(monkeypatch, "check", "four-day-week") == 0
    assert capsys.readouterr().out == "four-day-week is complete: nothing to mend, to write or to review.\n"
    assert oped(monkeypatch, "check", str(draft)) == 1
    *lines, last = capsys.readouterr().out.splitlines()
    assert last == f"bridge: 0 to mend, {len(lines)} to write or to review."


@pytest.mark.parametrize("arguments", [["check", "ukraine-talks"], ["new", "-", "--name", "x"], ["anchor", "x", "y"]])
def test_a_students_copy_says_that_it_lacks_the_tools(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the maintainer's part of the library the commands say so in a sentence."""
    monkeypatch.setattr("oped.cli.find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["oped", "case", *arguments])
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == 2
    assert "copy of the course is for students" in capsys.readouterr().err
