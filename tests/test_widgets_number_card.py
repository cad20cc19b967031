"""The number card's Python side; its page is tested in tests/browser."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from oped.errors import OpedError
from oped.showing.widgets import NumberCard

SENTENCES = {"p01s1": "The bridge cost 4 million.", "p01s2": "It should go."}
ROW: dict[str, Any] = {
    "id": "f01",
    "sentence": "p01s1",
    "value": 4.0,
    "unit": "million",
    "counts": "cost",
    "source": "no",
    "sense": "yes",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the notebook's folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def card(row: "dict[str, Any] | pd.Series" = ROW) -> NumberCard:
    """Open the card as a new kernel would."""
    return NumberCard(row, SENTENCES, name="cost")


def test_answers_and_notes_are_kept() -> None:
    """What was answered and noted is found again by a new kernel."""
    widget = card()
    widget.answers = {"base": "does_not_arise", "window": "no"}
    widget.notes = {"source": "nobody is named"}
    again = card()
    assert again.answers == {"base": "does_not_arise", "window": "no"}
    assert again.notes == {"source": "nobody is named"}
    again.reset()
    assert (card().answers, card().notes) == ({}, {})


def test_the_rows_own_answers_stay_hidden() -> None:
    """A row of a case holds the key; neither the page nor the static form gets any of it."""
    widget = card(pd.Series({**ROW, "missing": "who paid", "check": "it was 6"}))
    shown = f"{widget.get_state()} {widget.static.html} {widget.static.text}"
    assert "who paid" not in shown
    assert "it was 6" not in shown
    assert widget.answers == {}
    assert widget.static.text.splitlines()[:2] == ["4 million: cost (p01s1)", "The bridge cost 4 million."]


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"sentence": "p01s1", "phrase": "4 million", "value": 4e6}, "4 million (p01s1)"),
        ({"sentence": "p01s1", "value": float("nan"), "unit": "hours", "counts": ""}, "no number given hours (p01s1)"),
        ({"sentence": "p01s1", "value": 1234.0, "unit": None}, "1,234 (p01s1)"),
    ],
)
def test_a_figure_is_named_from_what_its_row_has(row: dict[str, object], named: str) -> None:
    """The text's own words come first, then value and unit; a missing value is said to be missing."""
    assert card(row).static.text.splitlines()[0] == named


def test_the_sentence_may_stand_in_the_row() -> None:
    """A row joined with its restatement needs no text beside it."""
    assert (
        "A bridge of 4 million."
        in NumberCard({**ROW, "restatement": "A bridge of 4 million."}, name="cost").static.text
    )


@pytest.mark.parametrize("row", [{**ROW, "sentence": "p09s9"}, {"value": 4}])
def test_a_missing_sentence_is_told(row: dict[str, object]) -> None:
    """Without the sentence that the figure stands in the card says what to give."""
    with pytest.raises(OpedError, match="give, as the second argument"):
        card(row)


@pytest.mark.parametrize("answers", [{"source": "unknown"}, {"colour": "yes"}])
def test_answers_that_do_not_fit_are_refused(answers: dict[str, str]) -> None:
    """Neither another answer nor another question gets in."""
    with pytest.raises(OpedError, match="does not fit"):
        card().answers = answers


def test_table_and_static_form_have_all_ten_questions() -> None:
    """Answered or not, every question has its row; what cannot be known is said in full."""
    widget = card()
    widget.answers, widget.notes = {"window": "no"}, {"window": "no year"}
    assert len(widget.table) == 10
    assert widget.table.dropna().to_dict("records") == [{"question": "window", "answer": "no", "note": "no year"}]
    assert " 4. From when to when? no, it cannot be known from the text (no year)" in widget.static.text
    assert widget.static.text.count("not answered yet") == 9
    assert "1 of 10 answered" in widget.static.html
