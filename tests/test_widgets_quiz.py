"""The quiz's Python side; its page is tested in tests/browser."""

from pathlib import Path

import pandas as pd
import pytest

from oped.errors import OpedError
from oped.showing.widgets import Question, Quiz

LEVEL = Question(
    "level",
    "Which level is it?",
    ("FACT", "MIXED", "OPINION"),
    "MIXED",
    "The cost is on record, the eyesore is not.",
    ("Underline what a record settles.", "Is a word left over?"),
)
SIGNED = Question("signed", "Who speaks in an op-ed?", ("the paper", "the author"), "the author", "It is signed.")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the notebook's folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quiz() -> Quiz:
    """Open the quiz as a new kernel would."""
    return Quiz([LEVEL, SIGNED], name="recap")


def seen(widget: Quiz) -> str:
    """All that the page and the static form can show now, the options aside."""
    return f"{widget._state} {widget.static.html} {widget.static.text}"


def test_the_key_is_not_shown_before_an_attempt() -> None:
    """Neither reason nor hint is on the page before it is due; a wrong attempt alone does not bring the answer."""
    widget = quiz()
    assert LEVEL.why not in seen(widget)
    assert "Underline" not in seen(widget)
    widget.explain("level")
    widget.answer("level", "FACT", 90)
    assert LEVEL.why not in seen(widget)
    assert widget._state["level"]["answer"] == ""
    widget.explain("level")
    assert LEVEL.why in seen(widget)
    assert SIGNED.why not in seen(widget)


def test_hints_come_in_stages() -> None:
    """Each asking brings one more hint, and after the last one nothing more."""
    widget = quiz()
    for shown in (LEVEL.hints[:1], LEVEL.hints, LEVEL.hints):
        widget.hint("level")
        assert widget._state["level"]["hints"] == list(shown)


def test_the_first_attempt_is_the_answer() -> None:
    """Later tries are counted and may be right, but answer, confidence and result are those of the first."""
    widget = quiz()
    widget.hint("level")
    for option, percent in (("FACT", 90), ("FACT", 60), ("MIXED", 100), ("OPINION", 50)):
        widget.answer("level", option, percent)
    assert (widget.answers, widget.confidences) == ({"level": "FACT"}, {"level": 90})
    assert widget._state["level"] | {"hints": [], "why": ""} == {
        "status": "right",
        "tried": ["FACT", "MIXED"],
        "confidence": 90,
        "hints": [],
        "answer": "MIXED",
        "why": "",
    }
    expected = pd.DataFrame(
        {
            "id": pd.array(["level", "signed"], dtype="string"),
            "answer": pd.array(["FACT", None], dtype="string"),
            "right": pd.array([False, None], dtype="boolean"),
            "confidence": pd.array([90, None], dtype="Int64"),
            "tries": [2, 0],
            "hints": [1, 0],
        }
    )
    pd.testing.assert_frame_equal(widget.results, expected)


def test_an_explained_question_is_closed() -> None:
    """Once the answer has been shown, choosing it counts for nothing."""
    widget = quiz()
    widget.answer("level", "FACT")
    widget.explain("level")
    widget.answer("level", "MIXED")
    assert widget.results["tries"].to_list() == [1, 0]
    assert "FACT: not this one, explained" in widget.static.text


def test_answers_survive_and_reset_forgets() -> None:
    """A new kernel finds answers, tries, hints and what was explained; a reset leaves none of it."""
    widget = quiz()
    widget.hint("level")
    widget.answer("level", "FACT", 70)
    widget.explain("level")
    widget.answer("signed", "the author", 100)
    again = quiz()
    assert again._state == widget._state
    again.reset()
    assert quiz()._state == again._state
    assert quiz().answers == {}


def test_answers_to_options_that_are_gone_are_set_aside() -> None:
    """When a question has other options now, an old answer is not counted as one of them."""
    quiz().answer("signed", "the author", 80)
    changed = Question("signed", "Who speaks?", ("paper", "author"), "author", "It is signed.")
    widget = Quiz([changed], name="recap")
    assert widget.answers == {}
    assert "(signed) are set aside" in widget.notice


def test_messages_of_the_page_do_what_the_methods_do() -> None:
    """The page asks by messages; one that means nothing does nothing."""
    widget = quiz()
    for message in (
        {"do": "hint", "id": "level"},
        {"do": "answer", "id": "level", "option": "FACT", "percent": 60},
        {"do": "explain", "id": "level"},
        {"do": "dance"},
    ):
        widget._hear(widget, message, [])
    assert widget._state["level"]["status"] == "explained"
    assert len(widget._state["level"]["hints"]) == 1


@pytest.mark.parametrize(
    ("question", "option", "percent"), [("who", "FACT", 60), ("level", "TRUE", 60), ("level", "FACT", 40)]
)
def test_attempts_that_do_not_fit_are_refused(question: str, option: str, percent: int) -> None:
    """No such question, no such option or no such percentage: said in a plain sentence, and nothing is kept."""
    widget = quiz()
    with pytest.raises(OpedError):
        widget.answer(question, option, percent)
    assert widget.answers == {}


def test_questions_that_can_not_be_asked_are_told() -> None:
    """A key outside the options, too few options, two of one id and no question at all are refused."""
    with pytest.raises(OpedError, match="none of the options"):
        Question("a", "Who?", ("x", "y"), "z", "")
    with pytest.raises(OpedError, match="two or more"):
        Question("a", "Who?", ("x",), "x", "")
    for questions in ([], [LEVEL, LEVEL]):
        with pytest.raises(OpedError, match="an id of its own"):
            Quiz(questions, name="recap")


def test_static_form_before_an_attempt() -> None:
    """The stored page shows questions and options and says that nothing was attempted."""
    assert quiz().static.text.splitlines() == [
        "0 of 2 attempted",
        "1. Which level is it? (FACT / MIXED / OPINION)",
        "   not attempted",
        "2. Who speaks in an op-ed? (the paper / the author)",
        "   not attempted",
    ]
