"""The slant test in a real JupyterLab, by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from .lab import Lab
from .widget_page import assert_accessible, expect_kept, has_focus, open_widget, press, restart

pytestmark = pytest.mark.browser

CELLS = (
    """from oped.showing.widgets import Pair, Slant
pairs = [
    Pair("time", "A second bridge would spare four minutes.", "A second bridge would cost 40 a year."),
    Pair("age", "Engineers warn that the old bridge may close.", "Engineers say that the old bridge may stand."),
]""",
    "widget = Slant(pairs, name='my-slant')\nwidget",
    "1 + 1",
)
REGION = "Your own slant"
RATINGS = "[widget._rated.get(str(n)) for n in range(4)]"


def test_mouse_until_the_result(lab: Lab) -> None:
    """Ratings reach Python and the private file, and the result opens when all texts are rated, not before."""
    widget = open_widget(lab, "slant-mouse", REGION, *CELLS)
    assert "Private: your ratings stay in my-slant.private.json" in widget.inner_text()
    for place, rating in enumerate(("5", "2", "6", "4")):
        expect(widget.locator("summary")).to_have_text("The result comes when all 4 texts are rated")
        widget.get_by_role("listitem").nth(place).get_by_role("radio", name=rating).click()
    widget.get_by_text("Show my result").click()
    expect(widget.locator("details")).to_contain_text("n = 2 pairs")
    lab.expect_python(RATINGS, [5, 2, 6, 4])
    expect_kept(lab, "slant-mouse/my-slant.private.json", ratings=lab.python("widget._by_key()"))
    assert sorted(path.name for path in (lab.server.root / "slant-mouse").glob("*.json")) == ["my-slant.private.json"]
    [output] = lab.save()["cells"][1]["outputs"]
    assert "0 of 4 texts rated" in "".join(output["data"]["text/plain"])
    assert_accessible(lab, ".oped-slant", "slant")


def test_keyboard_alone_and_a_new_kernel(lab: Lab) -> None:
    """Rating, clearing, opening the result and leaving work by keys, "d d" deletes no cell, a restart keeps all."""
    widget = open_widget(lab, "slant-keyboard", REGION, *CELLS)
    widget.get_by_role("radio").first.focus()
    press(lab, "7", "0", "d", "d", "6", "ArrowDown", "3", "ArrowRight", "ArrowDown", "1", "ArrowDown", "2")
    lab.expect_python(RATINGS, [6, 4, 1, 2])
    assert widget.locator("[aria-live]").inner_text() == "Text 4: 2. 4 of 4 rated"
    press(lab, "Tab", "Enter")
    expect(widget.locator("details")).to_have_attribute("open", "")
    press(lab, "d", "d", "Tab")
    assert not has_focus(widget)
    assert lab.cell_count() == len(CELLS)
    ratings = lab.python("widget._by_key()")
    expect_kept(lab, "slant-keyboard/my-slant.private.json", ratings=ratings)
    widget = restart(lab, REGION)
    lab.expect_python(RATINGS, [6, 4, 1, 2])
    assert widget.get_by_role("listitem").nth(1).get_by_role("radio", name="4").is_checked()
