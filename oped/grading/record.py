"""Write grades into nbgrader's gradebook: one writer, one transaction a hand-in, with the rows that nbgrader makes.

Scores and comments that a person gave are never written. The table `oped_graded` is the course's own: it says in the
same transaction which content of a hand-in was graded, so that a run can be killed at any moment and started again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Literal, Self

from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import BaseCell, Comment, Grade, Notebook, Student, SubmittedAssignment, SubmittedNotebook, new_uuid
from sqlalchemy import Connection, Update, insert, select, update

from oped.grading import statements as sql
from oped.grading.assignment import Assignment
from oped.grading.database import GradebookError, close, connect, transaction
from oped.grading.late import Terms
from oped.grading.marks import AutoMarks
from oped.grading.register import register
from oped.grading.standing import Standing, standing

Outcome = Literal["graded", "rejected"]
REJECTED: Outcome = "rejected"
_NO_TERMS = Terms()


@dataclass(frozen=True)
class Entry:
    """What became of one hand-in.

    Attributes:
        student: the student's id.
        content: a hash of all that decides the outcome: the hand-in's files and the assignment's.
        report: what else is kept of it, JSON-able: items, notes, or why it was rejected.
        marks: points and comments; None where the hand-in was rejected, and then the grades stay as they were.
    """

    student: str
    content: str
    report: Mapping[str, Any]
    marks: AutoMarks | None = None


@dataclass(frozen=True)
class _Book:
    """The ids of an assignment's rows; a cell's by its grade id."""

    assignment: str
    notebook: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]


@dataclass(frozen=True)
class _Submission:
    """The ids of one student's submission and of its notebook."""

    id: str
    notebook: str


class Recorder:
    """The one writer of a gradebook; to be used in a `with` statement."""

    def __init__(self, db_url: str, course_id: str) -> None:
        """Open the gradebook, and make its tables where there are none.

        Args:
            db_url: where it is, as SQLAlchemy writes it: `sqlite:///path` or `postgresql+psycopg://...`.
            course_id: the course's name in it.

        Raises:
            GradebookError: it can't be opened.
        """
        self._url, self._course_id = db_url, course_id
        self._engine = connect(db_url, sql.OWN)
        self._books: dict[str, _Book] = {}

    def __enter__(self) -> Self:
        """Give the recorder itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the gradebook."""
        close(self._engine)

    def prepare(self, assignment: Assignment, due: datetime | None = None) -> None:
        """Bring an assignment's own rows up to date, before anything of it is recorded.

        Args:
            assignment: as it is graded now.
            due: when it was due, in UTC; None leaves what the gradebook says.

        Raises:
            GradebookError: its cells are not those of the hand-ins that were graded before.
        """
        register(self._engine, self._url, self._course_id, assignment)
        with transaction(self._engine) as connection:
            self._books[assignment.name] = _book(connection, assignment)
            if due is not None:
                rows = update(AssignmentRow).where(AssignmentRow.name == assignment.name)
                connection.execute(rows.values(duedate=due))

    def done(self, assignment: str, student: str, content: str) -> bool:
        """Whether this very content was recorded, and its rows are still there."""
        with transaction(self._engine) as connection:
            found = connection.execute(sql.DONE, {"assignment": assignment, "student": student}).one_or_none()
        return found is not None and found.content == content and (found.id is not None or found.outcome == REJECTED)

    def record(self, assignment: str, entry: Entry, terms: Terms = _NO_TERMS) -> None:
        """Write one hand-in, all of it or nothing.

        Args:
            assignment: the name of an assignment that was prepared.
            entry: what became of the hand-in; a rejected one touches no grade.
            terms: when it was due and collected, and what lateness costs.

        Raises:
            GradebookError: the database refuses.
        """
        with transaction(self._engine) as connection:
            if entry.marks is not None:
                book = self._books[assignment]
                submission = _submission(connection, book, entry.student)
                _write_marks(connection, book, submission, entry.marks)
                _write_times(connection, submission, terms)
                _write_penalty(connection, submission, terms)
            _write_own(connection, assignment, entry)

    def penalise(self, assignment: str, terms: Mapping[str, Terms]) -> None:
        """Reckon the late penalties again, by student, from the points that there are now.

        A penalty is a share of the points, so it changes once a person has read the written answers.
        """
        for student, holds in terms.items():
            with transaction(self._engine) as connection:
                submission = _found(connection, self._books[assignment], student)
                if submission is not None:
                    _write_times(connection, submission, holds)
                    _write_penalty(connection, submission, holds)

    def reports(self, assignment: str) -> dict[str, tuple[Outcome, dict[str, Any]]]:
        """Outcome and report of every hand-in that was recorded, by student."""
        kept = sql.GRADED.c
        query = select(kept.student, kept.outcome, kept.report).where(kept.assignment == assignment)
        with transaction(self._engine) as connection:
            return {row.student: (row.outcome, json.loads(row.report)) for row in connection.execute(query)}

    def report(self, assignment: str, student: str) -> dict[str, Any]:
        """The report of a hand-in that was recorded."""
        kept = sql.GRADED.c
        query = select(kept.report).where(kept.assignment == assignment, kept.student == student)
        with transaction(self._engine) as connection:
            report: dict[str, Any] = json.loads(connection.execute(query).scalar_one())
        return report

    def standing(self, assignment: str, student: str) -> Standing:
        """What counts of a hand-in now, with what a person gave and said."""
        with transaction(self._engine) as connection:
            return standing(connection, assignment, student)


def _book(connection: Connection, assignment: Assignment) -> _Book:
    found = connection.execute(
        select(AssignmentRow.id, Notebook.id, BaseCell.id, BaseCell.name, BaseCell.type)
        .join(Notebook, Notebook.assignment_id == AssignmentRow.id)
        .join(BaseCell, BaseCell.notebook_id == Notebook.id)
        .where(AssignmentRow.name == assignment.name, Notebook.name == assignment.notebook)
    ).all()
    graded = {name: id_ for _, _, id_, name, kind in found if kind in ("GradeCell", "TaskCell")}
    commented = {name: id_ for _, _, id_, name, kind in found if kind in ("SolutionCell", "TaskCell")}
    return _Book(found[0][0], found[0][1], graded, commented)


def _found(connection: Connection, book: _Book, student: str) -> _Submission | None:
    row = connection.execute(sql.SUBMISSION, {"book": book.assignment, "student": student}).one_or_none()
    return None if row is None else _Submission(row.id, row.notebook)


def _submission(connection: Connection, book: _Book, student: str) -> _Submission:
    """The student's rows, made as nbgrader makes them if they are not there."""
    found = _found(connection, book, student)
    if found is not None:
        return found
    if connection.execute(sql.STUDENT, {"student": student}).one_or_none() is None:
        connection.execute(insert(Student.__table__), {"id": student})
    made = _Submission(new_uuid(), new_uuid())
    row = {"id": made.id, "assignment_id": book.assignment, "student_id": student}
    connection.execute(insert(SubmittedAssignment.__table__), row)
    row = {"id": made.notebook, "assignment_id": made.id, "notebook_id": book.notebook}
    connection.execute(insert(SubmittedNotebook.__table__), row)
    for table, cells in ((Grade.__table__, book.graded), (Comment.__table__, book.commented)):
        rows = [{"notebook_id": made.notebook, "cell_id": cell} for cell in cells.values()]
        if rows:
            connection.execute(insert(table), rows)
    return made


def _write_marks(connection: Connection, book: _Book, submission: _Submission, marks: AutoMarks) -> None:
    grades = [
        {"row": submission.notebook, "cell": book.graded[grade_id], "points": points, "open": points is None}
        for grade_id, points in marks.scores.items()
    ]
    comments = [
        {"row": submission.notebook, "cell": book.commented[grade_id], "comment": comment}
        for grade_id, comment in marks.comments.items()
    ]
    _update(connection, sql.GRADE, grades)
    _update(connection, sql.COMMENT, comments)


def _update(connection: Connection, statement: Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement that changes one row for each of these.

    Raises:
        GradebookError: a row to be written to isn't there.
    """
    if rows and connection.execute(statement, rows).rowcount != len(rows):
        raise GradebookError("The gradebook lacks rows of a hand-in; remove its submission there, then grade it again.")


def _write_times(connection: Connection, submission: _Submission, terms: Terms) -> None:
    known = {"timestamp": terms.collected, "extension": terms.extension}
    values = {name: value for name, value in known.items() if value is not None}
    if values:
        rows = update(SubmittedAssignment).where(SubmittedAssignment.id == submission.id)
        connection.execute(rows.values(values))


def _write_penalty(connection: Connection, submission: _Submission, terms: Terms) -> None:
    row = connection.execute(sql.POINTS, {"id": submission.id, "row": submission.notebook}).one()
    late = timedelta(0)
    if row.timestamp is not None and row.duedate is not None:
        late = row.timestamp - row.duedate - (row.extension or timedelta(0))
    connection.execute(sql.PENALTY, {"row": submission.notebook, "penalty": terms.penalty(row.points, late)})


def _write_own(connection: Connection, assignment: str, entry: Entry) -> None:
    key = {"assignment": assignment, "student": entry.student}
    connection.execute(sql.FORGET, key)
    outcome = REJECTED if entry.marks is None else "graded"
    row = {"content": entry.content, "outcome": outcome, "report": json.dumps(entry.report), "at": datetime.now(UTC)}
    connection.execute(insert(sql.GRADED), key | row)
