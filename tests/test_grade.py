"""A class graded as a whole: folders, gradebook, feedback; again, killed, on a cluster."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from oped.course.build import build
from oped.course.layout import Course
from oped.errors import OpedError
from oped.grading.grade import Options, Outcome, grade_class
from tests.gradebook_rows import gradebook_rows
from tests.grading import hand_in, solved, tools_on_path
from tests.small_course import NAME, REPOSITORY, SLUG, write_course

pytestmark = [
    pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed"),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]

PART = {"q1-counts": 'q1_counts = {"a": 4, "b": 9, "c": 6}'}
KILLS = int(os.environ.get("OPED_KILLS", "3"))
MORE = 26
POINTS = {"ada": 6.0, "ben": 4.0, "cleo": 0.0}


def class_of(root: Path) -> Course:
    """A course with three hand-ins that can be graded and one that can't."""
    course = write_course(root)
    with tools_on_path():
        build(course)
    hand_in(course, NAME, "ada", solved(course, NAME))
    hand_in(course, NAME, "ben", solved(course, NAME) | PART)
    hand_in(course, NAME, "cleo", {})
    hand_in(course, NAME, "dora", {})
    (course.root / "gradebook/submitted/dora" / NAME / f"{SLUG}.ipynb").write_bytes(b"")
    return course


def graded(course: Course, **options: Any) -> dict[str, Outcome]:
    """Grade it, on one worker; the outcomes by student."""
    found = grade_class(course, NAME, Options(workers=1, **options))
    return {outcome.student: outcome for outcome in found}


def scores(course: Course) -> dict[str, float]:
    """The sums in nbgrader's gradebook, by student."""
    from nbgrader.api import Gradebook

    with closing(Gradebook(f"sqlite:///{course.root}/gradebook/gradebook.db", "oped")) as gradebook:
        return {row.student.id: row.score for row in gradebook.assignment_submissions(NAME)}


def read_by_a_person(course: Course, student: str) -> None:
    """Give points and a comment, as in formgrader."""
    from nbgrader.api import Gradebook

    with closing(Gradebook(f"sqlite:///{course.root}/gradebook/gradebook.db", "oped")) as gradebook:
        for grade_id, points in (("q2-fair-summary", 1.5), ("q3-weakest-step", 2.0)):
            grade = gradebook.find_grade(grade_id, SLUG, NAME, student)
            grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment("q2-fair-summary", SLUG, NAME, student).manual_comment = "Well said."
        gradebook.db.commit()


def page(course: Course, student: str) -> str:
    """What a student reads on the feedback page."""
    path = course.root / "gradebook/feedback" / student / NAME / f"{SLUG}.html"
    return " ".join(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text(" ").split())


def command(course: Course, *arguments: str) -> "subprocess.Popen[str]":
    """Start an `oped` command in the course's folder, as an instructor does."""
    return subprocess.Popen(
        [sys.executable, "-m", "oped", *arguments],
        cwd=course.root,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, dict[str, Outcome]]:
    """The class, graded once."""
    course = class_of(tmp_path_factory.mktemp("class") / "course")
    return course, graded(course)


@pytest.fixture
def course(first: tuple[Course, Any], tmp_path: Path) -> Course:
    """A copy of the graded class, to be changed."""
    shutil.copytree(first[0].root, tmp_path / "course")
    config = tmp_path / "course" / "nbgrader_config.py"
    assert config.is_file()
    return Course((tmp_path / "course").resolve())


def test_each_hand_in_gets_its_points_and_a_broken_one_harms_nobody(first: tuple[Course, dict[str, Outcome]]) -> None:
    """Three are graded and wait for a person; one is turned away with a sentence that says what to do."""
    course, outcomes = first
    assert {student: outcome.points for student, outcome in outcomes.items()} == POINTS | {"dora": None}
    assert scores(course) == POINTS
    assert outcomes["dora"].rejected == f"{SLUG}.ipynb is empty; save your notebook in JupyterLab and hand in " + (
        f"{SLUG}.ipynb again."
    )
    assert [student for student, outcome in outcomes.items() if outcome.needs_person] == ["ada", "ben", "cleo"]


def test_the_graded_notebook_lies_where_formgrader_looks(first: tuple[Course, Any]) -> None:
    """With the hidden tests, the mark schemes and what the tests found."""
    notebook = json.loads((first[0].root / "gradebook/autograded/ben" / NAME / f"{SLUG}.ipynb").read_text())
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]}
    assert "BEGIN HIDDEN TESTS" in "".join(cells["q1-counts-test"]["source"])
    assert "BEGIN MARK SCHEME" in "".join(cells["q3-weakest-step"]["source"])
    assert cells["q1-counts-test"]["outputs"][0]["data"]["text/plain"] == ["4.0"]
    assert not (first[0].root / "gradebook/autograded/dora").exists()


def test_every_student_gets_a_page_and_all_pages_lie_in_one_zip(first: tuple[Course, Any]) -> None:
    """The page of the one who was turned away says why."""
    course, _ = first
    assert "4 of 6 points" in page(course, "ben")
    assert "is empty; save your notebook" in page(course, "dora")
    with zipfile.ZipFile(course.root / "gradebook/feedback" / f"{NAME}.zip") as archive:
        assert archive.namelist() == [f"{student}.html" for student in ("ada", "ben", "cleo", "dora")]


def test_a_second_run_grades_only_what_has_changed(course: Course) -> None:
    """Done hand-ins are known by their content."""
    hand_in_again = course.root / "gradebook/submitted/cleo" / NAME
    shutil.rmtree(hand_in_again)
    hand_in(course, NAME, "cleo", solved(course, NAME))
    outcomes = graded(course)
    assert [student for student, outcome in outcomes.items() if outcome.new] == ["cleo"]
    assert scores(course) == POINTS | {"cleo": 6.0}


@pytest.mark.parametrize("lost", ["autograded/ada", "feedback/ada"])
def test_what_is_missing_is_made_again(course: Course, lost: str) -> None:
    """A hand-in whose folder or page is gone is not done."""
    shutil.rmtree(course.root / "gradebook" / lost)
    assert [student for student, outcome in graded(course).items() if outcome.new] == ["ada"]
    assert (course.root / "gradebook" / lost / NAME).is_dir()


def test_a_regrade_leaves_what_a_person_gave(course: Course) -> None:
    """Points and comments of a person stay, and `oped feedback` shows them."""
    read_by_a_person(course, "ada")
    assert all(outcome.new for outcome in graded(course, force=True).values())
    assert scores(course)["ada"] == 9.5
    run = command(course, "feedback", NAME)
    told = run.communicate(timeout=120)
    assert run.returncode == 0, told
    assert "9.5 of 10 points" in page(course, "ada")
    assert "Well said." in page(course, "ada")


def test_one_student_alone_can_be_graded(course: Course) -> None:
    """The others are not looked at; a name that did not hand in is told."""
    assert list(graded(course, students=("ben",), force=True)) == ["ben"]
    with pytest.raises(OpedError, match=f"zoe did not hand in {NAME}"):
        graded(course, students=("zoe",))


def test_the_command_prints_a_table_or_json(course: Course) -> None:
    """How many were graded and rejected, and why."""
    table = command(course, "grade", NAME, "--workers", "1")
    shown, _ = table.communicate(timeout=120)
    assert table.returncode == 0
    assert "3, 3 of them before and unchanged" in shown
    assert "is empty; save your notebook" in shown
    plain = command(course, "grade", NAME, "--json")
    students = json.loads(plain.communicate(timeout=120)[0])["students"]
    assert {row["student"]: row["points"] for row in students} == POINTS | {"dora": None}


def test_killed_in_mid_class_and_run_again_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    """All processes of a run are killed at random moments, then a last run finishes the class."""
    course = class_of(tmp_path / "course")
    for number in range(MORE):
        hand_in(course, NAME, f"s{number:02}", solved(course, NAME))
    graded(course, students=("ada",))
    read_by_a_person(course, "ada")
    for _ in range(KILLS):
        run = command(course, "grade", NAME, "--workers", "1", "--force")
        time.sleep(random.uniform(2, 8))
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
    outcomes = graded(course)
    assert len(outcomes) == 4 + MORE
    rows = gradebook_rows(f"sqlite:///{course.root}/gradebook/gradebook.db")
    assert len(rows["submitted_assignment"]) == 3 + MORE
    assert len(rows["grade"]) == 3 * (3 + MORE)
    expected = POINTS | {"ada": 9.5} | {f"s{number:02}": 6.0 for number in range(MORE)}
    assert scores(course) == expected
    leftovers = [path for path in (course.root / "gradebook").rglob(".*") if path.is_dir()]
    assert leftovers == []


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A scheduler with two workers, as it might stand on other machines."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as found:
        yield found


def test_a_worker_killed_in_mid_class_costs_no_hand_in(tmp_path: Path, cluster: Any) -> None:
    """On an existing cluster the students of a dead worker are graded by the other one."""
    course = class_of(tmp_path / "course")
    for number in range(8):
        hand_in(course, NAME, f"s{number:02}", solved(course, NAME))
    killed = False
    found = {}
    for outcome in grade_class(course, NAME, Options(cluster=cluster.scheduler_address)):
        found[outcome.student] = outcome.points
        if not killed:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
            killed = True
    assert found == POINTS | {"dora": None} | {f"s{number:02}": 6.0 for number in range(8)}


def test_scores_are_exported_and_a_debrief_without_items_is_refused(course: Course) -> None:
    """`oped export` prints what was graded; `oped insight` says what a test cell must do to be told of."""
    export = command(course, "export", NAME, "--to", "csv")
    rows = export.communicate(timeout=120)[0].splitlines()
    assert [row.split(",")[:3] for row in rows[1:]] == [[name, NAME, f"{POINTS[name]:g}"] for name in POINTS]
    insight = command(course, "insight", NAME)
    assert f"No test cell of {NAME} told its items" in insight.communicate(timeout=120)[1]
    assert insight.returncode == 2
