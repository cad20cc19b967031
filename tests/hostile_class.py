"""A class in which every hostile hand-in sits among honest ones: handed in, graded in one run, and looked at."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time

import pytest

from oped.course.layout import Course
from oped.grading.grade import Options, grade_class
from oped.grading.places import places_of
from oped.grading.sandbox.limits import MEGABYTE, Limits
from oped.grading.take_in import Rejected, collect, take_in
from tests import hand_ins
from tests.grading import hand_in
from tests.hostile_cases import cases
from tests.hostile_results import Formgrader, Result, results_of
from tests.hostile_watch import Witnesses, adopting_orphans, children, hashes, left, listening
from tests.mixed_answers import MIXED_ANSWERS
from tests.small_course import REPOSITORY

LIMITS = Limits(
    cpu_cell=1.0,
    cpu_total=3.0,
    idle_cell=3.0,
    wall_total=200.0,
    memory=256 * MEGABYTE,
    disk=16 * MEGABYTE,
    file_size=8 * MEGABYTE,
    threads=32,
)
WORKERS = 2
CANARY = re.compile(r"canary-\w+")
LEFT_BEHIND = "left-behind"
HONEST = ("honest-blank", "honest-partly", "honest-right")

_NAME = hand_ins.NUMBERS


@dataclass(frozen=True)
class Class:
    """The class after grading.

    Attributes:
        course: the course, a copy of its own.
        results: by student.
        seconds: that the run took.
        taking_in: seconds of computing that it takes to take in a hand-in, by student.
        before, after: hashes of all of the course's files outside of the gradebook's folder, by path.
        left: command lines of processes that are still there.
        witnesses: the servers.
        home: the grader's home folder.
        formgrader: what shows the graded notebooks.
    """

    course: Course
    results: Mapping[str, Result]
    seconds: float
    taking_in: Mapping[str, float]
    before: Mapping[str, str]
    after: Mapping[str, str]
    left: list[str]
    witnesses: Witnesses
    home: Path
    formgrader: Formgrader


@contextmanager
def graded_class(root: Path) -> Iterator[Class]:
    """Hand in the corpus and three honest hand-ins, and grade them all in one run."""
    course, home = Course((root / "course").resolve()), (root / "home").resolve()
    _write_course(course, home)
    with ExitStack() as stack:
        witnesses = stack.enter_context(listening(root))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("HOME", str(home))
        patch.setenv("OPED_DATA", str(course.root / "datasets"))
        patch.setenv("OPED_SECRET", "canary-environment")
        _hand_in_all(course, home, witnesses)
        before, known = hashes(course.root), children()
        start = monotonic()
        with adopting_orphans():
            grade_folder(course, _NAME)
            still_there = left(known)
        seconds = monotonic() - start
        results, after = results_of(course), hashes(course.root)
        yield Class(
            course,
            results,
            seconds,
            _taking_in(course),
            before,
            after,
            still_there,
            witnesses,
            home,
            Formgrader(course),
        )


def grade_folder(course: Course, name: str) -> None:
    """Grade all hand-ins of an assignment."""
    for _ in grade_class(course, name, Options(workers=WORKERS, limits=LIMITS)):
        pass


def _write_course(course: Course, home: Path) -> None:
    """A copy of the course with canaries: in the keys, in the settings, in another hand-in, in the home folder."""
    for folder in ("exercises", "solutions"):
        shutil.copytree(REPOSITORY / folder / _NAME, course.root / folder / _NAME, ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(REPOSITORY / "datasets", course.root / "datasets")
    (course.root / "gradebook").mkdir()
    config = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    (course.root / "nbgrader_config.py").write_text(f"{config}\n# canary-settings\n", encoding="utf-8")
    solution = course.root / "solutions" / _NAME / hand_ins.assignment(_NAME).file
    marked = solution.read_text(encoding="utf-8").replace(
        "### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TESTS\\n# canary-keys"
    )
    solution.write_text(marked, encoding="utf-8")
    practice = course.root / "datasets" / "practice" / "fishing-talks-for.csv"
    practice.write_text(practice.read_text(encoding="utf-8").replace("which records show", "canary-practice"), "utf-8")
    home.mkdir()
    (home / "notes.txt").write_text("canary-home\n", encoding="utf-8")


def _hand_in_all(course: Course, home: Path, witnesses: Witnesses) -> None:
    right = dict(hand_ins.answers(_NAME))
    right["q4-rounds"] += "\n# canary-neighbour"
    mixed = MIXED_ANSWERS[_NAME].answers
    partly = dict(right)
    for name, value in mixed.items():
        cell = next(cell for cell, source in right.items() if source.startswith(f"{name} ="))
        partly[cell] += f"\n{name} = {value!r}"
    for student, answers in zip(HONEST, ({}, partly, right), strict=True):
        hand_in(course, _NAME, student, answers)
    places = {
        "COURSE": str(course.root),
        "HOME": str(home),
        "PORT": str(witnesses.port),
        "SOCKET": witnesses.path,
        "ABSTRACT": witnesses.abstract,
        "MARK": str(home / LEFT_BEHIND),
    }
    for case in cases():
        folder = places_of(course).submitted / case.student / _NAME
        folder.mkdir(parents=True)
        case.hand_in(folder, places)


def _taking_in(course: Course) -> dict[str, float]:
    found = {}
    for student in places_of(course).students(_NAME):
        start = process_time()
        with suppress(Rejected):
            take_in(hand_ins.assignment(_NAME), collect(places_of(course).submitted / student / _NAME))
        found[student] = process_time() - start
    return found
