"""What keeps a course true to itself: drift, leaks and joins, and the commands that tell them."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from oped.cli import cli
from oped.course.build import build
from oped.course.bundle import FILES
from oped.course.check import drift, joins, problems
from oped.course.layout import Course
from oped.course.leaks import SHORTEST_IN_EXERCISE, bundle_problems, leak_problems, secrets
from oped.course.notebooks import read_notebook, to_text
from tests.small_course import NAME, SLUG, write_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A built course with all the files that go into the student bundle."""
    made = write_course(tmp_path / "course")
    for name in set(FILES) - {"README.md"}:
        (made.root / name).touch()
    build(made)
    return made


def change_exercise(course: Course, position: int, source: str) -> None:
    """Put another source into a cell of the exercise."""
    (path,) = course.exercises()
    notebook = read_notebook(path)
    notebook.cells[position].source = source
    path.write_text(to_text(notebook), encoding="utf-8")


def test_a_sound_course_has_no_problem(course: Course) -> None:
    """A course fresh from the build needs no mending."""
    assert problems(course) == []


def test_an_edited_exercise_has_drifted(course: Course) -> None:
    """Exercises are edited in their solutions only."""
    change_exercise(course, 1, "## Another question")
    assert [str(problem) for problem in drift(course)] == [
        f"exercises/{NAME}/{SLUG}.ipynb: run 'oped course build': it differs from what its solution makes"
    ]


def test_a_missing_exercise_has_drifted(course: Course) -> None:
    """An exercise that was not built is told."""
    shutil.rmtree(course.root / "exercises" / NAME)
    assert [problem.file for problem in drift(course)] == [f"exercises/{NAME}/{SLUG}.ipynb"]


def test_the_lines_that_students_must_not_see_are_known(course: Course) -> None:
    """Hidden tests, answers and mark schemes are secret; what also stands in the open is not."""
    found = secrets(read_notebook(course.solutions()[0]).cells, SHORTEST_IN_EXERCISE)
    assert found == {
        'q1_counts = {"a": 4, "b": 5, "c": 6}',
        'key_of_counts = {"a": 4, "b": 5, "c": 6}',
        "2.0 * sum(q1_counts[item] == count for item, count in key_of_counts.items())",
        "The mayor wants a bridge; the strongest reason is its age.",
        "2: names the age of the bridge as the reason",
        "0: names nothing",
    }


def test_a_key_in_an_exercise_is_a_leak(course: Course) -> None:
    """A line of a hidden test is found wherever it stands in the exercise."""
    change_exercise(course, 4, 'Hint: key_of_counts = {"a": 4, "b": 5, "c": 6}')
    (problem,) = leak_problems(course)
    assert str(problem).startswith(
        f"exercises/{NAME}/{SLUG}.ipynb, cell 5 (question-2): this line is for the instructor"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("solutions/01-a/notes.md", b"x"),
        ("datasets/practice/bridge.csv", b"id,level"),
        ("oped/course/build.py", b""),
        ("exercises/01-a/levels.answers.json", b"{}"),
        ("lessons/notes.md", b"### BEGIN HIDDEN TESTS"),
        ("README.md", b"The mayor wants a bridge; the strongest reason is its age."),
    ],
)
def test_a_key_in_the_bundle_is_a_leak(course: Course, name: str, content: bytes) -> None:
    """Files that hold keys are known by name, keys in other files by their lines."""
    (problem,) = bundle_problems(course, {name: content, "README": b"harmless", "picture.png": b"\xff\xfe\x00"})
    assert problem.file == name


def test_what_belongs_together_has_one_name(course: Course) -> None:
    """A lesson without its solution, exercise or README row is told."""
    (lesson,) = course.lessons()
    lesson.rename(lesson.with_name("02-long-words.ipynb"))
    assert sorted(problem.file for problem in joins(course)) == [
        "exercises/02-long-words/long-words.ipynb",
        f"lessons/{NAME}.ipynb",
        "solutions/02-long-words/long-words.ipynb",
        "the README's table",
    ]


def test_a_notebook_named_unlike_its_folder_is_told(course: Course) -> None:
    """A second notebook in a folder, or a wrong name, does not pass for the exercise."""
    (solution,) = course.solutions()
    solution.rename(solution.with_name("words.ipynb"))
    told = [str(problem) for problem in joins(course)]
    assert any("name it like 02-fact-and-opinion" in line and "words.ipynb" in line for line in told)


def test_the_commands_tell_what_they_did(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` ends with 1 where there is something to mend; `build` and `normalise` name the files they changed."""
    monkeypatch.chdir(course.root / "lessons")
    run = CliRunner().invoke
    assert run(cli, ["course", "check"]).output == "3 notebooks checked, no problems\n"
    change_exercise(course, 1, "## Another question ")
    checked = run(cli, ["course", "check"])
    assert checked.exit_code == 1
    assert "run 'oped course build'" in checked.output
    assert run(cli, ["course", "build"]).output == f"exercises/{NAME}/{SLUG}.ipynb\nChanged: 1.\n"
    assert run(cli, ["course", "normalise"]).output == "Changed: 0.\n"
    assert run(cli, ["course", "bundle"]).output == "dist/student.zip\n"


def test_a_students_copy_says_that_it_has_no_such_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the maintainer's part of the library the commands explain themselves."""
    monkeypatch.setattr("oped.cli.find_spec", lambda name: None)
    result = CliRunner().invoke(cli, ["course", "check"])
    assert "This copy of the course is for students" in str(result.exception)
