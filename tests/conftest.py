"""What several tests share: the course's exercises, graded once."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_socket import socket_allow_hosts
from xdist.scheduler import LoadFileScheduling

from oped.course.layout import Course
from tests.grading import Graded, grade_course, tools_on_path
from tests.mixed_answers import MIXED_ANSWERS
from tests.small_course import REPOSITORY

NEED_THE_GRADED_CLASS = {
    f"tests/{name}.py" for name in ("browser/test_formgrader", "test_grading_cycle", "test_record", "test_score")
}


@pytest.fixture(autouse=True)
def no_way_out() -> None:
    """No test reaches another machine: connections go to this one or fail."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    """A copy of the course in which three hand-ins for every exercise went through nbgrader's whole cycle."""
    root = tmp_path_factory.mktemp("graded")
    shutil.copytree(REPOSITORY / "solutions", root / "solutions", ignore=shutil.ignore_patterns(".*", "*.answers.json"))
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "exercises").mkdir()
    with tools_on_path():
        yield grade_course(Course(root), MIXED_ANSWERS)


class BySharedWork(LoadFileScheduling):  # type: ignore[misc]
    """Gives whole files to processes, and all files that need the graded class to one, so that it is graded once."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "the graded class" if file in NEED_THE_GRADED_CLASS else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BySharedWork:
    """Tell xdist how to share out the tests."""
    return BySharedWork(config, log)
