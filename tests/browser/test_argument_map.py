"""The argument map in a real JupyterLab, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Locator, expect

from .lab import Lab
from .widget_page import assert_accessible, expect_kept, has_focus, open_widget, press, restart

pytestmark = pytest.mark.browser

CELLS = (
    """from oped.reading.argument import ArgumentMap as Argument
from oped.showing.widgets import ArgumentMap
bridge = Argument().add("claim", "The bridge should go.", sentence=("p01s2",)).add("reason", "It is old.", "a01")
bridge = bridge.add("evidence", "It was built in 1902.", "a01").add("objection", "A new one is dear.", "a01")""",
    "widget = ArgumentMap(bridge, name='ellmoor')\nwidget",
    "1 + 1",
)
REGION = "Argument map"
PARTS = "[[node.id, node.parent, node.kind, node.text] for node in widget.map.nodes]"


def part(widget: Locator, number: str) -> Locator:
    """Find the text of a part by its number."""
    return widget.get_by_role("textbox", name=f"Text, {number}", exact=True)


def do(widget: Locator, name: str) -> None:
    """Click a button of the toolbar."""
    widget.get_by_role("toolbar").get_by_role("button", name=name).click()


def test_mouse_builds_a_map(lab: Lab) -> None:
    """Buttons and choosers move, add, remove and bring back parts; the drawing and the problems follow."""
    widget = open_widget(lab, "map-mouse", REGION, *CELLS)
    picture = widget.get_by_role("img")
    before = picture.get_attribute("src")
    part(widget, "1.2").click()
    do(widget, "Put it in")
    lab.expect_python("widget.map.node('a03').parent", "a02")
    expect(picture).not_to_have_attribute("src", before or "")
    part(widget, "1.2").click()
    widget.get_by_role("combobox", name="Whether the piece meets, 1.2").select_option("not met")
    widget.get_by_role("checkbox", name="Said in the piece, 1.2").uncheck()
    lab.expect_python("[widget.map.node('a04').met, widget.map.node('a04').stated]", [False, False])
    do(widget, "Move it up")
    do(widget, "+ Add below")
    widget.get_by_role("combobox", name="Kind, 1.2").select_option("warrant")
    expect(widget).to_contain_text("Warrant a05 has no text")
    part(widget, "1.2").fill("Old bridges fail.")
    lab.expect_python("widget.map.node('a05').text", "Old bridges fail.")
    expect(widget).not_to_contain_text("Warrant a05 has no text")
    part(widget, "1.3").click()
    do(widget, "Remove it")
    expect(widget.locator("[aria-live]")).to_have_text(
        "Removed reason 1.3 and 1 under it. Undo, or Alt + Z, brings it back."
    )
    lab.expect_python("[node.id for node in widget.map.nodes]", ["a01", "a04", "a05"])
    do(widget, "Undo")
    lab.expect_python("[node.id for node in widget.map.nodes]", ["a01", "a04", "a05", "a02", "a03"])
    assert_accessible(lab, ".oped-argument", "argument-map")


def test_keyboard_alone_and_a_new_kernel(lab: Lab) -> None:
    """Adding, typing, moving, removing, undoing and leaving work by keys; "d d" is text; a restart keeps all."""
    widget = open_widget(lab, "map-keyboard", REGION, *CELLS)
    part(widget, "1.1").focus()
    press(lab, "Enter")
    lab.page.keyboard.type("Add dd, 0.")
    press(lab, "Alt+ArrowRight", "Alt+ArrowLeft", "Alt+ArrowDown", "ArrowUp", "ArrowUp")
    press(lab, "Alt+Delete", "Alt+z")
    lab.expect_python(
        PARTS,
        [
            ["a01", "", "claim", "The bridge should go."],
            ["a02", "a01", "reason", "It is old."],
            ["a03", "a01", "evidence", "It was built in 1902."],
            ["a05", "a01", "reason", "Add dd, 0."],
            ["a04", "a01", "objection", "A new one is dear."],
        ],
    )
    part(widget, "1.4").focus()
    press(lab, "Enter", "Delete", "Tab")
    lab.page.keyboard.type("p01s1")
    press(lab, "Tab", "Space", "d", "d", "Tab", "ArrowDown")
    press(lab, "Tab")
    assert not has_focus(widget)
    marks = "[widget.map.node('a04').sentence, widget.map.node('a04').stated, widget.map.node('a04').met]"
    lab.expect_python(marks, [["p01s1"], False, True])
    assert lab.cell_count() == len(CELLS)
    expect_kept(lab, "map-keyboard/ellmoor.answers.json", rows=lab.python("{row['id']: row for row in widget._nodes}"))
    widget = restart(lab, REGION)
    lab.expect_python(marks, [["p01s1"], False, True])
    expect(part(widget, "1.3")).to_have_value("Add dd, 0.")
