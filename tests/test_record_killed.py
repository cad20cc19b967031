"""The gradebook after its writer was killed: each hand-in is whole or absent, and a person's marks are there."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from nbformat import NotebookNode

from oped.course.build import build
from oped.grading.assignment import Assignment, load_assignment
from oped.grading.record import Recorder
from tests.gradebook_rows import gradebook_rows
from tests.grading import tools_on_path
from tests.recording import COURSE, by_hand, entry, graded_notebook, grades
from tests.small_course import NAME, write_course

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    """The small course's exercise."""
    course = write_course(tmp_path / "course")
    with tools_on_path():
        build(course)
    return load_assignment(course.root, NAME)


def test_killed_at_any_moment_each_hand_in_is_whole_or_absent(assignment: Assignment, tmp_path: Path) -> None:
    """SIGKILL at fifty random moments, the same again each time: no row lost, doubled or half written."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    notebook = graded_notebook(assignment, "4.0")
    students = [f"s{number:02}" for number in range(30)]
    with Recorder(url, COURSE) as recorder:
        recorder.prepare(assignment)
        recorder.record(NAME, entry(notebook))
    by_hand(url)
    kept = grades(url)
    for turn in range(50):
        child = os.fork()
        if not child:
            _record_all(url, assignment, notebook, students, str(turn))
        time.sleep(random.uniform(0.02, 0.1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _assert_whole(url, students)
    child = os.fork()
    if not child:
        _record_all(url, assignment, notebook, students, "49")
    os.waitpid(child, 0)
    with Recorder(url, COURSE) as recorder:
        assert all(recorder.done(NAME, student, "49") for student in students)
    _assert_whole(url, students)
    assert grades(url) == kept


def _record_all(url: str, assignment: Assignment, notebook: NotebookNode, students: list[str], content: str) -> None:
    try:
        with Recorder(url, COURSE) as recorder:
            recorder.prepare(assignment)
            for student in students:
                if not recorder.done(NAME, student, content):
                    recorder.record(NAME, entry(notebook, student, content))
    finally:
        os._exit(0)


def _assert_whole(url: str, students: list[str]) -> None:
    with Recorder(url, COURSE) as recorder:
        done = recorder.reports(NAME).keys() - {"ada"}
    rows = gradebook_rows(url)
    assert len(rows["submitted_assignment"]) == len(rows["submitted_notebook"]) == len(done) + 1
    assert len(rows["grade"]) == 3 * (len(done) + 1)
    assert len(rows["comment"]) == 3 * (len(done) + 1)
    assert done <= set(students)
    for student in done:
        assert grades(url, student)["q1-counts-test"][0] == 4.0
