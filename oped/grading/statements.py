"""The statements that write a hand-in into nbgrader's gradebook, and the table of the course's own beside it."""

from nbgrader.api import Assignment, Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

OWN = MetaData()
GRADED = Table(
    "oped_graded",
    OWN,
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("content", String(128), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("report", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)
SUBMISSION = (
    select(SubmittedAssignment.id, SubmittedNotebook.id.label("notebook"))
    .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    .where(
        SubmittedAssignment.assignment_id == bindparam("book"), SubmittedAssignment.student_id == bindparam("student")
    )
)
STUDENT = select(Student.id).where(Student.id == bindparam("student"))
GRADE = (
    update(Grade.__table__)
    .where(Grade.__table__.c.notebook_id == bindparam("row"), Grade.__table__.c.cell_id == bindparam("cell"))
    .values(
        auto_score=bindparam("points"),
        # As nbgrader has it: what a person graded before is to be looked at again.
        needs_manual_grade=or_(Grade.__table__.c.manual_score.is_not(None), bindparam("open", type_=Boolean)),
    )
)
COMMENT = (
    update(Comment.__table__)
    .where(Comment.__table__.c.notebook_id == bindparam("row"), Comment.__table__.c.cell_id == bindparam("cell"))
    .values(auto_comment=bindparam("comment"))
)
POINTS = (
    select(
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        Assignment.duedate,
        select(func.coalesce(func.sum(Grade.score), 0.0))
        .where(Grade.notebook_id == bindparam("row"))
        .scalar_subquery()
        .label("points"),
    )
    .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    .where(SubmittedAssignment.id == bindparam("id"))
)
PENALTY = (
    update(SubmittedNotebook.__table__)
    .where(SubmittedNotebook.__table__.c.id == bindparam("row"))
    .values(late_submission_penalty=bindparam("penalty"))
)
FORGET = delete(GRADED).where(GRADED.c.assignment == bindparam("assignment"), GRADED.c.student == bindparam("student"))
DONE = (
    select(GRADED.c.content, GRADED.c.outcome, SubmittedAssignment.id)
    .outerjoin(Assignment, Assignment.name == GRADED.c.assignment)
    .outerjoin(
        SubmittedAssignment,
        (SubmittedAssignment.assignment_id == Assignment.id) & (SubmittedAssignment.student_id == GRADED.c.student),
    )
    .where(GRADED.c.assignment == bindparam("assignment"), GRADED.c.student == bindparam("student"))
)
