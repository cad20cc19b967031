"""Phrases marked in the Annotator: whole words, several a sentence, kept by their characters."""

import json
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from oped.errors import OpedError
from oped.labels import DEVICES
from oped.reading.document import read_text
from oped.showing.widgets import Annotator
from oped.showing.widgets.phrases import pieces_of, words_of

TEXTS = {"p01s1": "The so-called 😀 “experts” were, of course, wrong.", "p01s2": "It should go."}
EXPERTS = {"sentence": "p01s1", "first": 1, "last": 3, "label": "LABEL"}
COURSE = {"sentence": "p01s1", "first": 5, "last": 6, "label": "CERTAINTY"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the notebook's folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def annotator(texts: dict[str, str] = TEXTS) -> Annotator:
    """Open the widget as a new kernel would."""
    return Annotator(texts, DEVICES, name="bridge", phrases=True)


def marked(*spans: dict[str, object]) -> Annotator:
    """Open the widget and mark these words, as its page does."""
    widget = annotator()
    widget._marks = list(spans)
    return widget


def test_marks_tell_the_words_and_their_place() -> None:
    """Each mark is a row with the characters it covers, in reading order, an emoji counted as one character."""
    marks = marked(COURSE, EXPERTS).marks
    assert marks.to_dict("records") == [
        {"sentence": "p01s1", "start": 4, "end": 24, "phrase": "so-called 😀 “experts", "label": "LABEL"},
        {"sentence": "p01s1", "start": 32, "end": 41, "phrase": "of course", "label": "CERTAINTY"},
    ]
    assert TEXTS["p01s1"][32:41] == "of course"


def test_no_marks_make_an_empty_table() -> None:
    """Before the first mark the table has its columns and no row."""
    assert list(annotator().marks.columns) == ["sentence", "start", "end", "phrase", "label"]
    assert annotator().marks.empty


def test_marks_in_a_document_count_from_its_start() -> None:
    """Where the sentences are a document's, the offsets fit the reading tables."""
    document = read_text("The bridge is old.\n\nIt should obviously go.")
    widget = Annotator(document, DEVICES, name="bridge", phrases=True)
    widget._marks = [{"sentence": "p02s1", "first": 2, "last": 2, "label": "CERTAINTY"}]
    [mark] = widget.marks.to_dict("records")
    assert document.text[mark["start"] : mark["end"]] == "obviously"


def test_marks_survive_and_one_phrase_may_have_two_labels() -> None:
    """A new kernel finds the marks, two labels on the same words included."""
    twice = {**COURSE, "label": "DODGE"}
    marked(COURSE, twice)
    assert annotator()._marks == [COURSE, twice]


def test_marks_on_words_that_changed_are_set_aside(folder: Path) -> None:
    """A mark is kept for the words it was made on: when the text changes it is set aside, not moved to others."""
    marked(COURSE)
    widget = annotator({"p01s1": "The experts were, as ever, wrong.", "p01s2": "It should go."})
    assert widget._marks == []
    assert "p01s1:32-41:CERTAINTY" in widget.notice
    widget._marks = [{"sentence": "p01s2", "first": 0, "last": 0, "label": "DODGE"}]
    kept = json.loads((folder / "bridge.answers.json").read_text())
    assert list(kept["marks"]) == ["p01s2:0-2:DODGE"]
    assert list(kept["set_aside"]["marks"]) == ["p01s1:32-41:CERTAINTY"]


def test_labels_of_sentences_and_phrases_do_not_mix(folder: Path) -> None:
    """The same name used for both keeps both, each set aside while the other is shown."""
    Annotator(TEXTS, DEVICES, name="bridge").answers = {"p01s2": "DODGE"}
    widget = annotator()
    assert widget.answers == {}
    widget._marks = [COURSE]
    again = Annotator(TEXTS, DEVICES, name="bridge")
    assert (again.answers, again._marks) == ({"p01s2": "DODGE"}, [])


def test_static_form_shows_each_phrase_with_its_label() -> None:
    """Text and HTML name the phrases; HTML marks them in the sentence, overlaps included."""
    widget = marked(EXPERTS, {**EXPERTS, "last": 1, "label": "LOADED_LANGUAGE"}, COURSE)
    assert widget.static.text.splitlines()[:5] == [
        "3 phrases marked in 2 sentences",
        f"p01s1 {TEXTS['p01s1']}",
        "      [LL] so-called (loaded language)",
        "      [LB] so-called 😀 “experts (label)",
        "      [CE] of course (certainty)",
    ]
    assert ">of course</mark>, wrong." in widget.static.html
    assert "class=" not in widget.static.html


def test_how_sure_is_not_asked_of_phrases() -> None:
    """Asking for both is told in a plain sentence."""
    with pytest.raises(OpedError, match="whole sentences only"):
        Annotator(TEXTS, name="bridge", phrases=True, confidence=True)


@for_all(st.text())
def test_pieces_make_the_sentence_again(text: str) -> None:
    """Whatever the text, words and what stands between them follow one another without a gap."""
    pieces = pieces_of(text)
    assert "".join(pieces) == text
    assert pieces[1::2] == [text[start:end] for start, end in words_of(text)]
    assert all(pieces[1::2])
