"""The number card in a real JupyterLab, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Locator

from .lab import Lab
from .widget_page import assert_accessible, expect_kept, has_focus, open_widget, press, restart

pytestmark = pytest.mark.browser

FIGURE = {"sentence": "p01s2", "value": 4.0, "unit": "million", "counts": "cost of the bridge"}
CELLS = (
    "from oped.showing.widgets import NumberCard",
    f"widget = NumberCard({FIGURE!r}, {{'p01s2': 'The bridge, which cost 4 million, is an eyesore.'}}, name='cost')"
    "\nwidget",
    "1 + 1",
)
REGION = "Ten questions to a number"


def question(widget: Locator, number: int) -> Locator:
    """Find a question's row, counted from 1 as the page does."""
    return widget.get_by_role("listitem").nth(number - 1)


def test_mouse_answers_and_notes(lab: Lab) -> None:
    """Clicks and typed notes are in Python and in the file; there is no fault in light or dark."""
    widget = open_widget(lab, "card-mouse", REGION, *CELLS)
    question(widget, 1).get_by_role("radio", name="Y yes").click()
    question(widget, 1).get_by_role("radio", name="N no").click()
    question(widget, 3).get_by_role("radio", name="does not arise").click()
    question(widget, 4).get_by_role("textbox").fill("no year is given")
    answers = {"source": "no", "base": "does_not_arise"}
    lab.expect_python("widget.answers", answers)
    lab.expect_python("widget.notes", {"window": "no year is given"})
    assert "2 of 10 answered" in widget.inner_text()
    assert "4 million: cost of the bridge" in widget.inner_text()
    expect_kept(lab, "card-mouse/cost.answers.json", answers=answers, notes={"window": "no year is given"})
    assert_accessible(lab, ".oped-card", "number-card")


def test_keyboard_alone_and_a_new_kernel(lab: Lab) -> None:
    """Answering, noting, clearing and leaving work by keys, "d d" deletes no cell, and a restart keeps all."""
    widget = open_widget(lab, "card-keyboard", REGION, *CELLS)
    widget.get_by_role("radio").first.focus()
    press(lab, "y", "ArrowDown", "n", "ArrowDown", "d", "d", "0", "ArrowDown", "n", "Tab")
    lab.page.keyboard.type("dd: no year, 0")
    press(lab, "Tab")
    assert not has_focus(widget)
    answers = {"source": "yes", "definition": "no", "window": "no"}
    lab.expect_python("widget.answers", answers)
    lab.expect_python("widget.notes", {"window": "dd: no year, 0"})
    assert lab.cell_count() == len(CELLS)
    assert widget.locator("[aria-live]").inner_text() == (
        "Question 4: no, it cannot be known from the text. 3 of 10 answered"
    )
    expect_kept(lab, "card-keyboard/cost.answers.json", answers=answers, notes={"window": "dd: no year, 0"})
    widget = restart(lab, REGION)
    lab.expect_python("widget.answers", answers)
    assert question(widget, 4).get_by_role("textbox").input_value() == "dd: no year, 0"
    assert question(widget, 2).get_by_role("radio", name="N no").is_checked()
