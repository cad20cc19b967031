"""What several tests share: the course's exercises, handed in and graded once by `oped grade`, once by nbgrader."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import socket_allow_hosts
from xdist.scheduler import LoadFileScheduling

from oped.course.build import load_config
from oped.course.layout import Course
from tests.grading import BLANK, PERFECT, Graded, grade_by_nbgrader, grade_course, hand_in_three, tools_on_path
from tests.made_class import ASSIGNMENTS, STUDENTS, hand_in_class
from tests.mixed_answers import MIXED_ANSWERS
from tests.small_course import REPOSITORY

NEED_A_GRADED_CLASS = {
    f"tests/{name}.py"
    for name in ("browser/test_formgrader", "test_grading_cycle", "test_record", "test_same_as_nbgrader", "test_score")
}


@pytest.fixture(autouse=True)
def no_way_out() -> None:
    """No test reaches another machine: connections go to this one or fail."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course with three hand-ins for every exercise, and a made class for three exercises."""
    root = tmp_path_factory.mktemp("handed-in") / "course"
    shutil.copytree(REPOSITORY / "solutions", root / "solutions", ignore=shutil.ignore_patterns(".*", "*.answers.json"))
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "exercises").mkdir()
    with tools_on_path():
        hand_in_three(Course(root), MIXED_ANSWERS)
    for name in ASSIGNMENTS:
        hand_in_class(Course(root), name, STUDENTS)
    return root


@pytest.fixture(scope="session")
def graded(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    """The course graded by `oped grade`."""
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(handed_in, root)
    with tools_on_path():
        yield grade_course(Course(root), MIXED_ANSWERS)


@pytest.fixture(scope="session")
def by_nbgrader(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Graded]:
    """The made classes and the mixed hand-in of every exercise, graded by nbgrader: two halves, side by side."""
    from nbgrader.apps.api import NbGraderAPI

    students = sorted(path.name for path in (handed_in / "gradebook" / "submitted").iterdir())
    chosen = [student for student in students if student not in (BLANK, PERFECT)]
    halves = chosen[: len(chosen) // 2 - 1], chosen[len(chosen) // 2 - 1 :]
    roots = []
    for number, others in enumerate(reversed(halves)):
        root = tmp_path_factory.mktemp(f"by-nbgrader-{number}") / "course"
        shutil.copytree(handed_in, root, ignore=shutil.ignore_patterns(BLANK, PERFECT, *others))
        roots.append(root)
    with tools_on_path(), ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(grade_by_nbgrader, roots, [MIXED_ANSWERS] * 2))
    return [Graded(course, NbGraderAPI(config=load_config(course))) for course in map(Course, roots)]


class BySharedWork(LoadFileScheduling):  # type: ignore[misc]
    """Gives whole files to processes, and all that need a graded class to one, so that it is graded once."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "a graded class" if file in NEED_A_GRADED_CLASS else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BySharedWork:
    """Tell xdist how to share out the tests."""
    return BySharedWork(config, log)
