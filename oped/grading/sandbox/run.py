"""What of a hand-in goes into the sandbox, step by step, and what comes out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from nbformat import NotebookNode

from oped.grading.assignment import Assignment, Plan, ReleasedCell, plan
from oped.grading.messages import Note

Output = dict[str, Any]
Status = Literal["ok", "error", "killed", "skipped"]


@dataclass(frozen=True)
class CellRun:
    """What became of one cell.

    Attributes:
        outputs: in nbformat's form.
        status: ok; error, where it ended in an exception; killed, where it was stopped or ended Python; skipped, where
            the hand-in had used up what it may use.
        count: its execution count.
    """

    outputs: tuple[Output, ...]
    status: Status
    count: int | None = None


@dataclass(frozen=True)
class Run:
    """What became of a hand-in's cells.

    Attributes:
        cells: code cells by their place in the notebook; test cells and empty cells are not among them.
        values: plain values by name, as they stood at each test cell, by its grade id; a name that had no value or one
            that is not plain is absent.
        beside: outputs of the test cells that were run beside the student's code, by grade id.
        notes: what a person should know.
        cpu: seconds of computing.
    """

    cells: Mapping[int, CellRun] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    beside: Mapping[str, tuple[Output, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    cpu: float = 0.0


@dataclass(frozen=True)
class Step:
    """One thing to do for a hand-in.

    Attributes:
        cell: place in the notebook.
        label: what people call the cell: its grade id, or its number.
        count: the execution count that it has in a notebook run from the top.
        source: what is run; "" where values are read.
        reads: the names whose values a test needs.
        test: the grade id of a test cell, else "".
        prefix: place among the locked first cells, which have run before; None for all others.
    """

    cell: int
    label: str
    count: int
    source: str = ""
    reads: tuple[str, ...] = ()
    test: str = ""
    prefix: int | None = None

    def told(self) -> dict[str, Any]:
        """As the sandbox is told."""
        if self.source:
            return {"cell": self.cell, "source": self.source, "count": self.count}
        return {"cell": self.cell, "names": self.reads}


def first_cells(assignment: Assignment) -> list[dict[str, Any]]:
    """The locked code cells before anything that a student may change, as the sandbox is told."""
    cells = [cell for cell in _prefix(plan(assignment)) if cell.source.strip()]
    return [{"source": cell.source, "count": count} for count, cell in enumerate(cells, start=1)]


def released_cells(assignment: Assignment) -> list[str]:
    """The sources of all code cells of the release."""
    cells = plan(assignment).cells
    return [cell.source for cell in cells if cell.cell_type == "code" and cell.source.strip()]


def steps(assignment: Assignment, notebook: NotebookNode) -> Iterator[Step]:
    """What is to be done for a rebuilt notebook, in order."""
    planned = plan(assignment)
    by_id = {cell.id: cell for cell in planned.cells if cell.graded}
    beside = _beside_sources(assignment, {cell.id for cell in planned.cells if cell.beside})
    prefix = [(cell.id, cell.source) for cell in _prefix(planned) if cell.source.strip()]
    count = 0
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        released = by_id.get(grade_id)
        count += bool(cell.source.strip())
        label = grade_id if released else f"number {place + 1}"
        if released is not None and released.kind == "test":
            source = beside.get(grade_id, "")
            yield Step(place, label, count, source, released.reads, grade_id)
        elif cell.source.strip():
            known = (grade_id, cell.source)
            yield Step(place, label, count, cell.source, prefix=prefix.index(known) if known in prefix else None)


def _prefix(planned: Plan) -> list[ReleasedCell]:
    cells = planned.cells[: planned.prefix]
    return [cell for cell in cells if cell.kind == "locked" and cell.cell_type == "code"]


def _beside_sources(assignment: Assignment, tests: Collection[str]) -> dict[str, str]:
    """The sources, hidden tests and all, of tests that have to be run beside the student's code."""
    if not tests:
        return {}
    import nbformat

    cells = nbformat.reads(assignment.source, as_version=4).cells
    found = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in cells}
    return {test: found[test] for test in tests}
