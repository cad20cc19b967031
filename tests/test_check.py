"""Visible checks speak of form: right form, try again, not finished, not attempted yet."""

import pytest

from oped.labels import LEVELS, TYPES
from oped.teaching.check import check_labels, check_numbers, check_text

IDS = ["p01s1", "p01s2"]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"p01s1": "", "p01s2": ""}, "Not attempted yet"),
        ({}, "Not attempted yet"),
        ({"p01s1": "FACT", "p01s2": " "}, "still empty: p01s2"),
        ({"p01s1": "FACTS", "p01s2": "O"}, "'FACTS' at p01s1 is not one of FACT, MIXED, OPINION"),
        ({"p01s1": 1, "p01s2": "O"}, "1 at p01s1 is not one of"),
        ({"p01s1": "fact", "p01s2": "O"}, "Right form: 2 of 2"),
        (["FACT", "OPINION"], "keep the curly brackets"),
    ],
)
def test_labels(answers: object, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each wrong form gets the sentence that helps to mend it."""
    check_labels(answers, IDS, LEVELS)
    assert message in capsys.readouterr().out


def test_a_letter_that_fits_two_labels_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """P may be PREDICTION or POLICY, so it is not taken for either."""
    check_labels({"p01s1": "P", "p01s2": "VALUE"}, IDS, TYPES)
    assert "'P' at p01s1 is not one of" in capsys.readouterr().out


def test_no_check_tells_right_from_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """Two opposite answers get the same message, which says what it does not cover."""
    messages = set()
    for label in LEVELS:
        check_labels(dict.fromkeys(IDS, label), IDS, LEVELS)
        messages.add(capsys.readouterr().out)
    assert len(messages) == 1
    assert "form only" in messages.pop()


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"hours": None, "share": None}, "Not attempted yet"),
        ({"hours": 0, "share": None}, "1 of 2 numbers; still None: share"),
        ({"hours": 46, "share": "24 %"}, 'Try again: "24 %" at share is not one number'),
        ({"hours": True, "share": 24.1}, 'Try again: "True" at hours is not one number'),
        ({"hours": 46, "share": 0.5}, "Right form: 2 of 2 numbers. This checks the form only"),
        (46, "keep the curly brackets"),
    ],
)
def test_numbers(answers: object, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each wrong form of a number gets the sentence that helps to mend it; zero is a number."""
    check_numbers(answers, ["hours", "share"])
    assert message in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("\n", "Not attempted yet"),
        ("one two", "2 words; write between 3 and 5"),
        ("one two three four five six", "6 words; write between 3 and 5"),
        ("one two three", "Right form: 3 words"),
        (None, "two rows of three quotation marks"),
    ],
)
def test_written_answers(answer: object, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A written answer is measured in words and otherwise left to a person."""
    check_text(answer, at_least=3, at_most=5)
    assert message in capsys.readouterr().out
