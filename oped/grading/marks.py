"""What nbgrader's gradebook says of a graded notebook: points by code and automatic comments, by grade id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

NO_RESPONSE = "No response."


@dataclass(frozen=True)
class AutoMarks:
    """What is known of a hand-in before a person has read it.

    Attributes:
        scores: points by grade id; None where a person has to give them.
        comments: the automatic comment by grade id, None for none; every answer and task has an entry.
    """

    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell is code that scores an answer."""
    return bool(cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell))


def points_of(cell: NotebookNode, outputs: Iterable[Mapping[str, object]]) -> float | None:
    """The points of a test cell that put out these outputs, by nbgrader's rules.

    None, so that a person is asked, where nbgrader would refuse: more points than the cell has, or a result without
    text.
    """
    ran = nbformat.from_dict({**cell, "outputs": list(outputs)})
    try:
        return float(utils.determine_grade(ran)[0])
    except (KeyError, ValueError):
        return None


def auto_marks(notebook: NotebookNode, scores: Mapping[str, float | None]) -> AutoMarks:
    """Join the points of the test cells with what nbgrader says of answers that a person reads.

    Args:
        notebook: the graded notebook; its cells carry the checksums of the release.
        scores: the points of the test cells by grade id; a test cell without an entry has none.
    """
    points: dict[str, float | None] = {}
    comments: dict[str, str | None] = {}
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if utils.is_grade(cell):
            points[grade_id] = scores.get(grade_id, 0.0) if is_test(cell) else utils.determine_grade(cell)[0]
        if utils.is_solution(cell) or utils.is_task(cell):
            comments[grade_id] = NO_RESPONSE if _is_untouched(cell) else None
    return AutoMarks(points, comments)


def _is_untouched(cell: NotebookNode) -> bool:
    given = cell.metadata.nbgrader.get("checksum")
    return not utils.is_task(cell) and given is not None and bool(given == utils.compute_checksum(cell))
