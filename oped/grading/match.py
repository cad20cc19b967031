"""Find out which cell of a hand-in is which of the release: by grade id, by cell id, by what is in it, by place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from oped.grading.assignment import Plan, ReleasedCell
from oped.grading.given import GivenCell
from oped.grading.likeness import likeness, plain, same_text, same_words, sets
from oped.grading.messages import Finding

LIKE_A_LOCKED_CELL, LIKE_A_PLACEHOLDER = 0.8, 0.5
"""How much of their words two texts must share to count as versions of one cell."""

_MOST_COMPARED = 50


@dataclass(frozen=True)
class Matching:
    """Which given cells stand for which released cell.

    Attributes:
        claims: by a released cell's id the given cells that stand for it, in order; more than one only of an answer.
        own: the given cells that stand for none, in order.
        findings: copies and additions that were taken out of locked cells.
        certain: the ids of released cells that were found by more than their place.
    """

    claims: Mapping[str, Sequence[GivenCell]]
    own: Sequence[GivenCell]
    findings: tuple[Finding, ...]
    certain: frozenset[str]

    def places(self, plan: Plan) -> list[int]:
        """Where the graded cells that were found stand in the hand-in, in the order of the release."""
        return [self.claims[cell.id][0].place for cell in plan.cells if cell.graded and cell.id in self.claims]

    def in_order(self, plan: Plan) -> bool:
        """Whether the graded cells that were found follow each other as released."""
        places = self.places(plan)
        return places == sorted(places)


def match(plan: Plan, cells: Sequence[GivenCell]) -> Matching:
    """Match the cells of a hand-in to those of the release."""
    matcher = _Matcher(plan, cells)
    matcher.by_grade_id()
    matcher.by_cell_id()
    matcher.settle_locked()
    if matcher.missing():
        matcher.by_text()
        matcher.by_names()
    certain = matcher.certain()
    if matcher.missing():
        matcher.by_place()
    matcher.tell_forged()
    return Matching(matcher.claims, matcher.own, tuple(matcher.findings), certain)


class _Matcher:
    """The matching while it is made."""

    def __init__(self, plan: Plan, cells: Sequence[GivenCell]) -> None:
        self.plan = plan
        self.claims: dict[str, list[GivenCell]] = {}
        self.own = list(cells)
        self.findings: list[Finding] = []
        self.graded = {cell.id: cell for cell in plan.cells if cell.graded}

    def missing(self) -> list[ReleasedCell]:
        return [cell for cell in self.graded.values() if cell.id not in self.claims]

    def claim(self, released: ReleasedCell, given: Sequence[GivenCell]) -> None:
        if given:
            self.claims[released.id] = list(given)
            taken = {id(cell) for cell in given}
            self.own = [cell for cell in self.own if id(cell) not in taken]

    def by_grade_id(self) -> None:
        """An answer's grade id doesn't count on a cell that sets what another answer is asked for, and nobody sets.

        Nor does a grade id on a cell whose cell id is that of another graded cell, which nobody labels.
        """
        carrying: dict[str, list[GivenCell]] = {}
        labelled = {cell.grade_id for cell in self.own}
        for cell in self.own:
            if cell.grade_id in self.graded and not self._mislabelled(cell, labelled):
                carrying.setdefault(cell.grade_id, []).append(cell)
        answers = [cell for cell in self.plan.of_kind("answer") if cell.names]
        unset = [a for a in answers if not any(sets(cell.source, a.names) for cell in carrying.get(a.id, ()))]
        for name, cells in carrying.items():
            released = self.graded[name]
            if released in unset:
                cells = [cell for cell in cells if not any(sets(cell.source, other.names) for other in unset)]
            self.claim(released, cells)

    def by_cell_id(self) -> None:
        """For cells that lost what nbgrader keeps about them."""
        unmatched = {cell.id: cell for cell in self.plan.cells if cell.id not in self.claims}
        labelled = {cell.grade_id for cell in self.own} | self.claims.keys()
        for cell in self.own:
            if cell.id in unmatched and (cell.grade_id not in self.graded or self._mislabelled(cell, labelled)):
                self.claim(unmatched.pop(cell.id), [cell])

    def _mislabelled(self, cell: GivenCell, labelled: Collection[str]) -> bool:
        """Whether a cell's id says that it is a graded cell whose label no cell carries."""
        return cell.id in self.graded and cell.id not in labelled

    def settle_locked(self) -> None:
        """Keep one of each locked cell: an unaltered one, or the first; what was added to it is the student's own."""
        for released in self.graded.values():
            if released.kind == "answer" or released.id not in self.claims:
                continue
            same: list[GivenCell] = []
            altered: list[GivenCell] = []
            for cell in self.claims[released.id]:
                (same if same_text(cell.source, released.source) else altered).append(cell)
            kept = (same or altered)[0]
            self.findings += [Finding("copy-dropped", released.id)] * (len(same) > 1)
            self.own += [cell for cell in altered if cell is not kept]
            if added := _added(released, kept.source):
                self.own.append(replace(kept, source=added, id="", labels=None))
                self.findings.append(Finding("merged-parted", released.id))
            self.claims[released.id] = [kept]
        self.own.sort(key=lambda cell: cell.place)

    def by_text(self) -> None:
        by_text: dict[str, list[GivenCell]] = {}
        for cell in self.own:
            by_text.setdefault(plain(cell.source), []).append(cell)
        for released in self.plan.cells:
            if released.id not in self.claims and (cells := by_text.get(plain(released.source))):
                self.claim(released, [cells.pop(0)])

    def by_names(self) -> None:
        for released in self.missing():
            if released.names:
                self.claim(released, [cell for cell in self.own if sets(cell.source, released.names)][:1])

    def by_place(self) -> None:
        """Between the neighbours that were found, the cell that is most like the one that is missing."""
        for released in self.missing():
            between = self._between(released)[:_MOST_COMPARED]
            least = LIKE_A_PLACEHOLDER if released.kind == "answer" else LIKE_A_LOCKED_CELL
            if released.kind == "answer" and not released.names:
                between = [cell for cell in between if cell.cell_type == released.cell_type]
                least = 0.0
            scored = [(likeness(cell.source, released.source), cell) for cell in between]
            best = max(scored, default=None, key=lambda item: item[0])
            if best and best[0] >= least:
                self.claim(released, [best[1]])

    def tell_forged(self) -> None:
        """Further cells, which stand for nothing, under the grade id of a test."""
        tests = {name for name, cell in self.graded.items() if cell.kind == "test"}
        self.findings += [Finding("test-restored", cell.grade_id) for cell in self.own if cell.grade_id in tests]

    def certain(self) -> frozenset[str]:
        """An answer is certain by its label or variables, a locked cell only by its text, since labels repeat."""
        return frozenset(
            name
            for name, cells in self.claims.items()
            if (released := self.graded.get(name))
            and (released.kind == "answer" or same_text(cells[0].source, released.source))
        )

    def _between(self, released: ReleasedCell) -> list[GivenCell]:
        position = self.plan.cells.index(released)
        before, after = self._places(self.plan.cells[:position]), self._places(self.plan.cells[position + 1 :])
        low, high = before[-1] if before else -1, after[0] if after else float("inf")
        return [cell for cell in self.own if low < cell.place < high]

    def _places(self, cells: Iterable[ReleasedCell]) -> list[int]:
        return [self.claims[cell.id][0].place for cell in cells if cell.id in self.claims]


def _added(released: ReleasedCell, text: str) -> str:
    """What a student added to a locked cell; all of it where an answer may have been written over a task."""
    if same_words(text, released.source) or not released.source.strip():
        return ""
    if released.source in text or released.kind == "task":
        return text.replace(released.source, "", 1).strip("\n")
    return ""
