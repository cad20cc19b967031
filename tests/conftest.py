"""What several tests share: the course's exercises, handed in and graded once by `oped grade`, once by nbgrader."""

import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import socket_allow_hosts
from xdist.scheduler import LoadFileScheduling

from oped.course.build import load_config
from oped.course.layout import Course
from tests.grading import BLANK, MIXED, PERFECT, Graded, grade_by_nbgrader, grade_course, hand_in_three, tools_on_path
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
def all_graded(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Graded]:
    """The course graded by `oped grade`, and in two halves by nbgrader, which takes longest: all three side by side."""
    from nbgrader.apps.api import NbGraderAPI

    students = sorted(path.name for path in (handed_in / "gradebook" / "submitted").iterdir())
    made = [student for student in students if student not in (BLANK, MIXED, PERFECT)]
    first, second = made[: len(made) // 2 - 2], made[len(made) // 2 - 2 :]
    left_out = [[], [BLANK, PERFECT, *second], [BLANK, PERFECT, MIXED, *first]]
    roots = [tmp_path_factory.mktemp("graded") / "course" for _ in left_out]
    for root, absent in zip(roots, left_out, strict=True):
        shutil.copytree(handed_in, root, ignore=shutil.ignore_patterns(*absent))
    with tools_on_path(), ProcessPoolExecutor(len(roots), get_context("spawn")) as pool:
        ways = (grade_course, grade_by_nbgrader, grade_by_nbgrader)
        running = [pool.submit(way, root, MIXED_ANSWERS) for way, root in zip(ways, roots, strict=True)]
        for one in running:
            one.result()
    return [Graded(course, NbGraderAPI(config=load_config(course))) for course in map(Course, roots)]


@pytest.fixture(scope="session")
def graded(all_graded: list[Graded]) -> Graded:
    """The course with a blank, a perfect and a mixed hand-in for every exercise and the made classes, by `oped grade`."""
    return all_graded[0]


@pytest.fixture(scope="session")
def by_nbgrader(all_graded: list[Graded]) -> list[Graded]:
    """The mixed hand-ins and some students of the made classes by nbgrader; the other students by nbgrader."""
    return all_graded[1:]
