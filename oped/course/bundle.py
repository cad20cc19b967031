"""`dist/student.zip`: all that a student needs, nothing that gives an answer away, the same bytes every time."""

import zipfile
from pathlib import Path, PurePosixPath

from oped.course.layout import READERS_OWN, Course, CourseError
from oped.course.prose import read_prose

TOP = "oped-course"
FILES = (
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    *("course.py", "pyproject.toml", "requirements.lock", "requirements-uv.lock"),
)
FOLDERS = ("lessons", "exercises", "datasets", "docs/library", "oped")
LEFT_OUT = (
    "datasets/practice/*.csv",
    "oped/course/*",
    "oped/grading/*",
    "lessons/*-class.csv",
    *READERS_OWN,
    "*.pyc",
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def student_files(course: Course) -> dict[str, bytes]:
    """What a student gets: path from the course folder -> content, in the order of the paths.

    Pictures that the README shows and pages under `docs` that it links to come along.

    Raises:
        CourseError: if one of the files that make the course start is missing.
    """
    missing = [name for name in FILES if not (course.root / name).is_file()]
    if missing:
        raise CourseError(f"The student bundle needs {', '.join(missing)}; put back what is missing.")
    readme = read_prose((course.root / "README.md").read_text(encoding="utf-8"))
    shown = [image.target for image in readme.images]
    shown += [link.target for link in readme.links if link.target.startswith("docs/")]
    inside = [path for folder in FOLDERS for path in (course.root / folder).rglob("*")]
    paths = {*inside, *(course.root / name for name in [*FILES, *shown])}
    names = sorted(course.show(path) for path in paths if path.is_file())
    return {name: (course.root / name).read_bytes() for name in names if for_students(PurePosixPath(name))}


def write_bundle(course: Course, target: Path) -> None:
    """Write the ZIP file; all lies in one folder and has one date, so that equal courses give equal bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in student_files(course).items():
            entry = zipfile.ZipInfo(f"{TOP}/{name}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, whatever the machine
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def for_students(path: PurePosixPath) -> bool:
    """Whether a file, by its path from the course folder, may reach a student."""
    unseen = any(part.startswith((".", "__pycache__")) for part in path.parts)
    return not unseen and not any(path.match(pattern) or _within(path, pattern) for pattern in LEFT_OUT)


def _within(path: PurePosixPath, pattern: str) -> bool:
    return pattern.endswith("/*") and path.is_relative_to(pattern.removesuffix("/*"))
