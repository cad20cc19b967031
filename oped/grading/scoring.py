"""Run a solution's test cells against a student's values: which cells run, in what order, and what they may see."""

import ast
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils

from oped.grading.assignment import BESIDE, names_set
from oped.grading.marks import is_test, points_of
from oped.grading.names import Names, names_of
from oped.grading.shell import CellShell
from oped.teaching.verdict import Verdict

_LONGEST_GIVEN = 500

_REHEARSED = ("print(1)\n2.0", "raise NameError")
"""So that what shows a result or an error is loaded once, and not in every child."""

Values = Mapping[str, Any]
Reads = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Step:
    """A locked code cell of the solution; `count` is its execution count in a notebook run from the top."""

    cell: NotebookNode
    count: int
    names: Names

    @property
    def grade_id(self) -> str:
        """The cell's grade id."""
        return str(self.cell.metadata.nbgrader.grade_id)

    @property
    def is_test(self) -> bool:
        """Whether it scores an answer."""
        return is_test(self.cell)


@dataclass(frozen=True)
class Steps:
    """What of a solution runs when it scores, each part in order.

    Attributes:
        first: the locked cells before the first cell that a student may change.
        once: locked cells after it that share no name with a student's cell or with a cell of `each` before them, so
            that they may as well run before those.
        each: the test cells, and the other locked cells that stand before one of them.
    """

    first: tuple[Step, ...]
    once: tuple[Step, ...]
    each: tuple[Step, ...]

    def tests(self) -> tuple[Step, ...]:
        """The test cells, in order."""
        return tuple(step for step in self.each if step.is_test)


def steps_of(solution: NotebookNode, reads: Reads) -> Steps:
    """Sort a solution's locked code cells; a test that is run beside the student's code is left out.

    Args:
        solution: the notebook with the keys.
        reads: the variables that each test reads from the student, by grade id.
    """
    code = [cell for cell in solution.cells if cell.cell_type == "code" and cell.source.strip()]
    locked = [
        Step(cell, place + 1, names_of(cell.source))
        for place, cell in enumerate(code)
        if utils.is_locked(cell) and BESIDE not in cell.metadata.get("tags", ())
    ]
    first_open = next((place + 1 for place, cell in enumerate(code) if not utils.is_locked(cell)), len(code) + 1)
    last_test = max((step.count for step in locked if step.is_test), default=0)
    kept_for_later = set().union(*reads.values(), names_set(cell for cell in code if not utils.is_locked(cell)))
    first: list[Step] = []
    once: list[Step] = []
    each: list[Step] = []
    for step in locked:
        touched = step.names.read | step.names.bound
        if step.count < first_open and not step.is_test:
            first.append(step)
        elif step.is_test or (step.count < last_test and touched & kept_for_later):
            each.append(step)
            kept_for_later |= touched
        elif step.count < last_test:
            once.append(step)
    return Steps(tuple(first), tuple(once), tuple(each))


def run_once(shell: CellShell, steps: Steps) -> str:
    """Run `first` and `once`, and load what `each` imports; give the grade id of the first cell that fails, if any.

    A cell whose stored output shows an error may fail.

    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> locked = {"nbgrader": {"grade_id": "setup", "locked": True, "solution": False, "grade": False}}
    >>> run_once(CellShell(), steps_of(new_notebook(cells=[new_code_cell("1 / 0", metadata=locked)]), {}))
    'setup'
    """
    for step in (*steps.first, *steps.once):
        if not shell.run_quietly(step.cell.source) and not utils.has_failed(step.cell):
            return step.grade_id
    names = dict(shell.names)
    for step in steps.each:
        shell.run_quietly(_imports(step.cell.source))
    for source in _REHEARSED:
        shell.run(source)
    shell.names.clear()
    shell.names.update(names)
    return ""


def run_each(
    shell: CellShell, steps: Steps, values: Callable[[str], Values], reads: Reads, skip: Collection[str] = ()
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Run the other cells; give each test cell's grade id and its outputs, score, max and items.

    Other locked cells than tests may fail: most check the form of an answer.

    Args:
        shell: where `run_once` has run.
        steps: of the solution.
        values: a student's values as they stood at a test cell, by its grade id.
        reads: the variables that each test reads from the student, by grade id.
        skip: grade ids of tests that don't run.
    """
    coming = ""
    for place, step in enumerate(steps.each):
        if not coming:
            coming = next(later.grade_id for later in steps.each[place:] if later.is_test)
            for name in reads.get(coming, ()):
                shell.names.pop(name, None)
            shell.names.update(values(coming))
        if not step.is_test:
            shell.run_quietly(step.cell.source)
            continue
        if step.grade_id not in skip:
            yield step.grade_id, _run_test(shell, step)
        coming = ""


def _run_test(shell: CellShell, step: Step) -> dict[str, Any]:
    before = shell.names.get("verdict")
    outputs = shell.run(step.cell.source, step.count).outputs
    verdict = shell.names.get("verdict")
    items = verdict.items if isinstance(verdict, Verdict) and verdict is not before else ()
    return {
        "outputs": outputs,
        "score": points_of(step.cell, outputs),
        "max": float(step.cell.metadata.nbgrader.points),
        "items": [_plain_item(asdict(item)) for item in items],
    }


def _plain_item(item: dict[str, Any]) -> dict[str, Any]:
    return item | {"given": item["given"][:_LONGEST_GIVEN], "accepted": list(item["accepted"])}


def _imports(source: str) -> str:
    """The lines of a cell that import."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ""
    return "\n".join(ast.unparse(line) for line in body if isinstance(line, ast.Import | ast.ImportFrom))
