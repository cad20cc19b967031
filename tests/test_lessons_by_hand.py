"""What a student types into a lesson is judged: against a key that is there, and right answers are told to be right."""

import ast
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import oped
from oped import Quiz
from oped.course.notebooks import read_notebook
from oped.teaching.verdict import Verdict
from tests.small_course import REPOSITORY

LESSONS = {
    path.relative_to(REPOSITORY / "lessons").with_suffix("").as_posix(): path
    for path in sorted((REPOSITORY / "lessons").rglob("*.ipynb"))
}
ANSWERS = tomllib.loads((REPOSITORY / "tests" / "by_hand.toml").read_text(encoding="utf-8"))


class Filled(ast.NodeTransformer):
    """Puts answers where a student would: in place of what a cell assigns to a name."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        """Take the answers by the variable's name."""
        self.answers = answers

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        """Exchange the value if there is an answer of that name."""
        name = node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""
        if name in self.answers:
            node.value = ast.parse(repr(self.answers[name]), mode="eval").body
        return node


@dataclass
class Judged:
    """What a run of a lesson judged: what was given and the key to it, the verdicts, and the names at the end."""

    calls: list[tuple[object, Mapping[str, object]]] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)


def run(path: Path, answers: Mapping[str, Any], patch: pytest.MonkeyPatch, folder: Path) -> Judged:
    """Run a lesson's cells from the top in an empty folder."""
    judged = Judged()

    def recorded(function: str) -> None:
        original = getattr(oped, function)

        def judge(given: object, key: Mapping[str, object], *rest: object) -> Verdict:
            verdict: Verdict = original(given, key, *rest)
            judged.calls.append((given, key))
            judged.verdicts.append(verdict)
            return verdict

        patch.setattr(oped, function, judge, raising=False)

    recorded("judge")
    recorded("judge_numbers")
    patch.setenv("OPED_HOME", str(folder))
    patch.chdir(folder)
    judged.names["display"] = lambda *shown: None
    with pd.option_context("display.max_colwidth", 50):
        for cell in read_notebook(path).cells:
            if cell.cell_type == "code":
                tree = ast.fix_missing_locations(Filled(answers).visit(ast.parse(cell.source)))
                exec(compile(tree, cell.id, "exec"), judged.names)
    return judged


@pytest.mark.parametrize("lesson", LESSONS)
def test_whatever_is_judged_has_a_key_to_all_that_is_asked(
    lesson: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An empty key says "Not attempted yet" to every answer, and one that lacks an id leaves that answer untold."""
    for given, key in run(LESSONS[lesson], {}, monkeypatch, tmp_path).calls:
        assert key
        assert isinstance(given, dict)
        assert given.keys().isdisjoint(key) or given.keys() == key.keys()


@pytest.mark.parametrize("lesson", ANSWERS)
def test_right_answers_are_told_to_be_right(lesson: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever works it out and types it in sees that it holds, in each judged cell and in the quiz."""
    judged = run(LESSONS[lesson], ANSWERS[lesson], monkeypatch, tmp_path)
    assert judged.verdicts
    for verdict in judged.verdicts:
        assert [item.id for item in verdict.items if item.outcome != "right"] == []
    quizzes = [value for value in judged.names.values() if isinstance(value, Quiz)]
    assert quizzes
    assert all(quiz.results["right"].fillna(False).all() for quiz in quizzes)
