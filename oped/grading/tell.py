"""The feedback page of one hand-in: what was answered, what became of each item, points, and a grader's comments.

The page is one file that loads nothing. What a student wrote is shown as text; HTML that the student's code put out is
sanitised; hidden tests and mark schemes stay out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import mistune
from markupsafe import Markup
from nbformat import NotebookNode
from nbgrader import utils

from oped.grading.assignment import BESIDE
from oped.grading.clean import MOST_OF_A_TEXT, capped, sanitised
from oped.grading.feedback import hide_keys
from oped.showing.templates import template
from oped.teaching.verdict import ItemVerdict

MOST_OF_AN_OUTPUT = 60_000

_TEMPLATE = Path(__file__).with_name("feedback.html")
_NOTHING = {"penalty": 0.0, "total": 0.0, "maximum": 0.0, "waiting": 0}


@dataclass(frozen=True)
class Mark:
    """The points of one graded cell.

    Attributes:
        points: what counts now: a person's points where there are some, else the code's; None before a person read it.
        maximum: the most that the cell gives.
        comment: what the grader wrote, as plain text.
        items: one dict an item of a judged answer, with the fields of `ItemVerdict`.
    """

    points: float | None
    maximum: float
    comment: str = ""
    items: Sequence[Mapping[str, Any]] = ()

    def verdicts(self) -> list[ItemVerdict]:
        """The items as verdicts."""
        return [ItemVerdict(**{**item, "accepted": tuple(item["accepted"])}) for item in self.items]


@dataclass(frozen=True)
class _Part:
    """One piece of the page: `kind` is text, answer, comment, output, test or task.

    `beside` says that a test ran beside the student's code.
    """

    kind: str
    html: Markup = field(default_factory=Markup)
    text: str = ""
    mark: Mark | None = None
    beside: bool = False


def feedback_page(
    notebook: NotebookNode,
    marks: Mapping[str, Mark],
    notes: Sequence[str] = (),
    *,
    comments: Mapping[str, str] | None = None,
    penalty: float = 0.0,
) -> str:
    """Make the page.

    Args:
        notebook: the graded notebook, with the outputs of its cells.
        marks: the points by grade id.
        notes: what was mended when the hand-in was taken in, one plain sentence each.
        comments: what the grader wrote on answers that code scores, by grade id.
        penalty: the points taken off for handing in late.
    """
    parts = [part for cell in notebook.cells for part in _parts(cell, marks, comments or {})]
    title = next((part.text for part in parts if part.kind == "text" and part.text), "Feedback")
    given = [mark.points for mark in marks.values() if mark.points is not None]
    page: str = template(_TEMPLATE).render(
        title=title,
        parts=parts,
        notes=notes,
        refused="",
        penalty=penalty,
        total=max(0.0, sum(given) - penalty),
        maximum=sum(mark.maximum for mark in marks.values()),
        waiting=sum(mark.points is None for mark in marks.values()),
    )
    return page


def refusal_page(assignment: str, reason: str) -> str:
    """Make the page for a hand-in that could not be taken in: why, in one sentence that says what to do."""
    page: str = template(_TEMPLATE).render(
        title=assignment, parts=[_Part("text", _markdown(f"# {assignment}"))], notes=(), refused=reason, **_NOTHING
    )
    return page


def _parts(cell: NotebookNode, marks: Mapping[str, Mark], comments: Mapping[str, str]) -> list[_Part]:
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    shown = hide_keys(cell)
    if utils.is_task(cell):
        return [_Part("text", _markdown(shown.source)), _Part("task", mark=marks.get(grade_id))]
    if utils.is_grade(cell) and not utils.is_solution(cell):
        mark = marks.get(grade_id)
        told = "" if mark and mark.items else _printed(shown)
        return [_Part("test", text=told, mark=mark, beside=BESIDE in cell.metadata.get("tags", ()))]
    if utils.is_solution(cell):
        answer = _Part("answer", text=capped(cell.source, MOST_OF_A_TEXT))
        if grade_id in marks:
            return [answer, *_outputs(cell), _Part("task", mark=marks[grade_id])]
        said = comments.get(grade_id)
        return [answer, *_outputs(cell), *([_Part("comment", text=said)] if said else [])]
    if cell.cell_type == "markdown":
        heading = cell.source.split("\n", 1)[0]
        return [_Part("text", _markdown(cell.source), text=heading[2:].strip() if heading.startswith("# ") else "")]
    return _outputs(cell)


def _outputs(cell: NotebookNode) -> list[_Part]:
    """What a cell put out: HTML sanitised, or else as plain text."""
    parts = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        html = data.get("text/html")
        if isinstance(html, str) and len(html) <= MOST_OF_AN_OUTPUT:
            parts.append(_Part("output", sanitised(html)))
        else:
            text = output.get("text") or data.get("text/plain") or _error(output)
            parts += [_Part("output", text=capped(str(text), MOST_OF_A_TEXT))] if text else []
    return parts


def _printed(cell: NotebookNode) -> str:
    """The text that a test cell printed; its last value is its points and stands elsewhere."""
    texts = [output.get("text") or _error(output) for output in cell.get("outputs", [])]
    return capped("\n".join(filter(None, texts)), MOST_OF_A_TEXT)


def _error(output: Mapping[str, Any]) -> str:
    return f"{output['ename']}: {output['evalue']}" if output.get("output_type") == "error" else ""


@lru_cache(maxsize=256)
def _markdown(source: str) -> Markup:
    return sanitised(str(mistune.html(capped(source, MOST_OF_A_TEXT))))
