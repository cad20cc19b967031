"""Grade a class: workers take in, run and score; this process alone writes folders and gradebook."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from oped.errors import OpedError
from oped.grading.assignment import Assignment, load_assignment
from oped.grading.late import FILE, LateTable, load_late
from oped.grading.messages import Note
from oped.grading.pages import write_feedback, zip_feedback
from oped.grading.places import Places, places_of, write_folder
from oped.grading.record import Entry, Recorder
from oped.grading.sandbox.limits import Limits
from oped.grading.share import Done, graded_here, graded_on
from oped.grading.take_in import HandIn, collect
from oped.grading.worker import Graded, Package, pack
from oped.library import data_root

if TYPE_CHECKING:
    from oped.course.layout import Course


@dataclass(frozen=True)
class Outcome:
    """What became of one hand-in.

    Attributes:
        student: the student's id.
        rejected: why it could not be taken in; "" where it was graded.
        points: by code; None where it was rejected.
        notes: what was mended, and what a person should look at.
        needs_person: whether a written answer waits to be read.
        new: whether this run graded it; else it had been graded before and has not changed.
    """

    student: str
    rejected: str = ""
    points: float | None = None
    notes: tuple[Note, ...] = ()
    needs_person: bool = False
    new: bool = True

    @property
    def suspicious(self) -> tuple[str, ...]:
        """The notes that a person should look at."""
        return tuple(note.message for note in self.notes if note.suspicious)


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        students: only these; all where it is empty.
        workers: hand-ins graded side by side on this machine; 0 for as many as it has cores.
        cluster: the address of a Dask scheduler to use instead.
        force: grade again what has not changed.
        trust: run students' code without walls.
        limits: what a hand-in may use.
    """

    students: Sequence[str] = ()
    workers: int = 0
    cluster: str = ""
    force: bool = False
    trust: bool = False
    limits: Limits = field(default_factory=Limits)


def grade_class(
    course: "Course", name: str, options: Options, tell: Callable[[int], None] | None = None
) -> Iterator[Outcome]:
    """Grade an assignment's hand-ins; one outcome a student, in the order in which they are done.

    Safe to be killed at any moment and to be run again: a hand-in is done when its folder, its row in the gradebook and
    its feedback page are there, for this very content.

    Args:
        course: the course.
        name: the assignment's name.
        options: how to grade.
        tell: is told once how many hand-ins there are.

    Raises:
        OpedError: nothing can be graded: the assignment, the gradebook, the sandbox or the cluster is not there.
    """
    assignment = load_assignment(course.root, name)
    places = places_of(course)
    late = load_late(places.submitted.parent / FILE)
    found = places.students(name)
    if missing := sorted(set(options.students) - set(found)):
        raise OpedError(f"{', '.join(missing)} did not hand in {name}: look into {places.submitted}.")
    chosen = [student for student in found if not options.students or student in options.students]
    if not chosen:
        raise OpedError(f"No hand-in of {name} was found: put them into {places.submitted}/STUDENT/{name}.")
    if tell:
        tell(len(chosen))
    places.autograded.mkdir(parents=True, exist_ok=True)
    with Recorder(places.db_url, places.course_id) as recorder:
        recorder.prepare(assignment, late.due(name))
        yield from _Class(assignment, places, late, recorder, options).outcomes(chosen)
        zip_feedback(places, assignment)


@dataclass(frozen=True)
class _Class:
    assignment: Assignment
    places: Places
    late: LateTable
    recorder: Recorder
    options: Options

    def outcomes(self, students: Sequence[str]) -> Iterator[Outcome]:
        """Those that are done already, then the others as workers finish them."""
        package = pack(self.assignment, data_root(), self.options.limits, trust=self.options.trust)
        waiting = []
        for student in students:
            report = None if self.options.force else self._done(package, student)
            if report is None:
                waiting.append(student)
            else:
                yield self._outcome(student, report, new=False)
        if waiting:
            hand_ins = (self._handed_in(student) for student in waiting)
            for hand_in, graded in self._graded(package, hand_ins, len(waiting)):
                yield self._keep(graded, _content(package, hand_in))

    def _handed_in(self, student: str) -> HandIn:
        folder = self.places.submitted / student / self.assignment.name
        return collect(folder, expected=self.assignment.file)

    def _graded(self, package: Package, hand_ins: Iterator[HandIn], number: int) -> Iterator[Done]:
        if self.options.cluster:
            return graded_on(self.options.cluster, package, hand_ins)
        return graded_here(package, hand_ins, min(self.options.workers or os.cpu_count() or 1, number))

    def _keep(self, graded: Graded, content: str) -> Outcome:
        """Write the folder, the gradebook's rows, and the feedback, in this order."""
        name, student = self.assignment.name, graded.student
        report = _report(graded)
        if graded.marks is not None:
            files = {self.assignment.file: graded.notebook.encode(), **graded.answer_files}
            write_folder(self.places.autograded / student / name, files)
        terms = self.late.terms(name, student, self.places.submitted / student / name)
        self.recorder.record(name, Entry(student, content, report, graded.marks), terms)
        write_feedback(self.places, self.recorder, self.assignment, student, report)
        return self._outcome(student, report, new=True)

    def _outcome(self, student: str, report: Mapping[str, Any], *, new: bool) -> Outcome:
        cells = self.recorder.standing(self.assignment.name, student).cells
        notes = tuple(Note(**note) for note in report["notes"])
        waiting = any(cell.points is None for cell in cells.values())
        return Outcome(student, report["rejected"], report["points"], notes, waiting, new)

    def _done(self, package: Package, student: str) -> dict[str, Any] | None:
        """The report of a hand-in that is done, for just this content; None if there is still something to do."""
        name = self.assignment.name
        content = _content(package, self._handed_in(student))
        if not self.recorder.done(name, student, content):
            return None
        report = self.recorder.report(name, student)
        graded = self.places.autograded / student / name / self.assignment.file
        page = self.places.feedback / student / name / f"{self.assignment.notebook}.html"
        return report if page.is_file() and (graded.is_file() or report["rejected"]) else None


def _report(graded: Graded) -> dict[str, Any]:
    """What the gradebook keeps of a hand-in beside nbgrader's rows."""
    code, reason = graded.rejected or ("", "")
    return {
        "rejected": reason,
        "code": code,
        "points": sum(filter(None, graded.marks.scores.values())) if graded.marks else None,
        "notes": [asdict(note) for note in graded.notes],
        "items": {test: list(items) for test, items in graded.items.items()},
        "cpu": round(graded.cpu, 3),
    }


def _content(package: Package, hand_in: HandIn) -> str:
    """A hash of all that decides what becomes of a hand-in."""
    own = json.dumps([[name, sha256(data).hexdigest()] for name, data in sorted(hand_in.files.items())])
    notes = json.dumps([asdict(note) for note in hand_in.notes])
    return sha256(f"{package.key}{own}{notes}".encode()).hexdigest()
