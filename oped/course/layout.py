"""Where a course keeps its notebooks, and how a problem in one of them is told."""

import re
from dataclasses import dataclass
from pathlib import Path

from oped.errors import OpedError

CONFIG = "nbgrader_config.py"
# What a widget keeps beside a notebook: a reader's own answers, never handed on.
READERS_OWN = ("*.answers.json*", "*.private.json*", "my-oped.*")
"""Answers, and the copy of an op-ed that lesson 10 has a reader make: never committed, bundled or handed out."""
NAME = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")


class CourseError(OpedError):
    """A course folder, notebook or build that a maintainer has to mend."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the file, the cell where there is one (counted from 1), and what to do.

    >>> print(Problem("lessons/02-facts.ipynb", "cut it below 90 words", 7, "predict"))
    lessons/02-facts.ipynb, cell 7 (predict): cut it below 90 words
    """

    file: str
    advice: str
    cell: int | None = None
    cell_id: str = ""

    def __str__(self) -> str:
        """The problem on one line."""
        place = f", cell {self.cell} ({self.cell_id})" if self.cell is not None else ""
        return f"{self.file}{place}: {self.advice}"


@dataclass(frozen=True)
class Course:
    """A course folder; its notebooks are joined by names such as `02-fact-and-opinion`."""

    root: Path

    def lessons(self) -> list[Path]:
        """`lessons/NN-slug.ipynb`, in order."""
        return sorted((self.root / "lessons").glob("*.ipynb"))

    def alternatives(self) -> list[Path]:
        """`lessons/alternative/NN-slug.ipynb`: the same lessons on the other case, in order."""
        return sorted((self.root / "lessons" / "alternative").glob("*.ipynb"))

    def solutions(self) -> list[Path]:
        """`solutions/NN-slug/slug.ipynb`, in order."""
        return sorted((self.root / "solutions").glob("*/*.ipynb"))

    def exercises(self) -> list[Path]:
        """`exercises/NN-slug/slug.ipynb`, in order."""
        return sorted((self.root / "exercises").glob("*/*.ipynb"))

    def notebooks(self) -> list[Path]:
        """All notebooks of the course: lessons and their alternatives, solutions, exercises."""
        return self.lessons() + self.alternatives() + self.solutions() + self.exercises()

    def show(self, path: Path) -> str:
        """The path as it is told to a person: from the course folder, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def find_course(start: Path) -> Course:
    """The course that `start` is in: the nearest folder upwards with an `nbgrader_config.py` and `solutions/`.

    Raises:
        CourseError: if no folder from `start` upwards is a course.
    """
    for folder in [start.resolve(), *start.resolve().parents]:
        if (folder / CONFIG).is_file() and (folder / "solutions").is_dir():
            return Course(folder)
    raise CourseError(f"{start} is not inside a course; run this where {CONFIG} and solutions/ are.")
