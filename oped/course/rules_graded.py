"""Rules for an exercise: its header, its graded cells and their points, and what the student's copy holds."""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from oped.course.rules_code import docstring
from oped.course.rules_text import Cells, Finding

GRADE_ID = re.compile(r"q\d+-[a-z]+(-[a-z]+)*")
SPLITS = ((6.0, 4.0), (4.0, 6.0))
"""Points by code and by a person; the second is for an exercise that is mostly written."""
HAND_IN_RULE = "copy, split or delete"
HIDDEN = re.compile(r"(BEGIN|END) (HIDDEN TESTS|SOLUTION|MARK SCHEME)")


def role(cell: NotebookNode) -> str:
    """What a cell is for nbgrader: "test", "written" (an answer read by a person), "answer", "task" or "" for none."""
    found = cell.metadata.get("nbgrader", {})
    if found.get("task"):
        return "task"
    if found.get("grade"):
        return "written" if found.get("solution") else "test"
    return "answer" if found.get("solution") else ""


def split(cells: list[NotebookNode]) -> tuple[float, float]:
    """The points that an exercise gives by code, and by a person."""
    worth = [(role(cell), float(cell.metadata["nbgrader"].get("points", 0))) for cell in cells if role(cell)]
    by_code = sum(points for kind, points in worth if kind == "test")
    return by_code, sum(points for kind, points in worth if kind in ("written", "task"))


def header(cells: Cells, points: tuple[float, float]) -> Iterator[Finding]:
    """Before the first section: how long it takes, how the points are given, how to hand in.

    Args:
        cells: the text of the exercise.
        points: what its cells give by code, and by a person.
    """
    told = f"{points[0]:g} points checked by code, {points[1]:g} read by a person"
    text = ""
    for prose in cells.values():
        if any(block.level == 2 for block in prose.blocks):
            break
        text += " ".join(block.text for block in prose.blocks) + " "
    for pattern, advice in (
        (r"\d+ minutes", "say at the top how many minutes it takes"),
        (re.escape(told), f"say at the top: '{told}'"),
        (r"[Hh]and (it )?in", "say at the top how to hand in"),
        (re.escape(HAND_IN_RULE), f"say at the top not to {HAND_IN_RULE} a graded cell"),
    ):
        if not re.search(pattern, text):
            yield 0, advice


def graded_cells(cells: list[NotebookNode]) -> Iterator[Finding]:
    """Grade ids, points and docstrings of a solution."""
    seen: set[str] = set()
    for position, cell in enumerate(cells):
        kind = role(cell)
        if not kind:
            continue
        found = cell.metadata["nbgrader"]
        grade_id = found.get("grade_id", "")
        if not GRADE_ID.fullmatch(grade_id):
            yield position, f"name the cell like q2-claim-level, not '{grade_id}'"
        if grade_id in seen:
            yield position, f"give the cell a grade id of its own; {grade_id} is taken"
        seen.add(grade_id)
        if kind == "answer":
            continue
        worth = float(found.get("points", 0))
        if worth <= 0 or worth * 2 != int(worth * 2):
            yield position, f"give whole or half points, not {worth:g}"
        if kind == "test" and not docstring(cell.source):
            yield position, "open the test cell with a docstring that says what it checks"
    by_code, by_person = split(cells)
    if (by_code, by_person) not in SPLITS:
        allowed = ", or ".join(f"{code:g} points by code and {person:g} by a person" for code, person in SPLITS)
        yield None, f"give {allowed}, not {by_code:g} and {by_person:g}"


def release_findings(
    cells: list[NotebookNode], solution: list[NotebookNode], stubs: tuple[str, str]
) -> Iterator[Finding]:
    """What the student's copy must hold: a placeholder for every answer, no marker, docstrings on test cells.

    Args:
        cells: of the student's copy.
        solution: the cells that it was made from.
        stubs: the placeholders for code and for text.
    """
    answers = {cell.id: cell.source for cell in solution}
    for position, cell in enumerate(cells):
        kind = role(cell)
        stub = stubs[cell.cell_type == "markdown"]
        if kind in ("answer", "written") and (stub not in cell.source or cell.source == answers.get(cell.id)):
            yield position, f"the student's copy of this answer lacks the placeholder '{stub}'; rebuild it"
        if kind == "test" and not docstring(cell.source):
            yield position, "move the docstring of the test cell above its hidden tests"
        if HIDDEN.search(cell.source):
            yield position, "take out the marker of a hidden region; rebuild the exercise"
        if cell.get("outputs"):
            yield position, "take out the stored output; rebuild the exercise"
