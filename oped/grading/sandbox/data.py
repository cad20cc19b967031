"""The course's data as a student gets them: without the tables that are keys."""

import shutil
from pathlib import Path, PurePosixPath

from oped.course.bundle import for_students


def copy_student_data(source: Path, target: Path) -> None:
    """Copy the course's data, leaving out what the student's bundle leaves out.

    Args:
        source: the folder of the course's data.
        target: a folder to be made.
    """
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.is_file() and not path.is_symlink() and for_students(PurePosixPath("datasets", name)):
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
