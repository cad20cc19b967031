"""What became of hand-ins: as it stands in the gradebook and the folders, and as formgrader shows it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode

from oped.course.build import load_config
from oped.course.layout import Course
from oped.grading.marks import is_test
from oped.grading.places import places_of
from oped.grading.record import Recorder
from tests import hand_ins

_NAME = hand_ins.NUMBERS


@dataclass(frozen=True)
class Result:
    """What became of one hand-in, as it stands in the gradebook and in the folders.

    Attributes:
        outcome: graded or rejected.
        report: what the course's own table keeps.
        scores: points by grade id, from nbgrader's tables.
        notebook: the graded one; None where there is none.
        page: the feedback.
    """

    outcome: str
    report: Mapping[str, Any]
    scores: Mapping[str, float | None]
    notebook: NotebookNode | None
    page: str

    @property
    def points(self) -> float:
        """The points by code."""
        return sum(score for name, score in self.scores.items() if name.endswith("-test") and score is not None)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the notes."""
        return frozenset(note["code"] for note in self.report["notes"])

    @property
    def messages(self) -> list[str]:
        """All that is said to people."""
        return [note["message"] for note in self.report["notes"]] + [self.report["rejected"]] * (
            self.outcome == "rejected"
        )

    def told(self) -> str:
        """Points or rejection, and the codes, as the table in the docs has them."""
        return deserved(
            f"rejected {self.report['code']}" if self.outcome == "rejected" else f"{self.points:g}", self.codes
        )

    def outputs(self) -> str:
        """All that the cells put out, as text."""
        cells = self.notebook.cells if self.notebook else []
        return "\n".join(json.dumps(cell.get("outputs", []), ensure_ascii=False) for cell in cells)

    def printed(self) -> str:
        """What the student's cells printed."""
        cells = self.notebook.cells if self.notebook else []
        shown = [output for cell in cells if not is_test(cell) for output in cell.get("outputs", [])]
        return "\n".join(output["text"] for output in shown if output["output_type"] == "stream")

    def without_tests(self) -> str:
        """The feedback, and the graded notebook but the text of its tests, which it holds for formgrader."""
        cells = self.notebook.cells if self.notebook else []
        return "\n".join([self.outputs(), self.page, *(cell.source for cell in cells if not is_test(cell))])


class Formgrader:
    """What a grader sees of graded notebooks in a browser."""

    def __init__(self, course: Course) -> None:
        """Set it up as nbgrader does."""
        from nbconvert.exporters import HTMLExporter
        from nbgrader.server_extensions.formgrader import handlers

        config = load_config(course)
        config.HTMLExporter.template_name = "formgrade"
        config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
        self._exporter = HTMLExporter(config=config)
        self._autograded = places_of(course).autograded

    def page(self, student: str) -> str:
        """The page of one hand-in."""
        path = self._autograded / student / _NAME / hand_ins.assignment(_NAME).file
        names = ("submission_id", "base_url", "student", "notebook_id", "assignment_id", "last_name", "first_name")
        about = {**dict.fromkeys((*names, "notebook_path"), "x"), "index": 0, "total": 1}
        return str(self._exporter.from_filename(str(path), resources=about)[0])


def deserved(score: str, codes: frozenset[str]) -> str:
    """A score or a rejection with its notes, in few words."""
    noted = ", ".join(sorted(codes))
    said = score if score.startswith("rejected") else f"{float(score):g}"
    return f"{said} ({noted})" if noted else said


def results_of(course: Course) -> dict[str, Result]:
    """What became of every hand-in, by student."""
    from nbgrader.api import Gradebook

    places = places_of(course)
    notebook_name = hand_ins.assignment(_NAME).notebook
    found = {}
    with Recorder(places.db_url, places.course_id) as recorder:
        reports = recorder.reports(_NAME)
    with Gradebook(places.db_url, places.course_id) as book:
        scores = {
            row.student.id: {grade.name: grade.auto_score for notebook in row.notebooks for grade in notebook.grades}
            for row in book.assignment_submissions(_NAME)
        }
    for student, (outcome, report) in reports.items():
        graded = places.autograded / student / _NAME / f"{notebook_name}.ipynb"
        notebook = nbformat.read(graded, as_version=4) if graded.is_file() else None
        page = places.feedback / student / _NAME / f"{notebook_name}.html"
        found[student] = Result(outcome, report, scores.get(student, {}), notebook, page.read_text(encoding="utf-8"))
    return found
