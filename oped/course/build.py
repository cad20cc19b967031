"""Make `exercises/` out of `solutions/` with nbgrader's own converter, in one process and without its database."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from oped.course.layout import CONFIG, READERS_OWN, Course, CourseError
from oped.course.notebooks import normalise_file


def build(course: Course) -> list[str]:
    """Bring `exercises/` into line with `solutions/`; return the files that were written or removed.

    A file that is already right is not touched; an exercise without a solution goes.

    Raises:
        CourseError: if nbgrader can't make an exercise.
    """
    wanted = release(course)
    present = released(course)
    for name, content in wanted.items():
        if present.get(name) != content:
            target = course.root / "exercises" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for name in present.keys() - wanted.keys():
        (course.root / "exercises" / name).unlink()
    _remove_empty_folders(course.root / "exercises")
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def release(course: Course) -> dict[str, bytes]:
    """What `exercises/` should hold: path inside it -> content, made afresh and in normal form."""
    if not course.solutions():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder).resolve() / "exercises"
        _convert(course, made)
        for notebook in made.glob("*/*.ipynb"):
            normalise_file(notebook)
        return _contents(made)


def released(course: Course) -> dict[str, bytes]:
    """What `exercises/` holds now: path inside it -> content; a student's widget answers don't count."""
    return _contents(course.root / "exercises")


def placeholders(course: Course) -> tuple[str, str]:
    """What stands in a student's copy in place of an answer: in code, and in text."""
    clear = load_config(course).ClearSolutions
    return str(clear.code_stub["python"]), str(clear.text_stub)


def load_config(course: Course) -> Any:
    """The course's nbgrader settings, a traitlets `Config` of its own for every call."""
    from traitlets.config.loader import PyFileConfigLoader

    return PyFileConfigLoader(CONFIG, path=str(course.root)).load_config()


def _convert(course: Course, target: Path) -> None:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    config = load_config(course)
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.release_directory = str(target)
    config.CourseDirectory.ignore = [*config.CourseDirectory.ignore, *READERS_OWN]
    config.GenerateAssignment.no_database = True
    config.SaveCells.enabled = False
    for folder in sorted({path.parent.name for path in course.solutions()}):
        directory = CourseDirectory(config=config, assignment_id=folder)
        try:
            GenerateAssignment(coursedir=directory, config=config).start()
        except NbGraderException as error:
            raise CourseError(f"nbgrader can't make exercises/{folder}; its reason is printed above.") from error


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if ".ipynb_checkpoints" not in path.parts and not any(map(path.match, READERS_OWN))
    }


def _remove_empty_folders(folder: Path) -> None:
    for inner in sorted(folder.glob("*/"), reverse=True):
        left = [path for path in inner.rglob("*") if path.is_file()]
        if not left:
            shutil.rmtree(inner)
