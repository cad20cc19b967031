"""Read and write notebooks in the course's one normal form, so that a diff shows only what an author changed."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from oped.course.layout import Course, CourseError

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KEPT_CELL_METADATA = ("deletable", "editable", "nbgrader", "tags")
MAX_ID = 64
_READABLE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MACHINE_MADE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}")


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of any nbformat 4 version as 4.5.

    Raises:
        CourseError: if the file is not a notebook.
    """
    try:
        return parse_notebook(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise CourseError(f"{path} is not a notebook that can be read; mend or remove it.") from error


def parse_notebook(text: str) -> NotebookNode:
    """A notebook from its file content, as nbformat 4.5."""
    notebook: NotebookNode = nbformat.reads(text, as_version=4)
    return notebook


def to_text(notebook: NotebookNode) -> str:
    """The file content of a notebook: indent 1, one source line a JSON line, a newline at the end."""
    return f"{nbformat.writes(notebook, version=nbformat.NO_CONVERT)}\n"


def normalise(notebook: NotebookNode) -> NotebookNode:
    """A copy in normal form.

    nbformat 4.5; readable cell ids, equal to the grade id where there is one; in the metadata only the kernel, the
    language, tags and what nbgrader needs; no widget state; execution counts in order from 1 if the notebook holds
    outputs, else none; no white space at the end of lines. A cell of which nbgrader has taken a checksum keeps
    its source as it is.
    """
    executed = any(cell.get("outputs") for cell in notebook.cells)
    ids = readable_ids(notebook.cells)
    cells, count = [], 0
    for cell, cell_id in zip(notebook.cells, ids, strict=True):
        count += cell.cell_type == "code"
        cells.append(_normal_cell(cell, cell_id, count if executed else None))
    metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    normal: NotebookNode = nbformat.from_dict(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    )
    return normal


def normalise_course(course: Course) -> list[Path]:
    """Write every notebook of the course in normal form; return those that changed."""
    return [path for path in course.notebooks() if normalise_file(path)]


def normalise_file(path: Path) -> bool:
    """Write one notebook in normal form; tell whether that changed the file."""
    text = to_text(normalise(read_notebook(path)))
    if path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True


def slug(text: str, words: int = 6) -> str:
    """The first words of a text as an id.

    >>> slug("2. Fact, opinion, and the space between")
    'fact-opinion-and-the-space-between'
    """
    found = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    while found and not found[0][0].isalpha():
        found = found[1:]
    return "-".join(found[:words])[:50].strip("-") or "cell"


def readable_ids(cells: Iterable[NotebookNode]) -> list[str]:
    """One id a cell: its grade id, else its own if a person can read it, else one made from the section's heading."""
    cells = list(cells)
    kept = [_kept_id(cell) for cell in cells]
    taken = {name for name in kept if name}
    seen: set[str] = set()
    ids, section = [], "start"
    for cell, name in zip(cells, kept, strict=True):
        heading = re.search(r"^#{1,6} +(.+)$", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if heading:
            section = slug(heading[1])
        if not name or name in seen:
            name = _free_id(section, numbered=not heading, taken=taken)
        taken.add(name)
        seen.add(name)
        ids.append(name)
    return ids


def is_readable_id(name: str) -> bool:
    """Whether an id is made of lower-case words and hyphens, and not drawn by a machine.

    >>> is_readable_id("q2-claim-level"), is_readable_id("8c1f0a3e")
    (True, False)
    """
    return bool(_READABLE.fullmatch(name)) and not _MACHINE_MADE.fullmatch(name) and len(name) <= MAX_ID


def _kept_id(cell: NotebookNode) -> str:
    graded = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    own = cell.get("id", "")
    return graded or (own if is_readable_id(own) else "")


def _free_id(section: str, numbered: bool, taken: set[str]) -> str:
    if not numbered and section not in taken:
        return section
    number = 1
    while f"{section}-{number}" in taken:
        number += 1
    return f"{section}-{number}"


def _normal_cell(cell: NotebookNode, cell_id: str, count: int | None) -> dict[str, Any]:
    metadata = {key: value for key, value in cell.metadata.items() if key in KEPT_CELL_METADATA and value != []}
    locked = "checksum" in metadata.get("nbgrader", {})
    source = cell.source if locked else "\n".join(line.rstrip() for line in cell.source.split("\n")).strip("\n")
    normal: dict[str, Any] = {"cell_type": cell.cell_type, "id": cell_id, "metadata": metadata, "source": source}
    if cell.get("attachments"):
        normal["attachments"] = cell.attachments
    if cell.cell_type == "code":
        normal["execution_count"] = count
        normal["outputs"] = [_normal_output(output, count) for output in _joined_streams(cell.outputs)]
    return normal


def _joined_streams(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Neighbouring pieces of the same stream as one: where a stream is cut depends on the machine's speed."""
    joined: list[NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream" and joined and joined[-1].get("name") == output.name:
            joined[-1] = NotebookNode(joined[-1] | {"text": joined[-1].text + output.text})
        else:
            joined.append(output)
    return joined


def _normal_output(output: NotebookNode, count: int | None) -> dict[str, Any]:
    normal = dict(output)
    if "data" in normal:
        normal["data"] = {mime: value for mime, value in normal["data"].items() if mime != WIDGET_VIEW}
    if output.output_type == "execute_result":
        normal["execution_count"] = count
    return normal
