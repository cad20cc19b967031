"""An assignment is read from its solution and its release, and each cell's purpose is known."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from oped.grading.assignment import Assignment, AssignmentError, load_assignment, plan
from tests.hand_ins import NUMBERS, assignment
from tests.small_course import REPOSITORY


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one assignment."""
    for folder in ("solutions", "exercises"):
        shutil.copytree(REPOSITORY / folder / NUMBERS, tmp_path / folder / NUMBERS)
    return tmp_path


def test_the_plan_says_what_each_cell_is_for() -> None:
    """Answers come with the variable they set, tests with points and what they read, and tasks with points."""
    found = plan(assignment(NUMBERS))
    assert [(cell.id, cell.names) for cell in found.of_kind("answer")][:2] == [
        ("q1-numbers", ("q1_numbers",)),
        ("q2-shares", ("q2_shares",)),
    ]
    assert [(cell.id, cell.reads, cell.points) for cell in found.of_kind("test")] == [
        ("q1-numbers-test", ("q1_numbers",), 2.0),
        ("q2-shares-test", ("q2_shares",), 2.0),
        ("q3-labels-test", ("q3_labels",), 2.0),
    ]
    assert [(cell.id, cell.points) for cell in found.of_kind("task")] == [("q4-task", 2.0), ("q5-task", 2.0)]
    assert [cell.id for cell in found.of_kind("free")] == ["q1-work", "q2-work"]


def test_the_locked_prefix_ends_before_the_first_cell_that_a_student_may_change() -> None:
    """A free cell ends it as an answer does."""
    found = plan(assignment(NUMBERS))
    assert found.cells[found.prefix].id == "q1-work"
    assert {cell.kind for cell in found.cells[: found.prefix]} == {"locked"}


def test_a_test_reads_what_answers_and_free_cells_set_but_not_what_locked_cells_set() -> None:
    """What the course sets itself comes from the course."""
    original = assignment(NUMBERS)
    source = json.loads(original.source)
    test = next(cell for cell in source["cells"] if cell["id"] == "q3-labels-test")
    test["source"] = ["assert sorted(q3_ids) and landings is not None and q1_numbers\n", "[key for key in q3_labels]"]
    test["metadata"]["tags"] = ["beside-code"]
    release = json.loads(original.release)
    next(cell for cell in release["cells"] if cell["id"] == "q3-labels-test")["metadata"]["tags"] = ["beside-code"]
    found = plan(dataclasses.replace(original, source=json.dumps(source), release=json.dumps(release)))
    (cell,) = (cell for cell in found.of_kind("test") if cell.id == "q3-labels-test")
    assert cell.reads == ("landings", "q1_numbers", "q3_labels")
    assert cell.beside


def test_files_beside_the_release_come_along_but_no_answers_of_a_reader(course: Path) -> None:
    """Data is part of the assignment; what a widget kept in the instructor's folder is not."""
    folder = course / "exercises" / NUMBERS
    for name in ("data/table.csv", "seen.answers.json", ".hidden"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("a", encoding="utf-8")
    assert load_assignment(course, NUMBERS).files == {"data/table.csv": b"a"}


def test_an_assignment_that_is_not_there_is_told_with_those_that_are(course: Path) -> None:
    """The message names what could have been meant."""
    with pytest.raises(AssignmentError, match=f"no solutions/05-numbers; the assignments are: {NUMBERS}"):
        load_assignment(course, "05-numbers")


def test_a_release_that_is_out_of_date_is_refused(course: Path) -> None:
    """Grading against another release than students got would mend what is right."""
    path = course / "exercises" / NUMBERS / "number-in-context.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    del notebook["cells"][-1]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(AssignmentError, match="run `oped course build`"):
        load_assignment(course, NUMBERS)


@pytest.mark.parametrize(("content", "told"), [(None, "exactly one notebook, and has 0"), ("{", "can't be read")])
def test_a_folder_without_one_readable_notebook_is_refused(course: Path, content: str | None, told: str) -> None:
    """An instructor is told which folder to mend."""
    path = course / "solutions" / NUMBERS / "number-in-context.ipynb"
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    with pytest.raises(AssignmentError, match=told):
        load_assignment(course, NUMBERS)


def test_cells_of_an_old_release_get_the_same_ids_each_time() -> None:
    """Before nbformat 4.5 cells had no ids, and drawn ones would change with every run."""
    original = assignment(NUMBERS)
    texts = []
    for text in (original.source, original.release):
        notebook = json.loads(text) | {"nbformat_minor": 4}
        for cell in notebook["cells"]:
            del cell["id"]
        texts.append(json.dumps(notebook))
    old = Assignment(original.name, original.notebook, texts[0], texts[1], {})
    assert [cell.id for cell in plan(old).of_kind("free")] == ["cell-8", "cell-14"]
