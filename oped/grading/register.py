"""Put an assignment into the gradebook, with the rows that `nbgrader generate_assignment` makes for it."""

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import Gradebook, GradeCell, Notebook, SourceCell, TaskCell
from nbgrader.preprocessors import ComputeChecksums, SaveCells
from sqlalchemy import Connection, Engine, select

from oped.grading.assignment import Assignment
from oped.grading.database import GradebookError


def register(engine: Engine, db_url: str, course_id: str, assignment: Assignment) -> None:
    """Bring the assignment's rows into line with its solution and release, through nbgrader's own code.

    Raises:
        GradebookError: cells came or went since the first hand-in was graded, which nbgrader does not allow.
    """
    notebook = _with_checksums(assignment)
    with engine.connect() as connection:
        if _is_current(connection, assignment, notebook):
            return
    with Gradebook(db_url, course_id) as gradebook:
        gradebook.update_or_create_assignment(assignment.name)
        for row in gradebook.find_assignment(assignment.name).notebooks:
            if row.name != assignment.notebook and row.submissions:
                raise GradebookError(_changed(assignment.name))
            if row.name != assignment.notebook:
                gradebook.remove_notebook(row.name, assignment.name)
    resources = {"notebook": assignment.notebook, "assignment": assignment.name, "db_url": db_url}
    try:
        SaveCells().preprocess(notebook, {"nbgrader": resources})
    except RuntimeError as error:
        raise GradebookError(_changed(assignment.name)) from error


def _changed(name: str) -> str:
    return (
        f"The cells of {name} are not those that its hand-ins were graded with; "
        "put the old cells back, or remove the assignment from the gradebook and grade all again."
    )


def _with_checksums(assignment: Assignment) -> NotebookNode:
    """The solution as nbgrader keeps it: hidden tests and mark schemes in, answers as in the release."""
    notebook = nbformat.reads(assignment.source, as_version=4)
    released = nbformat.reads(assignment.release, as_version=4)
    stubs = {cell.metadata.nbgrader.grade_id: cell.source for cell in released.cells if utils.is_solution(cell)}
    for cell in notebook.cells:
        if utils.is_solution(cell):
            cell.source = stubs[cell.metadata.nbgrader.grade_id]
    saved: NotebookNode = ComputeChecksums().preprocess(notebook, {})[0]
    return saved


def _is_current(connection: Connection, assignment: Assignment, notebook: NotebookNode) -> bool:
    """Whether the gradebook has just these cells, and this notebook alone."""
    found = connection.execute(
        select(Notebook.id, Notebook.name)
        .join(AssignmentRow, AssignmentRow.id == Notebook.assignment_id)
        .where(AssignmentRow.name == assignment.name)
    ).all()
    if [row.name for row in found] != [assignment.notebook]:
        return False
    columns = SourceCell.name, SourceCell.cell_type, SourceCell.locked, SourceCell.source, SourceCell.checksum
    sources = select(*columns).where(SourceCell.notebook_id == found[0].id)
    points = [
        select(kind.name, kind.max_score).where(kind.notebook_id == found[0].id) for kind in (GradeCell, TaskCell)
    ]
    kept = {tuple(row) for row in connection.execute(sources)}
    worth = {tuple(row) for query in points for row in connection.execute(query)}
    return kept == set(map(_source_row, _kept(notebook))) and worth == set(_points_rows(notebook))


def _kept(notebook: NotebookNode) -> list[NotebookNode]:
    roles = (utils.is_grade, utils.is_solution, utils.is_locked, utils.is_task)
    return [cell for cell in notebook.cells if any(is_role(cell) for is_role in roles)]


def _source_row(cell: NotebookNode) -> tuple[str, str, bool, str, str | None]:
    about = cell.metadata.nbgrader
    return about.grade_id, cell.cell_type, utils.is_locked(cell), cell.source, about.get("checksum")


def _points_rows(notebook: NotebookNode) -> list[tuple[str, float]]:
    counted = (cell.metadata.nbgrader for cell in notebook.cells if utils.is_grade(cell) or utils.is_task(cell))
    return [(about.grade_id, float(about.points)) for about in counted]
