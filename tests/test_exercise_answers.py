"""Every test cell of every exercise against hand-ins kept in tests/answers: right ones, wrong ones, uniform ones."""

import ast
import copy
import tomllib
from collections import Counter
from typing import Any

import nbformat
import pytest

from tests.small_course import REPOSITORY

ANSWERS = sorted((REPOSITORY / "tests" / "answers").glob("*.toml"))
SOLUTIONS = {path.parent.name: path for path in (REPOSITORY / "solutions").glob("*/*.ipynb")}
CASES = [(path.stem, case) for path in ANSWERS for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
MOST_FOR_ONE_LABEL = 0.4


def cells_of(assignment: str) -> list[Any]:
    """Give the cells of an exercise's solution."""
    return list(nbformat.read(SOLUTIONS[assignment], 4).cells)


def is_test(cell: Any) -> bool:
    """Say whether a cell is an automatic test."""
    mark = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "code" and mark.get("grade"))


def points(assignment: str, question: str, answers: dict[str, Any]) -> float:
    """Run one test cell against answers, in a name space that holds only the imports and those answers."""
    cells = {cell.id: cell for cell in cells_of(assignment)}
    names: dict[str, Any] = {}
    exec(cells["imports"].source, names)
    names.update(copy.deepcopy(answers))
    tree = ast.parse(cells[question].source)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)
    exec(compile(tree, question, "exec"), names)
    return float(eval(compile(ast.Expression(last.value), question, "eval"), names))


def most(assignment: str, question: str) -> float:
    """Give the points that a test cell can give."""
    return next(float(cell.metadata.nbgrader.points) for cell in cells_of(assignment) if cell.id == question)


@pytest.mark.parametrize(("assignment", "case"), CASES, ids=[f"{name}-{case['why'][:40]}" for name, case in CASES])
def test_a_hand_in_earns_what_it_deserves(assignment: str, case: dict[str, Any]) -> None:
    """A right hand-in earns all points, a wrong one exactly the points that its mistake leaves."""
    earned = points(assignment, case["question"], case["answers"])
    assert earned == pytest.approx(case["points"])
    assert (earned == most(assignment, case["question"])) == (case["kind"] == "right")


@pytest.mark.parametrize("assignment", SOLUTIONS)
def test_every_test_cell_has_hand_ins(assignment: str) -> None:
    """For each test cell there are three wrong hand-ins at least and two different right ones."""
    kinds = Counter((case["question"], case["kind"]) for name, case in CASES if name == assignment)
    for question in (cell.id for cell in cells_of(assignment) if is_test(cell)):
        assert kinds[question, "wrong"] >= 3
        assert kinds[question, "right"] >= 2


@pytest.mark.parametrize("assignment", SOLUTIONS)
def test_one_answer_given_to_every_item_earns_little(assignment: str) -> None:
    """All FACT, all NONE and the like earn at most 40 per cent of a question."""
    right = [case for name, case in CASES if name == assignment and case["kind"] == "right"]
    for case in right:
        for name, answer in case["answers"].items():
            if not isinstance(answer, dict) or not all(isinstance(value, str) for value in answer.values()):
                continue
            for label in set(answer.values()):
                uniform = {**case["answers"], name: dict.fromkeys(answer, label)}
                earned = points(assignment, case["question"], uniform)
                assert earned <= MOST_FOR_ONE_LABEL * most(assignment, case["question"]) + 1e-9
