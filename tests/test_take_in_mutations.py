"""Whatever is done to a right hand-in, what comes out has the release's cells and the student's answers."""

import json
import time
from collections.abc import Callable

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oped.grading.assignment import plan
from oped.grading.take_in import Rejected, TakenIn
from tests.hand_ins import (
    NUMBERS,
    Cell,
    answers,
    assignment,
    code,
    copy_of,
    graded_ids,
    markdown,
    released_ids,
    right,
    sources,
    taken,
)

FREE = ("q1-work", "q2-work")
Change = Callable[[list[Cell], int], None]


def delete(cells: list[Cell], place: int) -> None:
    """Take a cell out."""
    del cells[place]


def duplicate(cells: list[Cell], place: int) -> None:
    """Put a copy of a cell at the end, as a paste does."""
    cells.append(copy_of(cells[place], id=f"copy-{len(cells)}"))


def move(cells: list[Cell], place: int) -> None:
    """Move a cell to the front."""
    cells.insert(0, cells.pop(place))


def strip(cells: list[Cell], place: int) -> None:
    """Take a cell's labels and its id."""
    cells[place] = copy_of(cells[place], metadata={}, id="")


def relabel(cells: list[Cell], place: int) -> None:
    """Give a cell a grade id that isn't known."""
    labels = cells[place]["metadata"].get("nbgrader", {})
    cells[place] = copy_of(cells[place], metadata={"nbgrader": labels | {"grade_id": "q9-x"}}, id="")


def retype(cells: list[Cell], place: int) -> None:
    """Turn code into text and text into code."""
    other = "markdown" if cells[place]["cell_type"] == "code" else "code"
    cells[place] = copy_of(cells[place], cell_type=other)


def inflate(cells: list[Cell], place: int) -> None:
    """Claim a hundred points."""
    labels = cells[place]["metadata"].get("nbgrader", {})
    cells[place] = copy_of(cells[place], metadata={"nbgrader": labels | {"points": 100, "grade": True}})


def write_over(cells: list[Cell], place: int) -> None:
    """Change a locked or free cell's text; an answer's own words are left."""
    if cells[place]["source"] not in answers(NUMBERS).values():
        cells[place] = copy_of(cells[place], source="2.0")


def add(cells: list[Cell], place: int) -> None:
    """Put cells of the student's own beside it."""
    cells[place:place] = [code("print(1)"), markdown("mine")]


CHANGES: list[Change] = [delete, duplicate, move, strip, relabel, retype, inflate, write_over, add]
CALM: list[Change] = [change for change in CHANGES if change is not delete]


def mutated(steps: list[tuple[Change, int]]) -> list[Cell]:
    """The cells of a right hand-in after some changes."""
    cells: list[Cell] = right()["cells"]
    for change, number in steps:
        if cells:
            change(cells, number % len(cells))
    return cells


def taken_or_none(given: list[Cell] | bytes) -> TakenIn | None:
    """What is taken in of a file or of a notebook of these cells; none if it is turned away."""
    try:
        return taken(given if isinstance(given, bytes) else right() | {"cells": given})
    except Rejected:
        return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 200)), max_size=40))
def test_the_graded_cells_are_those_of_the_release_and_no_answer_is_lost(steps: list[tuple[Change, int]]) -> None:
    """Each once, in order, with the release's labels and locked text; an answer that survived is in its cell."""
    cells = mutated(steps)
    result = taken_or_none(cells)
    survived = {name for name, source in answers(NUMBERS).items() if any(cell["source"] == source for cell in cells)}
    if result is None:
        assert len(survived) < len(answers(NUMBERS)) / 2
        return
    nbformat.validate(result.notebook)
    assert graded_ids(result) == released_ids()
    found = sources(result)
    for released in plan(assignment(NUMBERS)).cells:
        if released.graded:
            cell = next(cell for cell in result.notebook.cells if cell.id == released.id)
            assert (cell.cell_type, cell.metadata) == (released.cell_type, released.content["metadata"])
            assert released.kind == "answer" or cell.source == released.source
    assert {name: found[name] for name in survived} == {name: answers(NUMBERS)[name] for name in survived}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(CALM), st.integers(0, 200)), max_size=25))
def test_taking_in_what_was_taken_in_changes_nothing(steps: list[tuple[Change, int]]) -> None:
    """A mended hand-in is one as it should be: it comes through without a note."""
    once = taken_or_none(mutated(steps))
    assert once is not None
    twice = taken(nbformat.writes(once.notebook).encode())
    assert twice.notebook == once.notebook
    assert twice.notes == ()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 30_000), st.binary(max_size=8)), max_size=6), st.integers(0, 30_000))
def test_a_file_with_some_bytes_changed_is_taken_or_turned_away(cuts: list[tuple[int, bytes]], end: int) -> None:
    """Nothing else is raised, whatever the bytes."""
    content = bytearray(json.dumps(right()).encode())
    for place, put in cuts:
        content[place : place + len(put)] = put
    for changed in (content, content[:end]):
        result = taken_or_none(bytes(changed))
        assert result is None or graded_ids(result) == released_ids()


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PLACES = ("cell", "cell_type", "source", "metadata", "nbgrader", "grade_id", "points", "schema_version", "locked", "id")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.integers(0, 33), json_values), max_size=6))
def test_any_json_in_any_place_is_taken_or_turned_away(puts: list[tuple[str, int, object]]) -> None:
    """Types that nobody expects there do no harm."""
    cells = right()["cells"]
    for place, number, value in puts:
        cell = cells[number]
        if place == "cell":
            cells[number] = value
        elif isinstance(cell, dict) and place in ("cell_type", "source", "metadata", "id"):
            cell[place] = value
        elif isinstance(cell, dict) and isinstance(cell.get("metadata"), dict):
            labels = cell["metadata"].setdefault("nbgrader", {})
            if place == "nbgrader":
                cell["metadata"]["nbgrader"] = value
            elif isinstance(labels, dict):
                labels[place] = value
    result = taken_or_none(cells)
    assert result is None or graded_ids(result) == released_ids()


def _strip_all(cells: list[Cell]) -> list[Cell]:
    return [copy_of(cell, metadata={}, id="") for cell in cells]


def _floods() -> dict[str, list[Cell]]:
    cells: list[Cell] = right()["cells"]
    answer, test = (next(cell for cell in cells if cell["id"] == name) for name in ("q1-numbers", "q1-numbers-test"))
    without = [cell for cell in cells if cell["id"] not in answers(NUMBERS)]
    return {
        "copies of an answer": [*cells, *(copy_of(answer, source=f"q1_numbers = {n}") for n in range(1900))],
        "copies of a test": [*cells, *(copy_of(test, source=str(n)) for n in range(1900))],
        "unlabelled cells": [*_strip_all(without), *(code("q1_numbers == " * 500) for _ in range(1900))],
        "one unlabelled cell": [*_strip_all(without)[:12], code("a " * 7_000_000), *_strip_all(without)[12:]],
        "half an answer": [*cells[:10], copy_of(answer, source="q = ["), *(code("(" * 30_000) for _ in range(99))],
    }


@pytest.mark.parametrize("flood", _floods())
def test_a_hand_in_made_to_cost_time_costs_little(flood: str) -> None:
    """Thousands of copies or a cell of many megabytes are taken in or turned away within a few seconds."""
    cells = _floods()[flood]
    started = time.process_time()
    result = taken_or_none(cells)
    assert result is None or graded_ids(result) == released_ids()
    assert time.process_time() - started < 5
