"""Run a course in a temporary folder through the cycle: release, hand in, grade, give points, feedback, export."""

import csv
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from oped.course.build import build, load_config
from oped.course.layout import Course
from oped.course.notebooks import read_notebook, to_text
from oped.course.rules_graded import HIDDEN, role
from oped.grading.grade import Options, grade_class

BLANK, PERFECT, MIXED = "blank", "perfect", "mixed"


@dataclass(frozen=True)
class Graded:
    """A course after grading: its folder, and nbgrader's API on it."""

    course: Course
    api: Any

    def scores(self, assignment: str, student: str) -> dict[str, float]:
        """Points by grade id."""
        (notebook,) = (path.stem for path in (self.course.root / "solutions" / assignment).glob("*.ipynb"))
        with self.api.gradebook as gradebook:
            submission = gradebook.find_submission_notebook(notebook, assignment, student)
            return {grade.name: grade.score for grade in submission.grades}

    def feedback(self, assignment: str, student: str) -> str:
        """The feedback page."""
        (page,) = (self.course.root / "gradebook" / "feedback" / student / assignment).glob("*.html")
        return page.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Mixed:
    """Answers that are partly right: variables set to other values than the solution's, and the points they earn."""

    answers: Mapping[str, Any]
    points: Mapping[str, float]
    by_hand: Mapping[str, float] = field(default_factory=dict)
    """Points that a person gives, by grade id."""


@contextmanager
def tools_on_path() -> Iterator[None]:
    """nbgrader calls programs by name, and kernels import the library from the checkout."""
    import sys

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        patch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[1]), prepend=os.pathsep)
        yield


def hand_in_three(course: Course, mixed: Mapping[str, Mixed]) -> None:
    """Release every assignment, and hand in a blank, a perfect and a mixed one."""
    build(course)
    for assignment, answers in mixed.items():
        hand_in(course, assignment, BLANK, {})
        hand_in(course, assignment, PERFECT, solved(course, assignment))
        hand_in(course, assignment, MIXED, solved(course, assignment, answers.answers))


def grade_course(course: Course, mixed: Mapping[str, Mixed]) -> Graded:
    """Grade all that was handed in by `oped grade`, give points by hand, and have nbgrader make three pages."""
    from nbgrader.apps.api import NbGraderAPI

    api = NbGraderAPI(config=load_config(course))
    for assignment, answers in mixed.items():
        for outcome in grade_class(course, assignment, Options()):
            assert not outcome.rejected
        give_points(api, course, assignment, MIXED, answers.by_hand)
        for student in (BLANK, PERFECT, MIXED):
            _done(api.generate_feedback(assignment, student))
    return Graded(course, api)


def grade_by_nbgrader(root: Path, mixed: Mapping[str, Mixed]) -> None:
    """Grade all that was handed in by `nbgrader autograde`, and give points by hand."""
    from nbgrader.apps.api import NbGraderAPI

    course = Course(root)
    api = NbGraderAPI(config=load_config(course))
    for assignment, answers in mixed.items():
        _done(api.generate_assignment(assignment))
        students = sorted(path.parent.name for path in (root / "gradebook" / "submitted").glob(f"*/{assignment}"))
        for student in students:
            _done(api.autograde(assignment, student))
        if MIXED in students:
            give_points(api, course, assignment, MIXED, answers.by_hand)


def solved(course: Course, assignment: str, answers: Mapping[str, Any] | None = None) -> dict[str, str]:
    """The solution's answers by cell id; `answers` sets variables to other values after the solution's own."""
    (path,) = (course.root / "solutions" / assignment).glob("*.ipynb")
    sources = {
        cell.id: _without_markers(cell) for cell in read_notebook(path).cells if role(cell) in ("answer", "written")
    }
    for name, value in (answers or {}).items():
        cell = next(cell_id for cell_id, source in sources.items() if source.startswith(f"{name} ="))
        sources[cell] += f"\n{name} = {value!r}"
    return sources


def hand_in(course: Course, assignment: str, student: str, answers: Mapping[str, str]) -> None:
    """Put a student's copy, with these answers by cell id, where nbgrader collects hand-ins."""
    target = course.root / "gradebook" / "submitted" / student / assignment
    shutil.copytree(course.root / "exercises" / assignment, target)
    (path,) = target.glob("*.ipynb")
    notebook = read_notebook(path)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    path.write_text(to_text(notebook), encoding="utf-8")


def give_points(api: Any, course: Course, assignment: str, student: str, points: Mapping[str, float]) -> None:
    """Grade by hand, as formgrader does."""
    (path,) = (course.root / "solutions" / assignment).glob("*.ipynb")
    with api.gradebook as gradebook:
        for grade_id, score in points.items():
            grade = gradebook.find_grade(grade_id, path.stem, assignment, student)
            grade.manual_score = score
            grade.needs_manual_grade = False
        gradebook.db.commit()


def export(graded: Graded) -> dict[tuple[str, str], float]:
    """The scores in nbgrader's CSV export, by assignment and student."""
    from nbgrader.plugins.export import CsvExportPlugin

    target = graded.course.root / "grades.csv"
    with graded.api.gradebook as gradebook:
        CsvExportPlugin(to=str(target)).export(gradebook)
    with target.open(encoding="utf-8", newline="") as file:
        return {(row["assignment"], row["student_id"]): float(row["score"]) for row in csv.DictReader(file)}


def _without_markers(cell: NotebookNode) -> str:
    return "\n".join(line for line in cell.source.split("\n") if not HIDDEN.search(line))


def _done(result: dict[str, Any]) -> None:
    assert result["success"], result.get("error", "") + result.get("log", "")
