"""Grade one hand-in: take it in, run it in the sandbox, score its values. Runs in a worker, here or on another machine.

A worker gets all that it needs with the task. It keeps one assignment warm, so that only its first hand-in waits.
"""

import io
import threading
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbformat import NotebookNode

from oped.grading.assignment import Assignment
from oped.grading.clean import clean_output
from oped.grading.marks import AutoMarks, auto_marks, is_test, points_of
from oped.grading.messages import Note, Rejected
from oped.grading.sandbox.limits import Limits
from oped.grading.sandbox.outside import Sandbox
from oped.grading.sandbox.run import Run
from oped.grading.score import Score, Scorer
from oped.grading.take_in import HandIn, TakenIn, take_in

_warm = threading.local()


@dataclass(frozen=True)
class Package:
    """What a worker needs besides the hand-in.

    Attributes:
        assignment: with its keys.
        datasets: the course's datasets, keys among them, as a ZIP file.
        limits: what a hand-in may use.
        trust: run without walls.
    """

    assignment: Assignment
    datasets: bytes
    limits: Limits
    trust: bool = False

    @cached_property
    def key(self) -> str:
        """The same for equal packages."""
        assignment = self.assignment
        texts = [assignment.name, assignment.source, assignment.release, repr(self.limits), str(self.trust)]
        parts = [*(text.encode() for text in texts), *_flat(assignment.files), self.datasets]
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


@dataclass(frozen=True)
class Graded:
    """What became of one hand-in, as plain data.

    Attributes:
        student: the student's id.
        notebook: the graded notebook's file content; "" where the hand-in was rejected.
        answer_files: the answer files of widgets, by name.
        marks: points and automatic comments; None where the hand-in was rejected.
        items: for each test cell what became of each item, by grade id.
        notes: what was mended, and what a person should look at.
        rejected: code and sentence, where the hand-in could not be taken in.
        cpu: seconds that the student's cells computed.
    """

    student: str
    notebook: str = ""
    answer_files: Mapping[str, bytes] = field(default_factory=dict)
    marks: AutoMarks | None = None
    items: Mapping[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    rejected: tuple[str, str] | None = None
    cpu: float = 0.0


def pack(assignment: Assignment, data: Path, limits: Limits, *, trust: bool = False) -> Package:
    """Put together what workers need; `data` is the course's folder of datasets."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in data.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(data).as_posix())
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return Package(assignment, file.getvalue(), limits, trust)


def grade_one(package: Package, hand_in: HandIn) -> Graded:
    """Grade one hand-in.

    Raises:
        OpedError: nothing of this assignment can be graded here: bubblewrap is missing, or the solution fails.
    """
    try:
        taken_in = take_in(package.assignment, hand_in)
    except Rejected as refusal:
        return Graded(hand_in.student, notes=hand_in.notes, rejected=(refusal.code, refusal.message))
    sandbox, scorer = _kept_warm(package)
    run = sandbox.run(taken_in)
    scored = scorer.score(run.values).cells
    notebook = _graded_notebook(package.assignment, taken_in, run, scored)
    tests = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if is_test(cell)}
    points = {
        test: scored[test].score if test in scored else points_of(cell, cell.outputs) for test, cell in tests.items()
    }
    return Graded(
        student=hand_in.student,
        notebook=nbformat.writes(notebook),
        answer_files=taken_in.answer_files,
        marks=auto_marks(notebook, points),
        items={test: score.items for test, score in scored.items() if score.items},
        notes=(*taken_in.notes, *run.notes),
        cpu=run.cpu,
    )


def _graded_notebook(assignment: Assignment, taken_in: TakenIn, run: Run, scored: Mapping[str, Score]) -> NotebookNode:
    """The notebook as nbgrader keeps it: hidden tests and mark schemes in, with what each cell put out."""
    locked = _locked_sources(assignment.source)
    notebook = taken_in.notebook
    for place, cell in enumerate(notebook.cells):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = locked.get(grade_id, cell.source)
        if cell.cell_type != "code":
            continue
        ran = run.cells.get(place)
        outputs = ran.outputs if ran else run.beside.get(grade_id, ())
        if grade_id in scored:
            outputs = scored[grade_id].outputs
        cell.outputs = [nbformat.from_dict(clean_output(output)) for output in outputs]
        cell.execution_count = ran.count if ran else None
    return notebook


@lru_cache(maxsize=4)
def _locked_sources(solution: str) -> Mapping[str, str]:
    """The sources of the locked cells with their keys, by grade id."""
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in nbformat.reads(solution, as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("locked")
    }


def _kept_warm(package: Package) -> tuple[Sandbox, Scorer]:
    """The sandbox and the scorer of this thread; those of another package are closed first."""
    if getattr(_warm, "key", None) != package.key:
        close_warm()
        with ExitStack() as stack:
            data = Path(stack.enter_context(TemporaryDirectory(prefix="oped-data-")))
            with zipfile.ZipFile(io.BytesIO(package.datasets)) as archive:
                archive.extractall(data)
            sandbox = Sandbox(package.assignment, package.limits, data=data, trust=package.trust)
            pair = stack.enter_context(sandbox), stack.enter_context(Scorer(package.assignment, data=data))
            _warm.stack, _warm.pair, _warm.key = stack.pop_all(), pair, package.key
    kept: tuple[Sandbox, Scorer] = _warm.pair
    return kept


def close_warm() -> None:
    """End the processes that this thread keeps warm, if there are any."""
    stack: ExitStack | None = getattr(_warm, "stack", None)
    _warm.key = _warm.stack = None
    if stack is not None:
        stack.close()


def _flat(files: Mapping[str, bytes]) -> list[bytes]:
    return [part for name, content in sorted(files.items()) for part in (name.encode(), content)]
