"""One assignment: the solution's notebook with its keys, the release that students got, and what each cell is for."""

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import nbformat
from nbformat import NotebookNode

from oped.errors import OpedError
from oped.grading.names import names_of

Kind = Literal["locked", "answer", "test", "task", "free"]

BESIDE = "beside-code"
"""The tag of a test cell that is run beside the student's code, because the answer is code."""

_READERS_OWN = (".answers.json", ".private.json", ".ipynb", ".pyc")
_BUILTINS = frozenset(dir(builtins))


class AssignmentError(OpedError):
    """An assignment that an instructor has to mend before anything can be graded."""


@dataclass(frozen=True)
class Assignment:
    """What is needed to grade one assignment.

    Attributes:
        name: of its folder, such as `05-number-in-context`.
        notebook: the notebook's name without `.ipynb`.
        source: the solution's file content, with the keys; it never enters the sandbox.
        release: the file content that students got.
        files: what was released beside the notebook, by name.
    """

    name: str
    notebook: str
    source: str
    release: str
    files: Mapping[str, bytes]

    @property
    def file(self) -> str:
        """The notebook's file name."""
        return f"{self.notebook}.ipynb"


@dataclass(frozen=True)
class ReleasedCell:
    """One cell of the release.

    Attributes:
        id: its grade id, or its cell id where nbgrader keeps nothing about it.
        kind: locked, answer (read by code or by a person), test, task, or free: the student's to change, ungraded.
        names: the variables that an answer is asked to set.
        reads: the variables that a test reads from the student.
        points: the most it gives, where it gives points.
        beside: whether a test is run beside the student's code.
        content: the cell as the release holds it.
    """

    id: str
    kind: Kind
    cell_type: str
    source: str
    names: tuple[str, ...]
    reads: tuple[str, ...]
    points: float | None
    beside: bool
    content: Mapping[str, Any]

    @property
    def graded(self) -> bool:
        """Whether nbgrader knows the cell."""
        return self.kind != "free"


@dataclass(frozen=True)
class Plan:
    """The cells of a release in order; the first `prefix` of them come before anything a student may change."""

    cells: tuple[ReleasedCell, ...]
    prefix: int
    metadata: Mapping[str, Any]

    def of_kind(self, kind: Kind) -> tuple[ReleasedCell, ...]:
        """The cells of one kind, in order."""
        return tuple(cell for cell in self.cells if cell.kind == kind)


def load_assignment(course_root: Path, name: str) -> Assignment:
    """Read an assignment of a course.

    Raises:
        AssignmentError: there is no such assignment, it has not one notebook, or its release is not up to date.
    """
    notebook, source = _only_notebook(course_root, "solutions", name)
    released_as, release = _only_notebook(course_root, "exercises", name)
    ids = [[_id(cell) for cell in _cells(text) if _kind(cell) != "free"] for text in (source, release)]
    if notebook != released_as or ids[0] != ids[1]:
        raise AssignmentError(f"exercises/{name} doesn't match solutions/{name}; run `oped course build`, commit both.")
    folder = course_root / "exercises" / name
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(_READERS_OWN)
    }
    return Assignment(name, notebook, source, release, files)


def plan(assignment: Assignment) -> Plan:
    """Tell what each cell of the release is for."""
    return _plan(assignment.source, assignment.release)


def names_set(cells: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The variables that code cells set."""
    return frozenset().union(*(names_of(cell["source"]).bound for cell in cells if cell["cell_type"] == "code"))


@lru_cache(maxsize=16)
def _plan(source: str, release: str) -> Plan:
    solved, given_out = _cells(source), _cells(release)
    with_keys = {_id(cell): cell for cell in solved if _kind(cell) != "free"}
    by_course = names_set(cell for cell in solved if _kind(cell) in ("locked", "test"))
    by_answers = names_set(cell for cell in solved if _kind(cell) == "answer")
    reads: dict[str, tuple[str, ...]] = {}
    for cell in solved:
        if _kind(cell) == "test":
            used = names_of(cell.source).read
            reads[_id(cell)] = tuple(sorted((used & by_answers) | (used - by_course - _BUILTINS)))
    wanted = frozenset().union(*reads.values())
    cells = tuple(_released(cell, with_keys.get(_id(cell), cell), wanted, reads) for cell in given_out)
    prefix = next((place for place, cell in enumerate(cells) if cell.kind in ("answer", "free")), len(cells))
    return Plan(cells, prefix, nbformat.reads(release, as_version=4).metadata)


def _released(
    cell: NotebookNode, solved: NotebookNode, wanted: frozenset[str], reads: Mapping[str, tuple[str, ...]]
) -> ReleasedCell:
    kind, kept = _kind(cell), cell.metadata.get("nbgrader", {})
    names = names_set([cell]) or names_set([solved]) & wanted if kind == "answer" else frozenset()
    return ReleasedCell(
        id=_id(cell),
        kind=kind,
        cell_type=cell.cell_type,
        source=cell.source,
        names=tuple(sorted(names)),
        reads=reads.get(_id(cell), ()),
        points=float(kept["points"]) if "points" in kept and kind != "locked" else None,
        beside=BESIDE in cell.metadata.get("tags", ()),
        content=cell,
    )


def _kind(cell: NotebookNode) -> Kind:
    kept = cell.metadata.get("nbgrader", {})
    if kept.get("task"):
        return "task"
    if kept.get("solution"):
        return "answer"
    if kept.get("grade"):
        return "test"
    return "locked" if kept.get("locked") else "free"


def _id(cell: NotebookNode) -> str:
    found: str = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", "")
    return found


def _cells(text: str) -> list[NotebookNode]:
    """The cells of a trusted notebook; those of before nbformat 4.5 have no ids and get some."""
    cells: list[NotebookNode] = nbformat.reads(text, as_version=4).cells
    for place, cell in enumerate(cells):
        cell.setdefault("id", f"cell-{place}")
    return cells


def _only_notebook(course_root: Path, folder: str, name: str) -> tuple[str, str]:
    home = course_root / folder
    known = sorted(path.name for path in home.glob("*/") if path.is_dir())
    if name not in known:
        raise AssignmentError(f"There is no {folder}/{name}; the assignments are: {', '.join(known) or 'none'}.")
    found = sorted((home / name).glob("*.ipynb"))
    if len(found) != 1:
        raise AssignmentError(f"{folder}/{name} must hold exactly one notebook, and has {len(found)}; leave one there.")
    try:
        text = found[0].read_text(encoding="utf-8")
        nbformat.reads(text, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise AssignmentError(f"{folder}/{name}/{found[0].name} can't be read as a notebook; mend it.") from error
    return found[0].stem, text
