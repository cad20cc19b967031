"""nbgrader's formgrader in a real JupyterLab, on hand-ins that went through the whole cycle."""

import shutil

import pytest
from playwright.sync_api import FrameLocator

from tests.grading import BLANK, MIXED, PERFECT, Graded
from tests.mixed_answers import MIXED_ANSWERS

from .lab import Lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]

ASSIGNMENT = min(MIXED_ANSWERS)


def opened(lab: Lab, graded: Graded) -> FrameLocator:
    """Bring the hand-ins into the served course, open formgrader from JupyterLab's own menu and return its page."""
    shutil.copytree(graded.course.root / "gradebook", lab.server.root / "gradebook", dirs_exist_ok=True)
    lab.open_notebook(lab.write_notebook("grading.ipynb", "1 + 1"))
    lab.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    lab.page.get_by_role("menuitem", name="Formgrader", exact=True).click()
    return lab.page.frame_locator("iframe[src*='formgrader']")


def test_formgrader_shows_the_assignment_and_its_hand_ins(lab: Lab, graded: Graded) -> None:
    """The assignment is listed with three hand-ins, and each of them with its points."""
    formgrader = opened(lab, graded)
    row = formgrader.get_by_role("row").filter(has_text=ASSIGNMENT)
    row.get_by_role("link", name="3", exact=True).click()
    for student in (BLANK, PERFECT, MIXED):
        points = sum(graded.scores(ASSIGNMENT, student).values())
        cells = formgrader.get_by_role("row").filter(has_text=student)
        cells.get_by_text(f"{points:g} / 10", exact=True).wait_for()
    lab.screenshot("formgrader")
