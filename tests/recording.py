"""What the tests of the gradebook share: hand-ins as they are after scoring, nbgrader's own way, a person's marks."""

from contextlib import closing
from datetime import datetime
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

from oped.grading.assignment import Assignment
from oped.grading.marks import auto_marks, is_test, points_of
from oped.grading.record import Entry
from tests.small_course import NAME, SLUG

COURSE = "oped"


def graded_notebook(assignment: Assignment, shown: str | None, answer: str = "An answer.") -> NotebookNode:
    """A hand-in after its test cell gave this value, or failed; the written answer is this one."""
    notebook: NotebookNode = nbformat.reads(assignment.release, as_version=4)
    error = {"output_type": "error", "ename": "NameError", "evalue": "", "traceback": []}
    result = {"output_type": "execute_result", "data": {"text/plain": shown}, "metadata": {}, "execution_count": 1}
    for cell in notebook.cells:
        if is_test(cell):
            cell.outputs = [nbformat.from_dict(result if shown else error)]
        elif cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answer or cell.source
    return notebook


def entry(notebook: NotebookNode, student: str = "ada", content: str = "1") -> Entry:
    """What is to be recorded of a graded notebook."""
    tests = filter(is_test, notebook.cells)
    scores = {cell.metadata.nbgrader.grade_id: points_of(cell, cell.outputs) for cell in tests}
    return Entry(student, content, {"items": {}}, auto_marks(notebook, scores))


def record_as_nbgrader(url: str, notebook: NotebookNode, student: str = "ada", when: datetime | None = None) -> None:
    """Record a graded notebook by the code that `nbgrader autograde` runs."""
    with closing(Gradebook(url, COURSE)) as gradebook:
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(NAME, student, **({"timestamp": when} if when else {}))
    about = {"notebook": SLUG, "assignment": NAME, "student": student, "db_url": url}
    for step in (SaveAutoGrades(), AssignLatePenalties()):
        step.preprocess(notebook, {"nbgrader": about})


def by_hand(url: str, student: str = "ada") -> None:
    """Grade as a person does in formgrader: points, extra points, a comment."""
    with closing(Gradebook(url, COURSE)) as gradebook:
        for name, points in (("q1-counts-test", 5.0), ("q2-fair-summary", 1.5), ("q3-weakest-step", 2.0)):
            grade = gradebook.find_grade(name, SLUG, NAME, student)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = points, 0.5, False
        gradebook.find_comment("q2-fair-summary", SLUG, NAME, student).manual_comment = "Well said."
        gradebook.db.commit()


def grades(url: str, student: str = "ada") -> dict[str, tuple[Any, ...]]:
    """Points by code, points by hand, extra points and whether a person is asked, by grade id."""
    with closing(Gradebook(url, COURSE)) as gradebook:
        submission = gradebook.find_submission_notebook(SLUG, NAME, student)
        return {
            grade.name: (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
            for grade in submission.grades
        }


def penalty(url: str, student: str = "ada") -> float:
    """What was taken off."""
    with closing(Gradebook(url, COURSE)) as gradebook:
        return float(gradebook.find_submission(NAME, student).late_submission_penalty)
