"""Where a hand-in stands in the gradebook now: the points that count, the comments, and what was taken off."""

from collections.abc import Mapping
from dataclasses import dataclass

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Connection, func, select


@dataclass(frozen=True)
class CellStanding:
    """One graded cell: the points that count now, None before there are any, the most it gives, and the comment."""

    points: float | None
    maximum: float
    comment: str


@dataclass(frozen=True)
class Standing:
    """One hand-in.

    Attributes:
        cells: the graded cells, by grade id.
        comments: all comments, by grade id; those on answers that a test scores among them.
        penalty: the points taken off for lateness.
    """

    cells: Mapping[str, CellStanding]
    comments: Mapping[str, str]
    penalty: float


def standing(connection: Connection, assignment: str, student: str) -> Standing:
    """Look up one hand-in; empty where nothing of it was graded."""
    notebooks = (
        select(SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty.label("penalty"))
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment, SubmittedAssignment.student_id == student)
    )
    found = connection.execute(notebooks).all()
    mine = [row.id for row in found]
    names = BaseCell.__table__.c
    comments = (
        select(names.name, Comment.comment)
        .join_from(Comment, BaseCell.__table__, names.id == Comment.cell_id)
        .where(Comment.notebook_id.in_(mine))
    )
    said = {name: comment for name, comment in connection.execute(comments) if comment}
    most = func.coalesce(GradeCell.__table__.c.max_score, TaskCell.__table__.c.max_score)
    grades = (
        select(names.name, Grade.auto_score, Grade.manual_score, Grade.score.label("score"), most.label("most"))
        .join_from(Grade, BaseCell.__table__, names.id == Grade.cell_id)
        .outerjoin(GradeCell.__table__, GradeCell.__table__.c.id == Grade.cell_id)
        .outerjoin(TaskCell.__table__, TaskCell.__table__.c.id == Grade.cell_id)
        .where(Grade.notebook_id.in_(mine))
    )
    cells = {
        row.name: CellStanding(
            None if row.auto_score is None and row.manual_score is None else row.score,
            row.most,
            said.get(row.name, ""),
        )
        for row in connection.execute(grades)
    }
    return Standing(cells, said, sum(row.penalty or 0.0 for row in found))
