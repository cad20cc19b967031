"""Every lesson and exercise as a student meets it: opened in JupyterLab, run from top to bottom, looked at."""

import os
from pathlib import Path

import pytest

from .lab import PROJECT, Lab, Theme

pytestmark = pytest.mark.browser

LESSONS = sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "lessons").glob("*.ipynb"))
ALTERNATIVES = sorted(
    path.relative_to(PROJECT).as_posix() for path in (PROJECT / "lessons/alternative").glob("*.ipynb")
)
THEMES: tuple[Theme, ...] = ("light", "dark")
EXERCISES = sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "exercises").glob("*/*.ipynb"))


def failed_cells(lab: Lab) -> list[str]:
    """Give the ids of the cells whose output is an error or text on stderr."""
    return [
        cell["id"]
        for cell in lab.save()["cells"]
        for output in cell.get("outputs", [])
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]


@pytest.mark.parametrize("path", LESSONS)
def test_lesson_runs(lab: Lab, path: str) -> None:
    """A lesson runs whole without an error, and axe-core finds no fault in what the course shows, light or dark."""
    lab.open_notebook(path)
    lab.run_all()
    assert failed_cells(lab) == []
    for theme in THEMES:
        lab.use_theme(theme)
        assert lab.accessibility_faults(".jp-OutputArea-output [lang]") == ""
        if os.environ.get("OPED_SCREENSHOTS"):
            for number, cell in enumerate(lab.page.locator(".jp-Cell").all()):
                cell.scroll_into_view_if_needed()
                lab.screenshot(f"{Path(path).stem}-{theme}-{number:02d}", cell)


@pytest.mark.parametrize("path", ALTERNATIVES)
def test_alternative_lesson_runs(lab: Lab, path: str) -> None:
    """A lesson on the other case runs whole without an error."""
    lab.open_notebook(path)
    lab.run_all()
    assert failed_cells(lab) == []


@pytest.mark.parametrize("path", EXERCISES)
def test_untouched_exercise_runs(lab: Lab, path: str) -> None:
    """An exercise as it is handed out runs without red text and says that nothing was attempted yet."""
    lab.open_notebook(path)
    lab.run_all()
    assert failed_cells(lab) == []
    assert "Not attempted yet" in lab.page.locator(".jp-Notebook").inner_text()
