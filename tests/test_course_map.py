"""The course map says of each lesson what the lesson says of itself."""

import re

from oped.course.layout import Course
from oped.course.notebooks import read_notebook
from tests.small_course import REPOSITORY

COURSE = Course(REPOSITORY)
ROW = re.compile(r"^\| (\d\d) \| \[([^\]]+)\]\(([^)]+)\) \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)


def minutes(text: str, name: str) -> int:
    """The minutes in a row of a notebook's first table."""
    found = re.search(rf"^\| {name} \| (\d+) minutes", text, re.MULTILINE)
    assert found is not None
    return int(found[1])


def test_the_map_has_every_lesson_with_its_title_and_its_minutes() -> None:
    """Reading, doing and exercise stand in the map as in the notebooks."""
    rows = ROW.findall((REPOSITORY / "lessons" / "README.md").read_text(encoding="utf-8"))
    told = []
    for lesson, exercise in zip(COURSE.lessons(), COURSE.exercises(), strict=True):
        cells = read_notebook(lesson).cells
        number, title = cells[0].source.split("\n")[0].removeprefix("# ").split(". ", 1)
        front = cells[1].source
        header = read_notebook(exercise).cells[0].source
        given = (minutes(front, "Reading"), minutes(front, "Doing"), minutes(header, "Time"))
        told.append((f"{int(number):02d}", title, lesson.name, *map(str, given)))
    assert rows == told
