"""The student bundle: complete enough to learn with, empty of answers, the same bytes every time."""

import zipfile
from pathlib import Path

import nbformat
import pytest

from oped.course.bundle import FILES, TOP, student_files, write_bundle
from oped.course.layout import Course, CourseError
from oped.course.leaks import bundle_problems
from tests.small_course import REPOSITORY, write_course

LESSONS = [path.name for path in Course(REPOSITORY).lessons()]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real course's bundle, unpacked elsewhere."""
    folder = tmp_path_factory.mktemp("a student's öwn folder")
    write_bundle(Course(REPOSITORY), folder / "student.zip")
    with zipfile.ZipFile(folder / "student.zip") as archive:
        archive.extractall(folder)
    return folder / TOP


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder: path inside it -> content."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_bundle_holds_no_answer(unpacked: Path) -> None:
    """No solution, key, hidden test or mark scheme is in it, neither by the name of a file nor by its lines."""
    assert list(bundle_problems(Course(REPOSITORY), contents(unpacked))) == []


def test_the_bundle_holds_what_a_student_needs(unpacked: Path) -> None:
    """Lessons, exercises, texts, the library and the way to start are in it; the maintainer's tools are not."""
    names = set(contents(unpacked))
    course = Course(REPOSITORY)
    needed = {*FILES, "oped/cli.py", *(course.show(path) for path in course.lessons() + course.exercises())}
    needed |= {course.show(path) for path in (REPOSITORY / "datasets" / "practice").glob("*.md")}
    assert needed <= names
    assert [name for name in names if name.startswith(("oped/course", "oped/grading", "tests", "gradebook"))] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_the_bundle(unpacked: Path, lesson: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs with nothing but the bundle's own library and data."""
    from nbclient import NotebookClient

    monkeypatch.delenv("OPED_DATA", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(unpacked))
    notebook = nbformat.read(unpacked / "lessons" / lesson, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import oped\noped.__file__"))
    NotebookClient(notebook, resources={"metadata": {"path": str(unpacked / "lessons")}}).execute()
    assert notebook.cells[-1].outputs[0].data["text/plain"] == repr(str(unpacked / "oped" / "__init__.py"))


@pytest.fixture
def small(tmp_path: Path) -> Course:
    """A small course with all the files that go into a bundle, and some that must not."""
    course = write_course(tmp_path / "course")
    for name in (
        *(set(FILES) - {"README.md"}),
        "datasets/practice/bridge.md",
        "datasets/practice/bridge.csv",
        "oped/__init__.py",
        "oped/__pycache__/x.pyc",
        "oped/course/build.py",
        "oped/grading/feedback.py",
        "lessons/.ipynb_checkpoints/a.ipynb",
        "lessons/levels.answers.json",
        "lessons/09-class.csv",
        "lessons/my-oped.txt",
        "docs/lesson.png",
        "docs/plan.md",
    ):
        path = course.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    with (course.root / "README.md").open("a", encoding="utf-8") as readme:
        readme.write("\n![A lesson](docs/lesson.png)\n")
    return course


def test_keys_tools_and_leftovers_stay_behind(small: Course) -> None:
    """What is for instructors, or was left by an editor or an earlier run, is not taken; the README's pictures are."""
    assert list(student_files(small)) == sorted(
        [
            *FILES,
            "datasets/practice/bridge.md",
            "docs/lesson.png",
            "lessons/01-small-words.ipynb",
            "oped/__init__.py",
        ]
    )


def test_the_same_course_gives_the_same_bytes(small: Course, tmp_path: Path) -> None:
    """Neither the time nor the order of files on the disk shows in the ZIP file."""
    write_bundle(small, tmp_path / "one.zip")
    (small.root / "oped" / "__init__.py").touch()
    write_bundle(small, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_missing_file_is_named(small: Course) -> None:
    """A bundle that could not be started is not made."""
    (small.root / "requirements.lock").unlink()
    with pytest.raises(CourseError, match=r"needs requirements\.lock"):
        student_files(small)
