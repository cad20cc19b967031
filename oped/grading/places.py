"""Where a course keeps hand-ins, graded notebooks and feedback, and how files get there whole or not at all."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oped.course.build import load_config
from oped.course.layout import Course


@dataclass(frozen=True)
class Places:
    """nbgrader's folders, from the course's `nbgrader_config.py`.

    Attributes:
        course: the course.
        course_id: its name in the gradebook.
        db_url: the gradebook.
        submitted, autograded, feedback: folders of `STUDENT/ASSIGNMENT`.
    """

    course: Course
    course_id: str
    db_url: str
    submitted: Path
    autograded: Path
    feedback: Path

    def students(self, assignment: str) -> list[str]:
        """Who handed in; a link in the place of a student's folder is nobody."""
        if not self.submitted.is_dir():
            return []
        return sorted(
            folder.name
            for folder in self.submitted.iterdir()
            if folder.is_dir()
            and not folder.is_symlink()
            and not folder.name.startswith(".")
            and os.path.lexists(folder / assignment)
        )


def places_of(course: Course) -> Places:
    """Read the course's settings."""
    settings = load_config(course).CourseDirectory
    folders = {name: course.root / settings[f"{name}_directory"] for name in ("submitted", "autograded", "feedback")}
    return Places(course, str(settings.course_id), str(settings.db_url), **folders)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder of these files in the place of what is there; a reader finds the old one or the new one, whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    for leftover in folder.parent.glob(f".{folder.name}.*.*"):
        shutil.rmtree(leftover, ignore_errors=True)
    draft.mkdir()
    for name, content in files.items():
        (draft / name).write_bytes(content)
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
