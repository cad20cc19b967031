"""The course's own notebooks as documents: form, length, aims, links, points, and what joins them."""

from pathlib import Path

import pytest

from oped.course.check import drift, joins
from oped.course.layout import Course
from oped.course.leaks import leak_problems
from oped.course.style import style_problems
from tests.small_course import REPOSITORY

COURSE = Course(REPOSITORY)


@pytest.mark.parametrize("path", COURSE.notebooks(), ids=COURSE.show)
def test_a_notebook_keeps_the_rules_of_style(path: Path) -> None:
    """Nothing in the notebook is to be mended; each line says where and what."""
    assert "\n".join(map(str, style_problems(COURSE, path))) == ""


def test_exercises_are_what_the_solutions_make() -> None:
    """No exercise was edited by hand or forgotten."""
    assert "\n".join(map(str, drift(COURSE))) == ""


def test_no_exercise_shows_a_key() -> None:
    """No line of an answer, a hidden test or a mark scheme stands in a student's copy."""
    assert "\n".join(map(str, leak_problems(COURSE))) == ""


def test_lesson_solution_exercise_and_readme_row_go_together() -> None:
    """All four are there under one name."""
    assert "\n".join(map(str, joins(COURSE))) == ""
