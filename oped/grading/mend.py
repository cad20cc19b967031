"""Rebuild a hand-in's notebook from the release: every released cell in its place, with the student's answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode

from oped.grading.assignment import Plan, ReleasedCell
from oped.grading.collect import Caps
from oped.grading.given import GivenCell
from oped.grading.likeness import adds_to
from oped.grading.match import Matching, match
from oped.grading.messages import Finding
from oped.grading.settle import Settled, differences, remark, settle

TOO_LONG = "The answer was longer than {most:,} characters and was left out."

_FRONT = -1


@dataclass(frozen=True)
class Mended:
    """A notebook put right.

    Attributes:
        notebook: of format 4.5, without outputs; every graded cell of the release once, in the release's order.
        findings: what was mended.
        answered: how many answers differ from the placeholder.
        belongs: whether this is a notebook of the assignment at all.
    """

    notebook: NotebookNode
    findings: tuple[Finding, ...]
    answered: int
    belongs: bool


def mend(plan: Plan, cells: Sequence[GivenCell], caps: Caps) -> Mended:
    """Rebuild a notebook from the release and the cells of a hand-in.

    The student's own cells are kept behind the released cell that they stood behind, but below the locked first cells.
    A second, different answer is kept as a raw cell, to be read.
    """
    matching = match(plan, cells)
    settled = settle(plan, matching)
    findings = [*matching.findings, *differences(plan, matching), *settled.findings]
    own = _own_cells(plan, matching, settled, caps, findings)
    built = list(own.get(_FRONT, ()))
    for place, released in enumerate(plan.cells):
        if released.graded:
            built.append(_released(released, settled, caps, findings))
            built += [_own(cell, "raw") for cell in settled.aside.get(released.id, ())[: caps.aside]]
        built += own.get(place, ())
    _number(built, {cell.content["id"] for cell in plan.cells})
    notebook: NotebookNode = nbformat.from_dict(
        {"cells": built, "metadata": plan.metadata, "nbformat": 4, "nbformat_minor": 5}
    )
    answers = plan.of_kind("answer")
    answered = sum(adds_to(settled.texts.get(cell.id, ""), cell.source) for cell in answers)
    return Mended(notebook, tuple(findings), answered, _belongs(plan, matching))


def _belongs(plan: Plan, matching: Matching) -> bool:
    """Whether a fifth of the graded cells or half of the answers are there."""
    answers = plan.of_kind("answer")
    found = sum(cell.id in matching.certain for cell in answers)
    return 5 * len(matching.certain) >= sum(cell.graded for cell in plan.cells) or 0 < len(answers) <= 2 * found


def _released(released: ReleasedCell, settled: Settled, caps: Caps, findings: list[Finding]) -> dict[str, Any]:
    text = settled.texts.get(released.id, released.source)
    if len(text) > caps.characters:
        findings.append(Finding("answer-too-long", released.id))
        text = remark(released, TOO_LONG.format(most=caps.characters))
    bare = {key: released.content[key] for key in ("cell_type", "id", "metadata")}
    return bare | {"source": text} | _to_run(released.cell_type)


def _own_cells(
    plan: Plan, matching: Matching, settled: Settled, caps: Caps, findings: list[Finding]
) -> dict[int, list[dict[str, Any]]]:
    """The free cells and the student's own, by the place in the release of the cell that they stand behind."""
    free = {matching.claims[cell.id][0].place: cell for cell in plan.of_kind("free") if cell.id in matching.claims}
    in_order = matching.in_order(plan)
    placed: dict[int, list[dict[str, Any]]] = {}
    kept = 0
    for cell, behind in _in_sequence(plan, matching):
        released = free.get(cell.place)
        kept += released is None
        if cell.place in settled.joined:
            continue
        if kept > caps.own_cells or len(cell.source) > caps.characters:
            findings.append(Finding("own-cells-dropped"))
            continue
        place = behind if released is None or in_order else plan.cells.index(released)
        if place < plan.prefix - 1:
            place = plan.prefix - 1
            findings += [Finding("own-cells-moved")] * (cell.cell_type == "code")
        made = _own(cell, cell.cell_type)
        if released is not None:
            made |= {key: released.content[key] for key in ("id", "metadata")}
        placed.setdefault(place, []).append(made)
    return placed


def _in_sequence(plan: Plan, matching: Matching) -> Iterator[tuple[GivenCell, int]]:
    """The free cells and the student's own as they stand, each with the place of the released cell before it."""
    standing = [(cell.place, _FRONT, cell) for cell in matching.own]
    for place, released in enumerate(plan.cells):
        at = place if released.graded else _FRONT
        standing += [(cell.place, at, cell) for cell in matching.claims.get(released.id, ())]
    behind = _FRONT
    # A cell with an addition taken out of it comes before the addition, which has the same place.
    for _, place, cell in sorted(standing, key=lambda item: (item[0], -item[1])):
        if place == _FRONT:
            yield cell, behind
        else:
            behind = place


def _own(cell: GivenCell, cell_type: str) -> dict[str, Any]:
    return {"cell_type": cell_type, "id": "", "metadata": {}, "source": cell.source} | _to_run(cell_type)


def _to_run(cell_type: str) -> dict[str, Any]:
    return {"execution_count": None, "outputs": []} if cell_type == "code" else {}


def _number(cells: list[dict[str, Any]], taken: set[str]) -> None:
    """Give the cells without an id one that no other has."""
    number = 0
    for cell in cells:
        while not cell["id"]:
            number += 1
            cell["id"] = f"own-{number}" if f"own-{number}" not in taken else ""
