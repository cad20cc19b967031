"""Classes of made hand-ins: right, wrong and partly right, blank here and there, with the marks of everyday work."""

import json
import random
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from oped.course.layout import Course
from oped.grading.assignment import ReleasedCell, plan
from tests.hand_ins import answers, assignment, right
from tests.small_course import REPOSITORY

ASSIGNMENTS = ("02-fact-and-opinion", "05-number-in-context", "08-shape-of-argument")

STUDENTS = 20
ALL_RIGHT, ALL_BLANK = "s0000", "s0001"

Notebook = dict[str, Any]
Cell = dict[str, Any]

_OWN_CELLS = (
    ("code", "print(sum(range(10)))"),
    ("code", "1 / 0"),
    ("code", "import math\nmath.sqrt(2)"),
    ("code", "# nothing yet"),
    ("markdown", "A note to *myself*: look at this again."),
)
_SHORT = "This is so because it is so."
_MISTYPED = '= {"p01s1": "FACT"'


def made_class(name: str, students: int, seed: int = 5) -> Iterator[tuple[str, Notebook]]:
    """Student ids and notebooks, the same ones for the same seed; the first is all right, the second all blank."""
    for number in range(students):
        student = f"s{number:04}"
        draw = random.Random(f"{name} {seed} {student}")
        yield student, _made(name, draw, {ALL_RIGHT: "right", ALL_BLANK: "blank"}.get(student))


def hand_in_class(course: Course, name: str, students: int, seed: int = 5) -> None:
    """Put a made class where nbgrader collects hand-ins."""
    for student, notebook in made_class(name, students, seed):
        folder = course.root / "gradebook" / "submitted" / student / name
        folder.mkdir(parents=True)
        text = json.dumps(notebook, indent=1, ensure_ascii=False)
        (folder / assignment(name).file).write_text(text, encoding="utf-8")


def _made(name: str, draw: random.Random, kind: str | None) -> Notebook:
    notebook = right(name)
    cells: list[Cell] = notebook["cells"]
    given = {cell.id: _answer(name, cell, draw, kind) for cell in plan(assignment(name)).of_kind("answer")}
    for cell in cells:
        cell["source"] = given.get(cell["id"], cell["source"])
        if cell["cell_type"] == "code":
            cell["outputs"] = _outputs(name).get(cell["id"], [])
    if kind is None and draw.random() < 0.5:
        cell_type, source = draw.choice(_OWN_CELLS)
        place = draw.randrange(_first_answer(cells, given), len(cells) + 1)
        cells.insert(place, _own(cell_type, source))
    _count(cells, draw, in_order=kind is not None or draw.random() < 0.7)
    return notebook


def _answer(name: str, cell: ReleasedCell, draw: random.Random, kind: str | None) -> str:
    """What a student wrote into an answer's cell."""
    kind = kind or draw.choice(("right", "right", "kept", "kept", "kept", "partly", "blank", "mistyped"))
    (variable,) = cell.names
    values = [value for case in _kept(name) for key, value in case.items() if key == variable]
    if kind == "blank":
        return cell.source
    if kind == "right":
        return answers(name)[cell.id]
    if not values:  # a written answer
        return f"{variable} = {_SHORT!r}"
    if kind == "mistyped":
        return f"{variable} {_MISTYPED}"
    value = draw.choice(values)
    if kind == "partly" and isinstance(value, Mapping):
        value = {key: item for key, item in value.items() if draw.random() < 0.7}
    return f"{cell.source}\n{variable} = {value!r}"


def _first_answer(cells: list[Cell], given: Mapping[str, str]) -> int:
    return next(place for place, cell in enumerate(cells) if cell["id"] in given)


def _own(cell_type: str, source: str) -> Cell:
    cell: Cell = {"cell_type": cell_type, "id": "my-own", "metadata": {}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if cell_type == "code" else {})


def _count(cells: list[Cell], draw: random.Random, *, in_order: bool) -> None:
    """Number the cells as they were run; where that was not in order, one of them was run last, and again."""
    run = [cell for cell in cells if cell["cell_type"] == "code"]
    for count, cell in enumerate(run, start=1):
        cell["execution_count"] = count
    if not in_order:
        draw.choice(run)["execution_count"] = len(run) + 1


@cache
def _kept(name: str) -> list[dict[str, Any]]:
    """The answers that the tests of the exercise keep."""
    text = Path(REPOSITORY, "tests", "answers", f"{name}.toml").read_text(encoding="utf-8")
    return [case["answers"] for case in tomllib.loads(text)["case"]]


@cache
def _outputs(name: str) -> dict[str, list[dict[str, Any]]]:
    """What the locked cells put out, by cell id, as a student's file holds it."""
    (path,) = (REPOSITORY / "solutions" / name).glob("*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    tests = {cell.id for cell in plan(assignment(name)).of_kind("test")}
    return {cell.id: cell.outputs for cell in cells if cell.cell_type == "code" and cell.id not in tests}
