"""Settle what each answer says where it was copied, split, merged or taken out, and what else was changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count, takewhile

from oped.grading.assignment import Plan, ReleasedCell
from oped.grading.given import GivenCell
from oped.grading.likeness import adds_to, likeness, parses, plain, same_text, same_words, sets
from oped.grading.match import LIKE_A_PLACEHOLDER, Matching
from oped.grading.messages import Finding

TOGETHER = "This is answered together with {other}."

_MOST_PARTS = 6
_FLAGS = ("grade", "solution", "locked", "task")


@dataclass
class Settled:
    """What the answers say.

    Attributes:
        texts: by an answer's id its text; those that are missing have none.
        aside: by an answer's id further, different answers, which don't count and are kept to be read.
        joined: places of the student's own cells that are parts of an answer.
        findings: what was settled.
    """

    texts: dict[str, str] = field(default_factory=dict)
    aside: dict[str, list[GivenCell]] = field(default_factory=dict)
    joined: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def settle(plan: Plan, matching: Matching) -> Settled:
    """Settle the answers.

    Of copies of an answer the one counts that was answered, and of several different answers the first. Parts of an
    answer that stand side by side are joined. An answer without a cell may stand in the cell of another one.
    """
    settled = Settled()
    answers = plan.of_kind("answer")
    for released in answers:
        claimants = matching.claims.get(released.id, ())
        if len(claimants) == 1:
            settled.texts[released.id] = _with_rest(settled, released, claimants[0], matching.own)
        elif claimants:
            settled.texts[released.id] = _of_several(settled, released, claimants, matching)
    for released in answers:
        if released.id not in settled.texts:
            _find_together(settled, released, plan)
    return settled


def differences(plan: Plan, matching: Matching) -> list[Finding]:
    """What is not as it was released: labels, points, types, locked text, order. What an answer says is no matter."""
    found = []
    for released in plan.cells:
        if released.graded and released.id in matching.claims:
            for cell in matching.claims[released.id]:
                found += [Finding(code, released.id) for code in _changes(released, cell)]
        elif released.graded and released.kind != "answer":
            found.append(Finding("missing-restored", released.id))
    return found if matching.in_order(plan) else [*found, Finding("order-restored")]


def remark(released: ReleasedCell, sentence: str) -> str:
    """A sentence in place of an answer."""
    return f"# {sentence}" if released.cell_type == "code" else f"*{sentence}*"


def _with_rest(settled: Settled, released: ReleasedCell, cell: GivenCell, own: Sequence[GivenCell]) -> str:
    """An answer whose other part has lost its label: code that Python can read only with the cells beside it."""
    above, below = _beside(cell, own, -1)[::-1], _beside(cell, own, 1)
    if released.cell_type != "code" or not (above or below) or parses(cell.source):
        return cell.source
    longer = [[cell, *below[:number]] for number in range(1, len(below) + 1)]
    longer += [[*above[-number:], cell] for number in range(1, len(above) + 1)]
    for parts in longer:
        text = "\n".join(part.source for part in parts)
        if parses(text):
            settled.joined |= {part.place for part in parts}
            settled.findings.append(Finding("split-joined", released.id))
            return text
    return cell.source


def _beside(cell: GivenCell, own: Sequence[GivenCell], step: int) -> list[GivenCell]:
    """The student's own cells next to a cell, nearest first, upwards (step -1) or downwards (1)."""
    near = {other.place: other for other in own if abs(other.place - cell.place) < _MOST_PARTS}
    places = takewhile(near.__contains__, count(cell.place + step, step))
    return [near[place] for place in places]


def _of_several(settled: Settled, released: ReleasedCell, claimants: Sequence[GivenCell], matching: Matching) -> str:
    if _are_parts(released, claimants, matching):
        settled.findings.append(Finding("split-joined", released.id))
        between = "\n" if released.cell_type == "code" else "\n\n"
        return between.join(cell.source for cell in claimants if cell.source.strip())
    given = [cell for cell in claimants if adds_to(cell.source, released.source)] or claimants[:1]
    distinct = {plain(cell.source): cell for cell in reversed(given)}
    first, *others = sorted(distinct.values(), key=lambda cell: cell.place)
    if others:
        settled.aside[released.id] = others
        settled.findings.append(Finding("two-answers", released.id))
    if len(claimants) > len(distinct):
        settled.findings.append(Finding("copy-dropped", released.id))
    return first.source


def _are_parts(released: ReleasedCell, claimants: Sequence[GivenCell], matching: Matching) -> bool:
    """Whether these are the parts of one answer rather than copies: side by side, and no two of them complete."""
    inside = range(claimants[0].place, claimants[-1].place)
    others = (cell.place for key, cells in matching.claims.items() if key != released.id for cell in cells)
    if len(claimants) > _MOST_PARTS or any(place in inside for place in others):
        return False
    if released.names:
        return sum(sets(cell.source, released.names) for cell in claimants) <= 1
    texts = [cell.source for cell in claimants]
    pairs = [(one, other) for place, one in enumerate(texts) for other in [*texts[place + 1 :], released.source]]
    return all(likeness(one, other) < LIKE_A_PLACEHOLDER for one, other in pairs)


def _find_together(settled: Settled, released: ReleasedCell, plan: Plan) -> None:
    """An answer without a cell may stand in the cell of another one.

    That cell stays in its place. Where the answer is asked for before, the cell is run there too, so that the test that
    follows finds what it can.
    """
    for other in plan.of_kind("answer"):
        text = settled.texts.get(other.id, "")
        if released.names and sets(text, released.names):
            before = plan.cells.index(released) < plan.cells.index(other)
            settled.texts[released.id] = text if before else remark(released, TOGETHER.format(other=other.id))
            settled.findings.append(Finding("answers-together", released.id))
            return
    settled.findings.append(Finding("answer-missing", released.id))


def _changes(released: ReleasedCell, cell: GivenCell) -> list[str]:
    labels, kept = cell.labels or {}, released.content["metadata"]["nbgrader"]
    found = []
    if cell.grade_id != released.id:
        found.append("labels-mended")
    if any(flag in labels and bool(labels[flag]) != bool(kept.get(flag)) for flag in _FLAGS):
        found.append("labels-changed")
    if None not in (labels.get("points"), kept.get("points")) and labels["points"] != kept["points"]:
        found.append("points-changed")
    if labels.get("schema_version", kept.get("schema_version")) != kept.get("schema_version"):
        found.append("foreign-schema")
    if cell.cell_type != released.cell_type:
        found.append("retyped")
    if released.kind != "answer" and not same_text(cell.source, released.source):
        tampered = released.kind == "test" and not same_words(cell.source, released.source)
        found.append("test-restored" if tampered else "locked-restored")
    return found
