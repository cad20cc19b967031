"""A notebook's bytes become cells, whatever program wrote them, or one sentence that says what to do."""

import json
from time import process_time
from typing import Any

import nbformat
import pytest

from oped.grading.collect import Caps
from oped.grading.given import Given, read_given
from oped.grading.take_in import Rejected

CELL = {"cell_type": "code", "id": "q1", "metadata": {"nbgrader": {"grade_id": "q1"}}, "source": 'a = "naïve …"'}


def notebook(*cells: Any, **fields: Any) -> dict[str, Any]:
    """A notebook of these cells."""
    return {"cells": list(cells) or [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | fields


def read(content: bytes | dict[str, Any] | str, caps: Caps | None = None) -> Given:
    """Read a notebook from bytes, from JSON text, or from an object."""
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    return read_given(content, "mine.ipynb", "numbers.ipynb", caps or Caps())


def codes(given: Given) -> list[str]:
    """The codes of the findings."""
    return [code for code, _ in given.findings]


def test_a_cell_keeps_type_source_ids_and_labels() -> None:
    """Nothing needs mending in what JupyterLab writes, with its source in lines."""
    given = read(notebook(CELL | {"source": ["a = 1\n", "b = 2"]}))
    (cell,) = given.cells
    assert (cell.cell_type, cell.source, cell.id, cell.grade_id) == ("code", "a = 1\nb = 2", "q1", "q1")
    assert not given.findings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_other_encodings_are_read_and_noted(encoding: str) -> None:
    """Editors of other systems save with a mark in front, in wide characters, or as Windows did."""
    given = read(json.dumps(notebook(), ensure_ascii=False).encode(encoding))
    assert given.cells[0].source == CELL["source"]
    assert codes(given) == ["encoding"]


def test_one_bad_byte_spoils_nothing_else() -> None:
    """What is right UTF-8 beside it stays as it is."""
    content = json.dumps(notebook(), ensure_ascii=False).encode().replace(b"na", b"na\xe9")
    assert read(content).cells[0].source == 'a = "naéïve …"'


def test_line_ends_of_other_systems_are_those_of_python() -> None:
    """Windows' line ends are no change that anybody made."""
    given = read(notebook(CELL | {"source": "a = 1\r\nb = 2\rc = 3"}))
    assert given.cells[0].source == "a = 1\nb = 2\nc = 3"
    assert not given.findings


def test_what_is_no_text_is_replaced_in_its_cell() -> None:
    """Half a surrogate pair and a zero can't be kept in a database."""
    given = read('{"cells": [{"cell_type": "raw", "metadata": {}, "source": "a\\ud800b\\u0000c"}], "nbformat": 4}')
    assert given.cells[0].source == "a\ufffdb\ufffdc"
    assert codes(given) == ["odd-characters"]


@pytest.mark.parametrize("tail", ["\0" * 500, "\n\n"])
def test_zeros_and_blank_lines_at_the_end_are_nothing(tail: str) -> None:
    """A disk that was full leaves zeros behind."""
    assert not codes(read(json.dumps(notebook()) + tail))


def test_what_follows_the_notebook_in_its_file_is_left_out() -> None:
    """A shorter file written over a longer one leaves the end of the old one."""
    given = read(json.dumps(notebook()) + '"], "x": 1}')
    assert len(given.cells) == 1
    assert codes(given) == ["trailing-text"]


@pytest.mark.parametrize("number", ["9" * 6000, "1e999", "NaN", "-Infinity", "5"])
def test_odd_numbers_and_versions_do_no_harm(number: str) -> None:
    """A format that isn't known is read as that of today where it has cells."""
    given = read(json.dumps(notebook()).replace('"nbformat": 4', f'"nbformat": {number}'))
    assert len(given.cells) == 1
    assert codes(given) == ["foreign-format"]


def test_of_two_equal_keys_the_last_counts_as_in_jupyter() -> None:
    """The student saw the last one."""
    assert read('{"cells": [], "nbformat": 4, "cells": [{"cell_type": "raw", "source": "b"}]}').cells[0].source == "b"


def test_a_notebook_of_format_3_is_read() -> None:
    """Sheets, inputs and headings become cells."""
    old = nbformat.v3.new_notebook(
        worksheets=[
            nbformat.v3.new_worksheet(
                cells=[
                    nbformat.v3.new_code_cell("a = 1", metadata={"nbgrader": {"grade_id": "q1"}}),
                    nbformat.v3.new_heading_cell("Two", level=2),
                ]
            )
        ]
    )
    given = read(json.dumps(old))
    assert [(cell.cell_type, cell.source, cell.grade_id) for cell in given.cells] == [
        ("code", "a = 1", "q1"),
        ("markdown", "## Two", ""),
    ]
    assert codes(given) == ["old-format"]


@pytest.mark.parametrize(
    "cell",
    [
        *(None, 3, "text", []),
        {"cell_type": "code"},
        {"cell_type": "sql", "source": "a"},
        {"cell_type": [1], "source": ["a", 2], "metadata": [], "id": 5},
        {"cell_type": "code", "source": {"a": 1}, "metadata": {"nbgrader": [1]}},
    ],
)
def test_a_cell_of_a_strange_make_is_kept_as_far_as_it_can_be_read(cell: Any) -> None:
    """The other cells are not affected."""
    given = read(notebook(cell, CELL))
    assert given.cells[1].source == CELL["source"]
    assert given.cells[0].cell_type in ("code", "raw")
    assert codes(given) == ["odd-cell"]


@pytest.mark.parametrize("grade_id", [None, 5, [1], {"a": 1}])
def test_a_grade_id_that_is_no_text_is_none(grade_id: Any) -> None:
    """Whatever stands there, the cell is read."""
    assert read(notebook(CELL | {"metadata": {"nbgrader": {"grade_id": grade_id}}})).cells[0].grade_id == ""


def test_pictures_pasted_into_text_are_left_out_in_words() -> None:
    """Attachments aren't kept, and a reference to one that isn't there would be an error."""
    picture = CELL | {"cell_type": "markdown", "source": "So:\n![a chart](attachment:chart.png) falls."}
    given = read(notebook(picture))
    assert given.cells[0].source == "So:\n[picture left out] falls."
    assert codes(given) == ["pictures-left-out"]


def test_markers_of_git_without_end_are_read_in_no_time() -> None:
    """However many conflicts begin, the text is searched once."""
    start = process_time()
    with pytest.raises(Rejected):
        read("{" + "\n<<<<<<< HEAD" * 500_000)
    assert process_time() - start < 3


CONFLICT = '{"cells": [\n<<<<<<< HEAD\n 1\n=======\n 2\n>>>>>>> theirs\n]}'
DEEP_OLD = json.dumps({"worksheets": [{"cells": [{"cell_type": "code", "metadata": 0}]}]}).replace(
    "0", "[" * 900 + "]" * 900
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b" \n\0\0\n", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (CONFLICT, "git-conflict"),
        (json.dumps(notebook())[:60], "damaged"),
        (b'{"cells": \xff\xfe\x00}', "damaged"),
        (bytes(range(256)) * 20, "not-a-notebook"),
        ("<html><body>a notebook</body></html>", "not-a-notebook"),
        ("[1, 2]", "not-a-notebook"),
        ("null", "not-a-notebook"),
        ('{"cells": {"0": 1}}', "not-a-notebook"),
        ('{"cells": null, "worksheets": 3}', "not-a-notebook"),
        ("[" * 100_000, "too-deep"),
        ('{"cells": ' + "[" * 5_000 + "]" * 5_000 + "}", "too-deep"),
        ('{"cells": [' + "[]," * 1_000_001 + "1]}", "too-many-parts"),
        ('{"worksheets": [3], "nbformat": 3}', "old-format"),
        ('{"worksheets": [{"cells": [{"cell_type": "code"}]}], "nbformat": 2}', "old-format"),
        (DEEP_OLD, "old-format"),
    ],
)
def test_what_is_no_notebook_is_turned_away_with_one_sentence(content: bytes | str, code: str) -> None:
    """The sentence names the file and says what to do, in plain words."""
    with pytest.raises(Rejected) as refused:
        read(content)
    assert refused.value.code == code
    message = refused.value.message
    assert message.startswith("mine.ipynb ")
    assert message.count(". ") == 0
    assert message.endswith(".")


def test_more_than_a_hand_in_needs_is_turned_away() -> None:
    """Bytes and cells are counted."""
    for caps, code in ((Caps(notebook=10), "too-large"), (Caps(cells=2), "too-many-cells")):
        with pytest.raises(Rejected) as refused:
            read(notebook(CELL, CELL, CELL), caps)
        assert refused.value.code == code
