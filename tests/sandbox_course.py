"""A small assignment with three counted answers, hand-ins for it, and a sandbox with small limits."""

import json
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest

from oped.grading.assignment import Assignment
from oped.grading.sandbox.limits import MEGABYTE, Limits
from oped.grading.sandbox.outside import Sandbox
from oped.grading.sandbox.run import Run
from oped.grading.take_in import TakenIn

needs_bwrap = pytest.mark.skipif(
    shutil.which("bwrap") is None, reason="bubblewrap is not installed: apt-get install bubblewrap"
)

KEY = "KEY-" + "7" * 30
LIMITS = Limits(
    cpu_cell=1.0,
    cpu_total=9.0,
    idle_cell=3.0,
    wall_total=60.0,
    memory=200 * MEGABYTE,
    disk=8 * MEGABYTE,
    file_size=4 * MEGABYTE,
    threads=24,
    output_cell=200_000,
    output_total=800_000,
    values=100_000,
    restarts=4,
)

HEADER = "import random\n\nimport numpy as np\nimport pandas as pd\n\nbase = 10"
_LOCKED = {"grade": False, "solution": False, "task": False, "locked": True, "schema_version": 3}
_HIDDEN = "### BEGIN HIDDEN TESTS\nkey = {key!r}\nassert key\n2 * (q{number}_count == {number})\n### END HIDDEN TESTS"


def _cell(cell_id: str, source: str, **kept: Any) -> dict[str, Any]:
    metadata = {} if cell_id == "work" else {"nbgrader": {"grade_id": cell_id, **_LOCKED, **kept}}
    cell: dict[str, Any] = nbformat.v4.new_code_cell(source, id=cell_id, metadata=metadata)
    return cell


def _cells(*, solved: bool, beside: bool) -> Iterator[dict[str, Any]]:
    header = {"nbgrader": {"grade_id": "header", **_LOCKED}}
    yield nbformat.v4.new_markdown_cell("# Counting", id="header", metadata=header)
    yield _cell("imports", HEADER)
    yield _cell("work", "pass")
    for number in (1, 2, 3):
        yield _cell(f"q{number}-count", f"q{number}_count = {number if solved else None}", solution=True, locked=False)
        yield _cell(f"q{number}-form", f"print('form', type(q{number}_count).__name__)")
        visible, hidden = '"""Two points."""', _HIDDEN.format(key=KEY, number=number)
        test = _cell(f"q{number}-test", f"{visible}\n{hidden}" if solved else visible, grade=True, points=2)
        if beside and number == 3:
            test["metadata"]["tags"] = ["beside-code"]
        yield test


def _text(*, solved: bool, beside: bool) -> str:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=list(_cells(solved=solved, beside=beside)), metadata=kernel)
    return json.dumps(notebook)


def assignment(*, beside: bool = False, files: Mapping[str, bytes] | None = None) -> Assignment:
    """The assignment; with `beside` the last test is run beside the student's code."""
    source, release = (_text(solved=solved, beside=beside) for solved in (True, False))
    return Assignment("01-counting", "counting", source, release, files or {"rows.csv": b"a,b\n1,2\n"})


def taken_in(answers: Mapping[str, str], of: Assignment | None = None, **files: bytes) -> TakenIn:
    """A hand-in with these sources by cell id; the other answers are right."""
    found = nbformat.reads((of or assignment()).release, as_version=4)
    right = {f"q{number}-count": f"q{number}_count = {number}" for number in (1, 2, 3)}
    for cell in found.cells:
        cell.source = {**right, **answers}.get(cell.id, cell.source)
    return TakenIn(found, {name.replace("_", "."): content for name, content in files.items()}, ())


def place(cell_id: str) -> int:
    """Where a cell stands in the notebook."""
    return [cell["id"] for cell in _cells(solved=False, beside=False)].index(cell_id)


def text_of(run: Run, cell_id: str) -> str:
    """All that a cell put out, as text."""
    return json.dumps(run.cells[place(cell_id)].outputs)


@contextmanager
def watched(of: Assignment | None = None, limits: Limits = LIMITS) -> Iterator[Sandbox]:
    """A sandbox of which no process is left afterwards."""
    with Sandbox(of or assignment(), limits) as sandbox:
        yield sandbox
        family = _family(sandbox._running()._process.pid)
        assert len(family) > 2
    until = time.monotonic() + 5
    while time.monotonic() < until and any(Path(f"/proc/{process}").exists() for process in family):
        time.sleep(0.02)
    assert not [process for process in family if Path(f"/proc/{process}").exists()]


def _family(process: int) -> list[int]:
    """A process and all that descend from it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [process, *(one for child in children for one in _family(int(child)))]
