"""What a feedback page keeps of a graded cell, and what it hides."""

from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from oped.grading.feedback import HIDDEN_HERE, hide_keys
from tests.small_course import TASK, TEST, code, graded, text


def hidden(cell: dict[str, Any]) -> NotebookNode:
    """The cell as the feedback shows it."""
    return hide_keys(nbformat.from_dict(cell))


def test_a_hidden_test_is_replaced_by_a_line() -> None:
    """The docstring of a test cell stays, the hidden test goes, and a line says so."""
    shown = hidden(code(TEST, "6.0\n", **graded("q1-counts-test", 6)))
    assert shown.source == f'"""Counts of words: 2 points an item."""\n{HIDDEN_HERE}'
    assert shown.outputs[0].text == "6.0\n"


def test_an_error_in_a_hidden_test_keeps_only_its_message() -> None:
    """A traceback quotes the lines of the test, so it is cut to the name and the message."""
    cell = code(TEST, **graded("q1-counts-test", 6))
    cell["outputs"] = [
        {
            "output_type": "error",
            "ename": "KeyError",
            "evalue": "'a'",
            "traceback": ["----> 1 key_of_counts", "KeyError"],
        }
    ]
    assert hidden(cell).outputs[0].traceback == ["KeyError: 'a'"]


def test_a_visible_test_is_shown_whole() -> None:
    """A test cell without a hidden region is left as it is."""
    assert hidden(code("assert True", **graded("q1-counts-test", 6))).source == "assert True"


def test_a_mark_scheme_is_hidden() -> None:
    """Of a task the question stays and the mark scheme goes."""
    assert (
        hidden(text(TASK, **graded("q3-weakest-step", 2, task=True))).source == "Write your answer in the cell above."
    )


@pytest.mark.parametrize("metadata", [{}, graded("q1-counts", solution=True)])
def test_a_students_own_cell_is_left_alone(metadata: dict[str, Any]) -> None:
    """A marker that a student typed neither hides anything nor stops the feedback."""
    source = "### BEGIN HIDDEN TESTS\nmine = 1"
    assert hidden(code(source, **metadata)).source == source
