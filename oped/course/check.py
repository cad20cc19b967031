"""Everything that keeps the course true to itself: drift, leaks, joins and style."""

import re
from collections.abc import Iterator
from pathlib import Path

from oped.course.build import release, released
from oped.course.bundle import student_files
from oped.course.layout import NAME, Course, Problem
from oped.course.leaks import bundle_problems, leak_problems
from oped.course.style import style_problems

_README_ROW = re.compile(r"^\|.*\(lessons/([^)/]+)\.ipynb\).*\|", re.MULTILINE)


def problems(course: Course) -> list[Problem]:
    """All that there is to mend, in the order of lessons, solutions, exercises, then what joins them."""
    found = [problem for path in course.notebooks() for problem in style_problems(course, path)]
    return [
        *found,
        *joins(course),
        *drift(course),
        *leak_problems(course),
        *bundle_problems(course, student_files(course)),
    ]


def drift(course: Course) -> Iterator[Problem]:
    """Files of `exercises/` that differ from what the solutions make."""
    wanted, present = release(course), released(course)
    for name in sorted(wanted.keys() | present.keys()):
        if wanted.get(name) != present.get(name):
            yield Problem(f"exercises/{name}", "run 'oped course build': it differs from what its solution makes")


def joins(course: Course) -> Iterator[Problem]:
    """A lesson, a solution, an exercise and a row of the README's table go by the same name `NN-slug`."""
    readme = (course.root / "README.md").read_text(encoding="utf-8")
    places = {
        "lessons/{0}.ipynb": {path.stem for path in course.lessons()},
        "solutions/{0}/{1}.ipynb": _joined(course.solutions()),
        "exercises/{0}/{1}.ipynb": _joined(course.exercises()),
        "the README's table": set(_README_ROW.findall(readme)),
    }
    for name in sorted(set().union(*places.values())):
        well_named = NAME.fullmatch(name)
        for place, names in places.items():
            file = place.format(name, name.partition("-")[2])
            if well_named and name not in names:
                yield Problem(file, "this is missing; lesson, solution, exercise and README row go together")
            elif not well_named and name in names:
                yield Problem(file, "name it like 02-fact-and-opinion, and a notebook in a folder like its folder")


def _joined(paths: list[Path]) -> set[str]:
    """The folder names of notebooks; where a notebook is not named like its folder, both, so that it stands out."""
    return {
        path.parent.name if path.parent.name.partition("-")[2] == path.stem else f"{path.parent.name}/{path.name}"
        for path in paths
    }
