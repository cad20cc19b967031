"""Hand-ins made from the course's own exercises: as they should be, and with one thing changed."""

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from oped.course.layout import Course
from oped.grading.assignment import Assignment, load_assignment, plan
from oped.grading.take_in import HandIn, TakenIn, take_in
from tests.grading import solved
from tests.small_course import REPOSITORY

Notebook = dict[str, Any]
Cell = dict[str, Any]

NAMES = tuple(sorted(path.parent.name for path in Course(REPOSITORY).exercises()))
NUMBERS = "05-number-in-context"


@cache
def assignment(name: str) -> Assignment:
    """One of the course's assignments."""
    return load_assignment(REPOSITORY, name)


@cache
def answers(name: str) -> dict[str, str]:
    """The solution's answers by grade id."""
    return solved(Course(REPOSITORY), name)


def right(name: str = NUMBERS) -> Notebook:
    """The notebook of a student who answered everything as the solution does."""
    notebook: Notebook = json.loads(assignment(name).release)
    for cell in notebook["cells"]:
        cell["source"] = answers(name).get(cell["id"], "".join(cell["source"]))
    return notebook


def changed(change: Callable[[list[Cell]], object], name: str = NUMBERS) -> Notebook:
    """A right notebook after one change to the list of its cells."""
    notebook = right(name)
    change(notebook["cells"])
    return notebook


def cell_of(cells: list[Cell], name: str) -> Cell:
    """The first cell with this id."""
    return next(cell for cell in cells if cell.get("id") == name)


def at(cells: list[Cell], name: str) -> int:
    """The place of the first cell with this id."""
    return cells.index(cell_of(cells, name))


def copy_of(cell: Cell, **fields: Any) -> Cell:
    """A copy of a cell, with some fields set."""
    return copy.deepcopy(cell) | fields


def markdown(source: str) -> Cell:
    """A student's own Markdown cell."""
    return {"cell_type": "markdown", "id": "mine", "metadata": {"tags": ["mine"]}, "source": source}


def code(source: str) -> Cell:
    """A student's own code cell, which was run."""
    shown = [{"output_type": "stream", "name": "stdout", "text": "seen"}]
    return {
        "cell_type": "code",
        "id": "scratch",
        "metadata": {},
        "source": source,
        "outputs": shown,
        "execution_count": 7,
    }


def taken(notebook: Notebook | bytes, name: str = NUMBERS) -> TakenIn:
    """Take in one notebook under its right name."""
    content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    return take_in(assignment(name), HandIn("ada", {assignment(name).file: content}))


def codes(result: TakenIn) -> list[str]:
    """The codes of a hand-in's notes."""
    return [note.code for note in result.notes]


def suspicious(result: TakenIn) -> list[str]:
    """The codes of the suspicious notes."""
    return [note.code for note in result.notes if note.suspicious]


def sources(result: TakenIn) -> dict[str, str]:
    """The sources by cell id."""
    return {cell["id"]: cell["source"] for cell in result.notebook.cells}


def graded_ids(result: TakenIn) -> list[str]:
    """The grade ids in order."""
    return [cell.metadata.nbgrader.grade_id for cell in result.notebook.cells if "nbgrader" in cell.metadata]


def released_ids(name: str = NUMBERS) -> list[str]:
    """The grade ids of the release in order."""
    return [cell.id for cell in plan(assignment(name)).cells if cell.graded]
