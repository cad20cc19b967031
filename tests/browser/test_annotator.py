"""The Annotator in a real JupyterLab, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Locator

from oped.showing.page import labels_table

from .lab import Lab, Theme
from .widget_page import assert_accessible, expect_kept, has_focus, open_widget, press, restart

pytestmark = pytest.mark.browser

SENTENCES = [
    ("p01s1", "The town of Ellmoor opened a second bridge in May."),
    ("p01s2", "The bridge, which cost 4 million, is an eyesore."),
    ("p02s1", "Nobody will thank the mayor for it."),
    ("p02s2", "The council should sell the old one."),
]
CELLS = (
    "from oped.showing.widgets import Annotator",
    f"widget = Annotator({SENTENCES!r}, name='ellmoor', confidence=True)\nwidget",
    "1 + 1",
)


def opened(lab: Lab, name: str, theme: Theme = "light") -> Locator:
    """Open a notebook of its own folder with the widget in it and return the widget's place on the page."""
    (lab.server.root / name).mkdir()
    lab.open_notebook(lab.write_notebook(f"{name}/page.ipynb", *CELLS), theme)
    lab.run_all()
    return shown(lab)


def shown(lab: Lab) -> Locator:
    """Wait for the widget and return its place on the page."""
    widget = lab.page.get_by_role("region", name="Label each sentence")
    widget.wait_for()
    return widget


def choose(widget: Locator, sentence: int, label: str) -> None:
    """Click a label of a sentence, counted from 0."""
    widget.get_by_role("listitem").nth(sentence).get_by_role("radio", name=label).click()


def test_mouse_answers_reach_python_and_the_file(lab: Lab) -> None:
    """Clicks on labels and percentages are in Python and in the file beside the notebook."""
    widget = opened(lab, "mouse")
    choose(widget, 0, "F fact")
    choose(widget, 1, "M mixed")
    choose(widget, 1, "80")
    choose(widget, 3, "O opinion")
    choose(widget, 3, "F fact")
    widget.get_by_role("button", name="clear sentence 1").click()
    lab.expect_python("widget.answers", {"p01s2": "MIXED", "p02s2": "FACT"})
    lab.expect_python("widget.confidences", {"p01s2": 80})
    assert "2 of 4 labelled" in widget.inner_text()
    expect_kept(
        lab,
        "mouse/ellmoor.answers.json",
        version=2,
        name="ellmoor",
        answers={"p01s2": "MIXED", "p02s2": "FACT"},
        confidence={"p01s2": 80},
        set_aside={"answers": {}, "confidence": {}, "marks": {}},
    )
    lab.screenshot("annotator-mouse", widget)


def test_keyboard_alone_is_enough(lab: Lab) -> None:
    """Moving, labelling, clearing, saying how sure and leaving all work without a mouse."""
    widget = opened(lab, "keyboard")
    widget.get_by_role("radio").first.focus()
    for key in ["f", "7", "ArrowDown", "o", "1", "j", "m", "k", "0", "ArrowDown", "ArrowDown", "m"]:
        lab.page.keyboard.press(key)
    lab.expect_python("widget.answers", {"p01s1": "FACT", "p02s1": "MIXED", "p02s2": "MIXED"})
    lab.expect_python("widget.confidences", {"p01s1": 70})
    assert widget.locator("[aria-live]").inner_text() == "Sentence 4: mixed. 3 of 4 labelled"
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("ArrowRight")
    lab.expect_python("widget.confidences", {"p01s1": 70, "p02s2": 60})
    lab.page.keyboard.press("Tab")
    assert not widget.evaluate("node => node.contains(document.activeElement)")


def test_answers_survive_a_new_kernel(lab: Lab) -> None:
    """After a restart and a second run the answers are back, on the page and in Python."""
    widget = opened(lab, "restart")
    choose(widget, 2, "O opinion")
    expect_kept(lab, "restart/ellmoor.answers.json", answers={"p02s1": "OPINION"})
    lab.restart_kernel()
    lab.run_all()
    widget = shown(lab)
    lab.expect_python("widget.answers", {"p02s1": "OPINION"})
    assert widget.get_by_role("listitem").nth(2).get_by_role("radio", name="O opinion").is_checked()
    lab.python("widget.reset()")
    assert "0 of 4 labelled" in widget.inner_text()


def test_plain_keys_do_nothing_to_the_notebook(lab: Lab) -> None:
    """With the focus in the widget no plain key deletes, adds or cuts a cell; outside it does."""
    widget = opened(lab, "keys")
    choose(widget, 0, "F fact")
    for key in "ddabxx":
        lab.page.keyboard.press(key)
    assert lab.cell_count() == len(CELLS)
    lab.page.locator(".jp-InputPrompt").last.click()
    lab.page.keyboard.press("d")
    lab.page.keyboard.press("d")
    assert lab.cell_count() == len(CELLS) - 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_widget_has_no_accessibility_fault(lab: Lab, theme: Theme) -> None:
    """axe-core finds nothing to complain about, in either theme."""
    widget = opened(lab, theme, theme)
    choose(widget, 0, "F fact")
    choose(widget, 0, "90")
    choose(widget, 1, "M mixed")
    choose(widget, 2, "O opinion")
    assert lab.accessibility_faults(".oped-annotator") == ""
    lab.screenshot(f"annotator-{theme}")


def test_saved_notebook_holds_the_static_form(lab: Lab) -> None:
    """Where no widget runs, the saved notebook still shows the sentences as HTML and as plain text."""
    opened(lab, "static")
    [output] = lab.save()["cells"][1]["outputs"]
    assert "".join(output["data"]["text/plain"]).startswith("0 of 4 labelled\np01s1 [ ] The town of Ellmoor")
    assert "not answered yet" in "".join(output["data"]["text/html"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_static_form_keeps_its_marks_where_nothing_is_trusted(lab: Lab, theme: Theme) -> None:
    """In a notebook that is not trusted, tint and underline survive the cleaning, and axe-core finds no fault."""
    answers = dict(zip(dict(SENTENCES), ["FACT", "MIXED", "OPINION"], strict=False))
    page = labels_table(SENTENCES, answers, confidence={"p01s1": 90}).html
    lab.open_notebook(lab.write_notebook(f"untrusted-{theme}.ipynb", stored_html=page), theme)
    marks = lab.page.locator(".jp-RenderedHTML td mark")
    marks.first.wait_for()
    underlines = "nodes => nodes.map(node => getComputedStyle(node).borderBottomStyle)"
    assert marks.evaluate_all(underlines) == ["solid", "dashed", "dotted"]
    tints = "nodes => new Set(nodes.map(node => getComputedStyle(node).backgroundColor)).size"
    assert marks.evaluate_all(tints) == len(answers)
    assert lab.accessibility_faults(".jp-RenderedHTML") == ""


PHRASES = (
    "from oped.labels import DEVICES\nfrom oped.showing.widgets import Annotator",
    f"widget = Annotator({SENTENCES!r}, DEVICES, name='ellmoor', phrases=True)\nwidget",
    "1 + 1",
)
MARKED = "widget.marks[['sentence', 'phrase', 'label']].values.tolist()"
WORDS = "Mark words in each sentence"


def word(widget: Locator, sentence: int, text: str) -> Locator:
    """Find a word of a sentence, counted from 0."""
    return widget.get_by_role("listbox").nth(sentence).get_by_role("option").filter(has_text=text)


def test_phrases_by_mouse(lab: Lab) -> None:
    """Dragging over words selects them in either direction, a button marks them, and a cross takes the mark away."""
    widget = open_widget(lab, "phrases-mouse", WORDS, *PHRASES)
    toolbar = widget.get_by_role("toolbar")
    for first, last, label in (("is", "eyesore", "LL loaded language"), ("million", "cost", "LB label")):
        word(widget, 1, first).first.hover()
        lab.page.mouse.down()
        word(widget, 1, last).hover()
        lab.page.mouse.up()
        toolbar.get_by_role("button", name=label).click()
    lab.expect_python(MARKED, [["p01s2", "cost 4 million", "LABEL"], ["p01s2", "is an eyesore", "LOADED_LANGUAGE"]])
    assert "2 phrases marked" in widget.inner_text()
    word(widget, 3, "should").dblclick()
    toolbar.get_by_role("button", name="HE hedge").click()
    widget.get_by_role("button", name="Take away label: cost 4 million").click()
    lab.expect_python(MARKED, [["p01s2", "is an eyesore", "LOADED_LANGUAGE"], ["p02s2", "should", "HEDGE"]])
    assert_accessible(lab, ".oped-annotator", "phrases")


def test_phrases_by_touch(lab: Lab) -> None:
    """A touch on the first and one on the last word select all between them."""
    widget = open_widget(lab, "phrases-touch", WORDS, *PHRASES)
    for text in ("Nobody", "thank"):
        touched = word(widget, 2, text)
        box = touched.bounding_box()
        assert box is not None
        place = {"clientX": box["x"] + box["width"] / 2, "clientY": box["y"] + box["height"] / 2}
        touched.dispatch_event("pointerdown", {"pointerType": "touch", "button": 0, **place})
    widget.get_by_role("button", name="EX exaggeration").click()
    lab.expect_python(MARKED, [["p02s1", "Nobody will thank", "EXAGGERATION"]])


def test_phrases_by_keyboard_and_a_new_kernel(lab: Lab) -> None:
    """Selecting, marking, unmarking and leaving work without a mouse; the marks are there after a restart."""
    widget = open_widget(lab, "phrases-keyboard", WORDS, *PHRASES)
    widget.get_by_role("listbox").first.focus()
    press(lab, "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "l", "b")
    press(lab, "ArrowDown", "End", "Shift+ArrowLeft", "Escape", "l", "l")
    press(lab, "ArrowDown", "Shift+End", "e", "x", "Home", "0", "d", "d")
    press(lab, "ArrowDown", "d", "d", "Shift+Home", "h", "e")
    marked = [
        ["p01s1", "town of Ellmoor", "LABEL"],
        ["p01s2", "an", "LOADED_LANGUAGE"],
        ["p02s2", "The", "HEDGE"],
    ]
    lab.expect_python(MARKED, marked)
    assert lab.cell_count() == len(PHRASES)
    assert "The”: hedge." in widget.locator("[aria-live]").inner_text()
    press(lab, "Shift+Tab", "ArrowRight", "Enter")
    lab.expect_python(f"len({MARKED})", 3)
    press(lab, "Tab", "Tab")
    assert not has_focus(widget)
    kept = lab.python("{mark.id: mark.model_dump() for mark in widget._marked}")
    expect_kept(lab, "phrases-keyboard/ellmoor.answers.json", marks=kept)
    widget = restart(lab, WORDS)
    lab.expect_python(MARKED, marked)
    assert widget.get_by_role("button", name="Take away hedge: The").count() == 1
