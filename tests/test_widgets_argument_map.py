"""The argument map's Python side; its page is tested in tests/browser."""

import json
from pathlib import Path

import pandas as pd
import pytest

from oped.errors import OpedError
from oped.library import cases, load_case
from oped.reading.argument import ArgumentMap as Argument
from oped.reading.argument import Node
from oped.showing.widgets import ArgumentMap
from oped.showing.widgets.outline import map_of, rows_of

BRIDGE = (
    Argument()
    .add("claim", "The bridge should go.", sentence=("p01s2",))
    .add("reason", "It is not safe.", "a01", sentence=("p01s1",))
    .add("objection", "A new one takes years.", "a01", stated=False, met=False)
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the notebook's folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_map_given_is_the_map_shown(folder: Path) -> None:
    """A map or its table is what the widget begins with, and showing it writes nothing."""
    assert ArgumentMap(BRIDGE, name="bridge").map == BRIDGE
    assert ArgumentMap(BRIDGE.table, name="bridge").map == BRIDGE
    assert ArgumentMap(name="bridge").map == Argument()
    assert list(folder.iterdir()) == []


def test_every_case_can_be_edited() -> None:
    """The stored argument of each case goes into rows and back unchanged, the order of lines aside."""
    for name in cases():
        stored = Argument.from_table(load_case(name).argument)
        assert {node.id: node for node in map_of(rows_of(stored)).nodes} == {node.id: node for node in stored.nodes}


def test_edits_are_kept_and_reset_goes_back() -> None:
    """The reader's map comes before the one given, until a reset."""
    widget = ArgumentMap(BRIDGE, name="bridge")
    widget._nodes = [{**row, "text": f"{row['text']} Yes."} for row in widget._nodes]
    again = ArgumentMap(BRIDGE, name="bridge")
    assert [node.text for node in again.map.nodes][:2] == ["The bridge should go. Yes.", "It is not safe. Yes."]
    again.reset()
    assert ArgumentMap(name="bridge").map == BRIDGE


def test_drawing_and_problems_follow_the_rows() -> None:
    """After a change the picture is another one, and what is wrong is said in words."""
    widget = ArgumentMap(BRIDGE, name="bridge")
    before = widget._picture
    assert widget._problems == []
    widget._nodes = [*widget._nodes[:1], {**widget._nodes[1], "text": "", "sentence": "here"}]
    assert widget._picture != before
    assert widget._problems == [
        "Reason a02 has no text: say it in one short sentence.",
        "Reason a02 names 'here', which is no sentence here: write an id such as p01s1.",
    ]
    assert any("Nothing is said against the claim" in gap for gap in widget._gaps)


def test_sentence_ids_are_checked_against_the_text() -> None:
    """An id that the text does not have is a problem; typed ids may be separated in any usual way."""
    texts = {"p01s1": "The bridge is old.", "p01s2": "It should go."}
    widget = ArgumentMap(BRIDGE, texts, name="bridge")
    widget._nodes = [{**widget._nodes[0], "sentence": " p01s1, p01s2;p07s1 "}]
    assert widget.map.nodes[0].sentence == ("p01s1", "p01s2", "p07s1")
    assert [problem for problem in widget._problems if "names" in problem] == [
        "Claim a01 names 'p07s1', which is no sentence here: write an id such as p01s1."
    ]


def test_only_an_objection_can_be_met() -> None:
    """A part that was an objection and is none any more loses its mark."""
    widget = ArgumentMap(BRIDGE, name="bridge")
    widget._nodes = [*widget._nodes[:2], {**widget._nodes[2], "kind": "reason"}]
    assert widget.map.nodes[2] == Node("a03", "reason", "A new one takes years.", "a01", stated=False)


def test_a_map_with_a_loop_is_refused() -> None:
    """What no outline can show is said before anything is lost."""
    loop = Argument((Node("a01", "claim", "One.", "a02"), Node("a02", "reason", "Two.", "a01")))
    with pytest.raises(OpedError, match="in a loop: move one of them"):
        ArgumentMap(loop, name="bridge")


@pytest.mark.parametrize("change", [{"id": "A 1"}, {"depth": -1}, {"kind": "guess"}, {"met": "so so"}])
def test_a_file_that_makes_no_sense_is_kept_aside(folder: Path, change: dict[str, object]) -> None:
    """A row that no page writes makes the file unreadable: it is renamed, and the map given is shown."""
    widget = ArgumentMap(BRIDGE, name="bridge")
    widget._nodes = widget._nodes[:1]
    file = folder / "bridge.answers.json"
    kept = json.loads(file.read_text())
    kept["rows"]["a01"] |= change
    file.write_text(json.dumps(kept))
    again = ArgumentMap(BRIDGE, name="bridge")
    assert again.map == BRIDGE
    assert "kept as bridge.answers.json.1.bak" in again.notice


def test_static_form_has_outline_drawing_and_problems() -> None:
    """Without the widget the outline, the picture and what is open are still there, the same every time."""
    one, other = (ArgumentMap(BRIDGE, name="bridge")._repr_mimebundle_()[0] for _ in range(2))
    assert [one[kind] for kind in ("text/html", "text/plain")] == [other[kind] for kind in ("text/html", "text/plain")]
    assert one["text/plain"].startswith("1 claim (a01, p01s2): The bridge should go.\n  1.1 reason (a02, p01s1)")
    assert "Still open:\n- " in one["text/plain"]
    assert "data:image/svg+xml;base64," in one["text/html"]


def test_text_from_a_table_is_never_html() -> None:
    """Angle brackets in a part are shown as such."""
    table = pd.DataFrame(BRIDGE.table).assign(text="<b>bold</b>")
    assert "<b>bold" not in ArgumentMap(table, name="bridge").static.html
