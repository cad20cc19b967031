"""The normal form of notebooks."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode

from oped.course.layout import CourseError, find_course
from oped.course.notebooks import is_readable_id, normalise, normalise_course, read_notebook, slug, to_text
from tests.small_course import Cells, code, graded, text, write_course


def make(cells: Cells, **metadata: Any) -> NotebookNode:
    """A notebook as an editor leaves it: any ids, any metadata."""
    raw: NotebookNode = nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
    return raw


def with_id(cell: dict[str, Any], cell_id: str) -> dict[str, Any]:
    """The cell with an id."""
    return {**cell, "id": cell_id}


def test_metadata_holds_only_kernel_and_language() -> None:
    """Widget state and an editor's traces go; kernel and language stay."""
    normal = normalise(make([text("# T")], widgets={"state": {}}, vscode={"a": 1}, language_info={"version": "3.12"}))
    assert set(normal.metadata) == {"kernelspec", "language_info"}
    assert normal.metadata.language_info == {"name": "python"}


def test_cell_metadata_holds_only_tags_and_nbgraders() -> None:
    """Traces of an editor go from the cells; nbgrader's entries, locks and tags stay."""
    found = graded("q1-counts-test", 6) | {"collapsed": True, "tags": ["raises-exception"], "deletable": False}
    (cell,) = normalise(make([code("1", **found)])).cells
    assert set(cell.metadata) == {"nbgrader", "tags", "deletable"}


def test_ids_are_grade_ids_own_readable_ids_or_made_from_the_section() -> None:
    """A machine's id gives way to one that tells where the cell is."""
    cells = [
        with_id(text("# 2. Fact, opinion"), "8c1f0a3e"),
        with_id(text("More."), "0a1b2c3d-1111-2222-3333-444455556666"),
        with_id(text("## Predict\n\nFirst."), "predict"),
        with_id(code("x = 1"), "a7c2e911"),
        with_id(code("x", **graded("q1-x-test", 1)), "deadbeef"),
    ]
    ids = [cell.id for cell in normalise(make(cells)).cells]
    assert ids == ["fact-opinion", "fact-opinion-1", "predict", "predict-1", "q1-x-test"]


def test_a_copied_cell_gets_an_id_of_its_own() -> None:
    """Of two cells with the same readable id the first keeps it."""
    cells = [with_id(text("## Here"), "here"), with_id(code("x"), "here")]
    assert [cell.id for cell in normalise(make(cells)).cells] == ["here", "here-1"]


def test_a_new_cell_changes_no_other_id() -> None:
    """Ids given once stay when a cell is put between them."""
    first = normalise(make([text("## Here"), code("a = 1"), code("b = 1")]))
    first.cells.insert(1, NotebookNode(with_id(code("c = 1"), "ffffffff")))
    assert [cell.id for cell in normalise(first).cells] == ["here", "here-3", "here-1", "here-2"]


def test_executed_cells_are_counted_in_order() -> None:
    """Counts run from 1 over all code cells of a notebook that holds outputs."""
    result = {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}, "execution_count": 41}
    cells = [code("a = 1"), code("a", **{})]
    cells[1]["outputs"] = [result]
    normal = normalise(make(cells)).cells
    assert [cell.execution_count for cell in normal] == [1, 2]
    assert normal[1].outputs[0].execution_count == 2


def test_a_notebook_without_outputs_has_no_counts() -> None:
    """A notebook that was not run says so."""
    cell = code("a = 1") | {"execution_count": 7}
    assert normalise(make([cell])).cells[0].execution_count is None


def test_pieces_of_a_stream_are_joined() -> None:
    """Where the kernel cut its output makes no difference."""
    cell = code("...")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": part} for part in ("a\n", "b\n")]
    assert [output.text for output in normalise(make([cell])).cells[0].outputs] == ["a\nb\n"]


def test_a_widget_keeps_its_static_form_only() -> None:
    """The live view, whose number changes with every run, goes."""
    data = {"text/plain": "w", "text/html": "<p>w</p>", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    cell = code("w")
    cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]
    assert set(normalise(make([cell])).cells[0].outputs[0].data) == {"text/plain", "text/html"}


def test_white_space_at_line_ends_goes_except_under_a_checksum() -> None:
    """nbgrader compares the source of a released cell with its checksum, so that source stays as it is."""
    released = graded("q1-a", solution=True)
    released["nbgrader"]["checksum"] = "0" * 32
    normal = normalise(make([code("a = 1  \n\n"), code("a = 1  \n", **released)])).cells
    assert [cell.source for cell in normal] == ["a = 1", "a = 1  \n"]


def test_a_file_has_one_source_line_a_json_line(tmp_path: Path) -> None:
    """The file has indent 1, plain characters and a newline at its end."""
    content = to_text(normalise(make([text("# Häuser\n\nzwei")])))
    assert '    "# Häuser\\n",\n    "\\n",\n    "zwei"\n' in content
    assert content.endswith("}\n")
    assert json.loads(content)["nbformat_minor"] == 5


cell_sources = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@given(st.lists(st.tuples(st.booleans(), cell_sources), max_size=6))
def test_normalising_twice_changes_nothing_more(sources: list[tuple[bool, str]]) -> None:
    """The normal form of a normal form is the same file, and its ids are valid and different."""
    cells = [text(source) if is_text else code(source) for is_text, source in sources]
    once = to_text(normalise(make(cells)))
    again = nbformat.reads(once, as_version=4)
    nbformat.validate(again)
    assert to_text(normalise(again)) == once


@given(st.text(max_size=80))
def test_a_slug_is_always_a_readable_id(heading: str) -> None:
    """Whatever the heading, the id made of it can be read, and is kept the next time."""
    assert is_readable_id(f"{slug(heading)}-1")


def test_normalising_a_course_tells_what_changed(tmp_path: Path) -> None:
    """Only files that were not in normal form are written and named."""
    course = write_course(tmp_path / "course")
    (lesson,) = course.lessons()
    lesson.write_text(json.dumps(json.loads(lesson.read_text(encoding="utf-8"))), encoding="utf-8")
    assert normalise_course(course) == [lesson]
    assert normalise_course(course) == []


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    """The message names the file that can't be read."""
    path = tmp_path / "broken.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(CourseError, match=r"broken\.ipynb is not a notebook"):
        read_notebook(path)


def test_the_course_is_found_from_a_folder_inside(tmp_path: Path) -> None:
    """Commands work from anywhere in the course, and say so elsewhere."""
    course = write_course(tmp_path / "course")
    assert find_course(course.root / "lessons") == course
    with pytest.raises(CourseError, match="not inside a course"):
        find_course(tmp_path)
