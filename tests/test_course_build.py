"""Making exercises out of solutions."""

from pathlib import Path

import pytest

from oped.course.build import build, placeholders, release
from oped.course.layout import CourseError
from oped.course.notebooks import read_notebook
from tests.small_course import NAME, SLUG, code, solution_cells, write_course

NOTEBOOK = f"{NAME}/{SLUG}.ipynb"


def test_an_exercise_holds_the_questions_and_no_answer(tmp_path: Path) -> None:
    """Answers give way to placeholders, hidden tests and mark schemes go, ids stay."""
    course = write_course(tmp_path / "course")
    assert build(course) == [NOTEBOOK]
    (exercise,), (solution,) = course.exercises(), course.solutions()
    cells = {cell.id: cell.source for cell in read_notebook(exercise).cells}
    assert list(cells) == [cell.id for cell in read_notebook(solution).cells]
    stub_code, stub_text = placeholders(course)
    assert cells["q1-counts"] == f'q1_counts = {{"a": 0, "b": 0, "c": 0}}\n{stub_code}'
    assert cells["q1-counts-test"] == '"""Counts of words: 2 points an item."""'
    assert cells["q2-fair-summary"] == stub_text
    assert cells["q3-weakest-step"] == "Write your answer in the cell above."


def test_building_again_changes_no_byte(tmp_path: Path) -> None:
    """A second build finds everything right, and a fresh release has the same bytes."""
    course = write_course(tmp_path / "course")
    build(course)
    assert build(course) == []
    assert release(course) == {NOTEBOOK: course.exercises()[0].read_bytes()}


def test_an_exercise_without_a_solution_goes(tmp_path: Path) -> None:
    """What a removed solution left behind is removed, its folder too."""
    course = write_course(tmp_path / "course")
    stale = course.root / "exercises" / "09-gone"
    stale.mkdir()
    (stale / "gone.ipynb").write_text("{}", encoding="utf-8")
    assert build(course) == [NOTEBOOK, "09-gone/gone.ipynb"]
    assert not stale.exists()


def test_only_what_students_need_is_copied(tmp_path: Path) -> None:
    """A table beside a solution goes along; a script, an editor's copy and an instructor's widget answers do not."""
    course = write_course(tmp_path / "course")
    folder = course.solutions()[0].parent
    (folder / ".ipynb_checkpoints").mkdir()
    for name in ("towns.csv", "small-words.py", "levels.answers.json", ".ipynb_checkpoints/small-words.ipynb"):
        (folder / name).write_text("x", encoding="utf-8")
    assert sorted(release(course)) == [NOTEBOOK, f"{NAME}/towns.csv"]


def test_building_leaves_no_gradebook_entry(tmp_path: Path) -> None:
    """The database of real grades is not touched."""
    course = write_course(tmp_path / "course")
    build(course)
    assert not list((course.root / "gradebook").iterdir())


def test_a_solution_that_nbgrader_refuses_is_named(tmp_path: Path) -> None:
    """A region that is never closed stops the build and leaves the exercises as they were."""
    cells = [*solution_cells(), code("### BEGIN SOLUTION\nx = 1")]
    course = write_course(tmp_path / "course", solution=cells)
    with pytest.raises(CourseError, match=f"nbgrader can't make exercises/{NAME}"):
        build(course)
    assert course.exercises() == []
