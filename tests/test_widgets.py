"""The Annotator's Python side; its page is tested in tests/browser."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from oped.errors import OpedError
from oped.labels import TYPES, Label
from oped.showing import widgets
from oped.showing.widgets import Annotator

WIDGETS = Path(widgets.__file__).parent
TEXTS = {"p01s1": "The bridge is old.", "p01s2": "It should go."}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the notebook's folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_answers_are_saved_at_every_change_and_found_again(folder: Path) -> None:
    """A label given is in the file at once, and a new Annotator of the same name starts with it."""
    Annotator(TEXTS, name="bridge").answers = {"p01s2": "OPINION"}
    assert json.loads((folder / "bridge.answers.json").read_text())["answers"] == {"p01s2": "OPINION"}
    assert Annotator(TEXTS, name="bridge").answers == {"p01s2": "OPINION"}


def test_nothing_is_written_before_the_first_answer(folder: Path) -> None:
    """Showing the widget leaves the folder as it was."""
    Annotator(TEXTS, name="bridge")._repr_mimebundle_()
    assert list(folder.iterdir()) == []


def test_reset_forgets_here_and_in_the_file(folder: Path) -> None:
    """After a reset neither the widget nor the file has an answer."""
    widget = Annotator(TEXTS, name="bridge", confidence=True)
    widget.answers, widget.confidences = {"p01s1": "FACT"}, {"p01s1": 70}
    widget.reset()
    assert (widget.answers, widget.confidences) == ({}, {})
    assert Annotator(TEXTS, name="bridge").answers == {}


@pytest.mark.parametrize("answers", [{"p01s1": "TRUE"}, {"p09s9": "FACT"}])
def test_answers_that_do_not_fit_are_refused(answers: dict[str, str]) -> None:
    """Neither an unknown label nor an unknown sentence gets in, and the old answers stay."""
    widget = Annotator(TEXTS, name="bridge")
    with pytest.raises(OpedError, match="does not fit"):
        widget.answers = answers
    assert widget.answers == {}


@pytest.mark.parametrize(
    "make",
    [
        lambda: Annotator(TEXTS, name="Bridge 1"),
        lambda: Annotator([], name="bridge"),
        lambda: Annotator(TEXTS, {"TRUE": Label("TRUE", "T", "true", "", "")}, name="bridge"),
    ],
    ids=["name", "no sentence", "label"],
)
def test_unusable_arguments_are_told(make: Callable[[], Annotator]) -> None:
    """A bad name, no sentence and a label outside the codebook each fail with a plain sentence."""
    with pytest.raises(OpedError):
        make()


def test_table_has_a_row_for_every_sentence() -> None:
    """Labels and confidence stand beside the sentences, missing where nothing was said."""
    widget = Annotator(TEXTS, TYPES, name="bridge", confidence=True)
    widget.answers, widget.confidences = {"p01s2": "POLICY"}, {"p01s2": 90}
    table = widget.table
    assert list(table.columns) == ["id", "text", "label", "confidence"]
    assert table["label"].dropna().to_dict() == {1: "POLICY"}
    assert table["confidence"].dropna().to_dict() == {1: 90}


def test_static_form_stands_beside_the_widget_and_is_always_the_same() -> None:
    """Two widgets without answers show the same HTML and text, so that stored outputs can be compared."""
    one, other = (Annotator(TEXTS, name="bridge")._repr_mimebundle_()[0] for _ in range(2))
    assert one.keys() == {"text/html", "text/plain", "application/vnd.jupyter.widget-view+json"}
    for kind in ("text/html", "text/plain"):
        assert one[kind] == other[kind]
    assert one["text/plain"].startswith("0 of 2 labelled\np01s1 [ ] The bridge is old. (not answered yet)")


def test_notice_is_part_of_the_static_form(folder: Path) -> None:
    """Where answers could not be read the page says so in words, in HTML and in text."""
    (folder / "bridge.answers.json").write_text("{")
    widget = Annotator(TEXTS, name="bridge")
    assert "kept as bridge.answers.json.1.bak" in widget.static.text
    assert "kept as bridge.answers.json.1.bak" in widget.static.html
    assert repr(widget) == widget.static.text


def test_no_page_fetches_anything() -> None:
    """The scripts and the style hold no address and never parse text as HTML."""
    pages = [path for path in WIDGETS.iterdir() if path.suffix in (".js", ".css")]
    assert len(pages) > 2
    page = "".join(path.read_text() for path in pages)
    for banned in ("http:", "https:", "url(", "import ", "innerHTML", "insertAdjacentHTML", "eval("):
        assert banned not in page


@pytest.mark.parametrize("confidences", [{"p01s1": 40}, {"p01s1": 101}, {"p09s9": 80}])
def test_a_confidence_that_does_not_fit_is_refused(folder: Path, confidences: dict[str, int]) -> None:
    """What a reader types is told in a sentence, and nothing is written."""
    widget = Annotator(TEXTS, name="bridge", confidence=True)
    with pytest.raises(OpedError, match="from 50 to 100"):
        widget.confidences = confidences
    assert list(folder.iterdir()) == []
