"""The quiz in a real JupyterLab, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Locator, expect

from .lab import Lab
from .widget_page import assert_accessible, expect_kept, has_focus, open_widget, press, restart

pytestmark = pytest.mark.browser

CELLS = (
    """from oped.showing.widgets import Question, Quiz
questions = [
    Question("level", "Which level is it?", ("FACT", "MIXED", "OPINION"), "MIXED", "The cost is on record.",
             ("Underline what a record settles.", "Is a word left over?")),
    Question("signed", "Who speaks in an op-ed?", ("the paper", "the author"), "the author", "It is signed."),
]""",
    "widget = Quiz(questions, name='recap')\nwidget",
    "1 + 1",
)
REGION = "Questions"
RESULTS = "widget.results.fillna({'answer': ''})[['answer', 'tries', 'hints']].values.tolist()"


def question(widget: Locator, number: int) -> Locator:
    """Find a question's row, counted from 1 as the page does."""
    return widget.locator(".oped-row").nth(number - 1)


def test_mouse_from_hint_to_explanation(lab: Lab) -> None:
    """Hints come one by one, a wrong try says so and no more, and the reason comes with the right one."""
    widget = open_widget(lab, "quiz-mouse", REGION, *CELLS)
    row = question(widget, 1)
    row.get_by_role("button", name="Check").click()
    expect(row).to_contain_text("Choose an answer first.")
    row.get_by_role("radio", name="A FACT").click()
    row.get_by_role("button", name="Check").click()
    expect(row).to_contain_text("Say first how sure you are.")
    row.get_by_role("button", name="Hint 1 of 2").click()
    expect(row).to_contain_text("Underline what a record settles.")
    row.get_by_role("radio", name="70").click()
    row.get_by_role("button", name="Check").click()
    expect(row).to_contain_text("Not this one")
    assert "The cost is on record" not in (widget.text_content() or "")
    row.get_by_role("radio", name="B MIXED").click()
    row.get_by_role("button", name="Check").click()
    expect(row).to_contain_text("Right. The cost is on record.")
    second = question(widget, 2)
    second.get_by_role("radio", name="A the paper").click()
    second.get_by_role("radio", name="100").click()
    second.get_by_role("button", name="Check").click()
    second.get_by_role("button", name="Show the answer").click()
    expect(second).to_contain_text("It is: the author. It is signed.")
    expect(widget).to_contain_text("2 of 2 attempted, 0 right at once")
    lab.expect_python("widget.answers", {"level": "FACT", "signed": "the paper"})
    lab.expect_python("widget.confidences", {"level": 70, "signed": 100})
    lab.expect_python(RESULTS, [["FACT", 2, 1], ["the paper", 1, 0]])
    assert_accessible(lab, ".oped-quiz", "quiz")


def test_keyboard_alone_and_a_new_kernel(lab: Lab) -> None:
    """Choosing, rating, hints, checking and leaving work by keys, "d d" deletes no cell, and a restart keeps all."""
    widget = open_widget(lab, "quiz-keyboard", REGION, *CELLS)
    widget.get_by_role("radio").first.focus()
    press(lab, "h")
    expect(question(widget, 1)).to_contain_text("Underline")
    press(lab, "d", "d", "c", "b", "9", "Enter")
    expect(question(widget, 1)).to_contain_text("Right.")
    expect(widget.locator("[aria-live]")).to_have_text("Question 1: ✓ Right. The cost is on record.")
    press(lab, "d", "d", "a", "ArrowDown", "b", "Tab", "ArrowRight", "Enter")
    expect(question(widget, 2)).to_contain_text("Right.")
    press(lab, "d", "d")
    assert has_focus(widget)
    press(lab, "Tab")
    assert not has_focus(widget)
    lab.expect_python("widget.answers", {"level": "MIXED", "signed": "the author"})
    lab.expect_python("widget.confidences", {"level": 90, "signed": 60})
    lab.expect_python(RESULTS, [["MIXED", 1, 1], ["the author", 1, 0]])
    assert lab.cell_count() == len(CELLS)
    expect_kept(lab, "quiz-keyboard/recap.answers.json", confidence={"level": 90, "signed": 60})
    widget = restart(lab, REGION)
    expect(widget).to_contain_text("2 of 2 attempted, 2 right at once")
    assert question(widget, 1).get_by_role("radio", name="B MIXED").is_checked()
    lab.expect_python(RESULTS, [["MIXED", 1, 1], ["the author", 1, 0]])
