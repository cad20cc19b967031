"""Scores out of the gradebook, in the forms that Canvas and Moodle take in, or as a plain table.

Canvas takes the file under *Grades, Import*; Moodle under *Grades, Import, CSV file*, where "Username" is mapped to the
user name and the two other columns to the assignment's grade and its feedback.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from oped.errors import OpedError

Target = Literal["canvas", "moodle", "csv"]

_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Scores:
    """One student's scores in one assignment; all in points.

    Attributes:
        student: the name of the hand-in's folder.
        name: last name, first name, as far as the gradebook knows them.
        score: the sum of the questions, less `penalty`, never below 0.
        questions: the points by grade id; None where a person has not read the answer yet.
        comments: what the graders wrote, in the order of the cells.
    """

    student: str
    name: str
    score: float
    maximum: float
    penalty: float
    questions: Mapping[str, float | None]
    comments: tuple[str, ...]


def scores(gradebook: Any, assignment: str) -> list[Scores]:
    """The scores of all who handed in, by student.

    Args:
        gradebook: nbgrader's open gradebook.
        assignment: the assignment's name.

    Raises:
        OpedError: nobody has a score in this assignment yet.
    """
    rows = sorted(gradebook.assignment_submissions(assignment), key=lambda submission: submission.student_id)
    if not rows:
        raise OpedError(f"No hand-in of {assignment} is in the gradebook yet: run `oped grade {assignment}` first.")
    return [_scores(row) for row in rows]


def to_csv(rows: Sequence[Scores], assignment: str, target: Target, roster: str | None = None) -> str:
    """The text of the file to import.

    Args:
        rows: from `scores`.
        assignment: the name of the column, which must be the assignment's name in Canvas or Moodle.
        target: the system that shall read it, or "csv" for a table with a column a question.
        roster: for Canvas, the text of the gradebook that Canvas exports; its rows name the students. Without it
            the login is taken to be the name of the hand-in's folder.

    Raises:
        OpedError: the roster is none, or lacks a student who handed in.
    """
    match target:
        case "canvas":
            table = _canvas(rows, assignment, roster)
        case "moodle":
            head = ["Username", assignment, f"{assignment} (feedback)"]
            table = [head, *([row.student, _points(row.score), _told(row)] for row in rows)]
        case "csv":
            table = _plain(rows, assignment)
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(table)
    return file.getvalue()


def _canvas(rows: Sequence[Scores], assignment: str, roster: str | None) -> list[list[str]]:
    """The head, the row of possible points, and a row a student."""
    people = _from_roster(roster, rows) if roster is not None else {row.student: _alone(row) for row in rows}
    possible = ["    Points Possible", "", "", "", "", _points(rows[0].maximum)]
    body = [[*people[row.student], _points(row.score)] for row in rows]
    return [[*_CANVAS, assignment], possible, *body]


def _alone(row: Scores) -> list[str]:
    return [row.name or row.student, "", "", row.student, ""]


def _from_roster(text: str, rows: Iterable[Scores]) -> dict[str, list[str]]:
    """Canvas's own columns by student, found by login, user id or Canvas id."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not {"Student", "ID", "Section"} <= set(reader.fieldnames or ()):
        raise OpedError(
            "The roster is not a gradebook that Canvas exported: it needs the columns Student, ID, Section."
        )
    found: dict[str, list[str]] = {}
    for entry in reader:
        for column in ("SIS Login ID", "SIS User ID", "ID"):
            if key := (entry.get(column) or "").strip():
                found.setdefault(key, [entry.get(name) or "" for name in _CANVAS])
    missing = [row.student for row in rows if row.student not in found]
    if missing:
        raise OpedError(f"The roster has no login or id {', '.join(missing)}: rename the folders or export it again.")
    return found


def _plain(rows: Sequence[Scores], assignment: str) -> list[list[str]]:
    questions = list(rows[0].questions)
    head = ["student", "assignment", "score", "max_score", "late_penalty", "not_read_yet", *questions]
    body = []
    for row in rows:
        waiting = sum(points is None for points in row.questions.values())
        given = [_points(row.questions.get(question)) for question in questions]
        sums = [_points(row.score), _points(row.maximum), _points(row.penalty), str(waiting)]
        body.append([row.student, assignment, *sums, *given])
    return [head, *body]


def _scores(submission: Any) -> Scores:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    comments = [comment.comment for notebook in submission.notebooks for comment in notebook.comments]
    student = submission.student
    return Scores(
        student=student.id,
        name=", ".join(filter(None, [student.last_name, student.first_name])),
        score=max(0.0, submission.score - submission.late_submission_penalty),
        maximum=submission.max_score,
        penalty=submission.late_submission_penalty,
        questions={grade.name: None if grade.needs_manual_grade else grade.score for grade in grades},
        comments=tuple(dict.fromkeys(filter(None, comments))),
    )


def _told(row: Scores) -> str:
    """The comments in one cell, which a spreadsheet must not take for a formula."""
    text = " / ".join(row.comments)
    return f" {text}" if text.startswith(_FORMULA) else text


def _points(points: float | None) -> str:
    return "" if points is None else f"{round(points, 2):g}"
