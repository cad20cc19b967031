"""A complete course in miniature: one lesson, one solution, a README with its table; for tests of the tools."""

import shutil
from pathlib import Path
from typing import Any

import nbformat

from oped.course.layout import Course
from oped.course.notebooks import normalise, to_text

Cells = list[dict[str, Any]]

REPOSITORY = Path(__file__).resolve().parents[1]
NAME = "01-small-words"
SLUG = "small-words"

SENTENCE = "The mayor says that the bridge is old, and the town pays for a new one. "

LESSON = [
    "# 1. Small words\n\nA short word can hide a long quarrel.",
    "| | |\n|---|---|\n| Reading | 20 minutes |\n| Doing | 25 minutes |\n| Needs | nothing |\n"
    "| Text and rights | ours |\n| New words | cue |",
    "## By the end you can\n\n- find the verb\n- say who speaks\n- count the words",
    "> **Check yourself.** Who speaks?\n>\n> <details><summary>Answer</summary>\n>\n> The mayor.\n> </details>",
    *[f"## Part {part}\n\n{SENTENCE * 5}" for part in range(1, 6)],
    *[SENTENCE * 5] * 14,
    "## You can now\n\n- You can find the verb.\n- You can say who speaks.\n- You can count the words.",
]
LESSON_CODE = ["from string import capwords", 'print(capwords("small words"))']

HEADER = (
    "# Exercise: small words\n\n30 minutes. 6 points checked by code, 4 read by a person.\n\n"
    "To hand in, save this file and send it.\n\n> **Rule.** Don't copy, split or delete a graded cell."
)
QUESTION = "## Question {number}\n\nWrite the number of words into `q{number}_count`, for example 3."
ANSWER = (
    'q1_counts = {"a": 0, "b": 0, "c": 0}\n### BEGIN SOLUTION\nq1_counts = {"a": 4, "b": 5, "c": 6}\n### END SOLUTION'
)
TEST = (
    '"""Counts of words: 2 points an item."""\n### BEGIN HIDDEN TESTS\nkey_of_counts = {"a": 4, "b": 5, "c": 6}\n'
    "2.0 * sum(q1_counts[item] == count for item, count in key_of_counts.items())\n### END HIDDEN TESTS"
)
WORDS = "The mayor wants a bridge; the strongest reason is its age."
TASK = (
    "Write your answer in the cell above.\n=== BEGIN MARK SCHEME ===\n2: names the age of the bridge as the reason\n"
    "0: names nothing\n=== END MARK SCHEME ==="
)


def graded(grade_id: str, points: float | None = None, *, solution: bool = False, task: bool = False) -> dict[str, Any]:
    """The metadata of a graded cell; without points it is an answer that a test cell scores."""
    found: dict[str, Any] = {
        "grade_id": grade_id,
        "grade": points is not None and not task,
        "solution": solution,
        "task": task,
        "locked": not solution,
        "schema_version": 3,
    }
    return {"nbgrader": found | ({"points": points} if points is not None else {})}


def text(source: str, **metadata: Any) -> dict[str, Any]:
    """A Markdown cell."""
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


def code(source: str, shown: str = "", **metadata: Any) -> dict[str, Any]:
    """A code cell with what it printed."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": shown}] if shown else []
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": outputs, "execution_count": None}


def lesson_cells() -> Cells:
    """A lesson without a problem."""
    first, last = LESSON_CODE
    before, after = map(text, LESSON[:3]), map(text, LESSON[3:-1])
    return [*before, code(first), *after, code(last, "Small Words\n"), text(LESSON[-1])]


def solution_cells() -> Cells:
    """A solution without a problem: 6 points by code, 2 for a written answer, 2 for a task."""
    return [
        text(HEADER),
        text(QUESTION.format(number=1)),
        code(ANSWER, **graded("q1-counts", solution=True)),
        code(TEST, "6.0\n", **graded("q1-counts-test", 6)),
        text(QUESTION.format(number=2)),
        text(WORDS, **graded("q2-fair-summary", 2, solution=True)),
        text(TASK, **graded("q3-weakest-step", 2, task=True)),
    ]


def notebook(cells: Cells) -> str:
    """The file content of a notebook of these cells, in normal form."""
    raw = nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    return to_text(normalise(raw))


def write_course(root: Path, lesson: Cells | None = None, solution: Cells | None = None) -> Course:
    """Write the small course into a folder, without `exercises/`."""
    for folder in ("lessons", f"solutions/{NAME}", "exercises"):
        (root / folder).mkdir(parents=True)
    (root / "lessons" / f"{NAME}.ipynb").write_text(notebook(lesson or lesson_cells()), encoding="utf-8")
    path = root / "solutions" / NAME / f"{SLUG}.ipynb"
    path.write_text(notebook(solution or solution_cells()), encoding="utf-8")
    row = f"| 1 | [Small words](lessons/{NAME}.ipynb) | [exercise](exercises/{NAME}/{SLUG}.ipynb) |"
    (root / "README.md").write_text(f"# A course\n\n| | lesson | exercise |\n|---|---|---|\n{row}\n", encoding="utf-8")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    return Course(root.resolve())
