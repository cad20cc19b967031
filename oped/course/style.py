"""All rules of style for one notebook of the course, told as problems."""

from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from oped.course.layout import Course, Problem
from oped.course.notebooks import normalise, read_notebook, to_text
from oped.course.prose import read_prose
from oped.course.rules_code import code_findings, one_import_cell, stored_outputs
from oped.course.rules_graded import graded_cells, header, release_findings, split
from oped.course.rules_text import Cells, Finding, lesson_findings, text_findings


def style_problems(course: Course, path: Path) -> list[Problem]:
    """What to mend in one notebook; which rules hold depends on the folder it lies in."""
    notebook = read_notebook(path)
    cells = notebook.cells
    findings = [*normal_form(path, notebook)]
    match path.relative_to(course.root).parts[0]:
        case "lessons":
            findings += _lesson(cells, path)
        case "solutions":
            findings += _solution(cells)
        case _:
            findings += _exercise(course, cells, path)
    return [_problem(course.show(path), cells, position, advice) for position, advice in findings]


def normal_form(path: Path, notebook: NotebookNode) -> Iterator[Finding]:
    """The file is written in the one normal form."""
    if path.read_text(encoding="utf-8") != to_text(normalise(notebook)):
        yield None, "run 'oped course normalise'"


def prose_cells(cells: list[NotebookNode]) -> Cells:
    """The Markdown cells taken apart, by position."""
    return {position: read_prose(cell.source) for position, cell in enumerate(cells) if cell.cell_type == "markdown"}


def _lesson(cells: list[NotebookNode], path: Path) -> Iterator[Finding]:
    prose = prose_cells(cells)
    yield from text_findings(prose, path.parent)
    yield from lesson_findings(prose, path.stem.split("-")[0].lstrip("0"))
    yield from code_findings(cells)
    yield from one_import_cell(cells)
    yield from stored_outputs(cells)


def _solution(cells: list[NotebookNode]) -> Iterator[Finding]:
    yield from code_findings(cells, limit_lines=False)
    yield from stored_outputs(cells)
    yield from graded_cells(cells)


def _exercise(course: Course, cells: list[NotebookNode], path: Path) -> Iterator[Finding]:
    from oped.course.build import placeholders

    prose = prose_cells(cells)
    yield from text_findings(prose, path.parent)
    yield from header(prose, split(cells))
    yield from code_findings(cells)
    source = course.root / "solutions" / path.parent.name / path.name
    solution = read_notebook(source).cells if source.is_file() else []
    yield from release_findings(cells, solution, placeholders(course))


def _problem(file: str, cells: list[NotebookNode], position: int | None, advice: str) -> Problem:
    if position is None:
        return Problem(file, advice)
    return Problem(file, advice, position + 1, cells[position].get("id", ""))
