"""Quizzes of the lessons: their questions are read from files, and what is wrong in a file is told."""

from pathlib import Path

import pytest

from oped.errors import OpedError
from oped.library import DataError
from oped.showing.questions import load_questions, quizzes
from oped.showing.widgets import Question, Quiz

FERRY = """
[boats]
text = "How many boats are there?"
options = ["two", "three"]
answer = "two"
why = "The harbour counts two."
hints = ["Count them."]
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of one question in a folder of data that OPED_DATA names."""
    path = tmp_path / "quizzes/ferry.toml"
    path.parent.mkdir()
    path.write_text(FERRY, encoding="utf-8")
    monkeypatch.setenv("OPED_DATA", str(tmp_path))
    return path


@pytest.mark.usefixtures("file")
def test_a_section_is_a_question() -> None:
    """The name of a section is the question's id, its keys are the question."""
    assert load_questions("ferry") == [
        Question(
            "boats",
            "How many boats are there?",
            ("two", "three"),
            "two",
            "The harbour counts two.",
            ("Count them.",),
        )
    ]


@pytest.mark.usefixtures("file")
def test_an_unknown_name_lists_the_known() -> None:
    """A name that is no file of questions is refused with the names that are."""
    with pytest.raises(OpedError, match="choose one of: ferry"):
        load_questions("../ferry")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("why = ", "reason = ", "lacks the key boats.why"),
        ("hints = ", "hint = ", "has a key boats.hint that is not known"),
        ('["two", "three"]', "2", "key boats.options"),
        ("[boats]", "[boats", "is not valid TOML"),
    ],
)
def test_a_wrong_file_is_told(file: Path, old: str, new: str, told: str) -> None:
    """A wrong key is told with the file's name."""
    file.write_text(FERRY.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=told) as caught:
        load_questions("ferry")
    assert "ferry.toml" in str(caught.value)


def test_an_answer_that_is_no_option_is_told(file: Path) -> None:
    """A question that can't be answered is refused by its id."""
    file.write_text(FERRY.replace('answer = "two"', 'answer = "four"'), encoding="utf-8")
    with pytest.raises(OpedError, match="Question boats: the answer 'four'"):
        load_questions("ferry")


@pytest.mark.parametrize("name", quizzes())
def test_every_quiz_of_the_course_can_be_shown(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file of questions makes a quiz with hints that are steps, not the answer."""
    monkeypatch.chdir(tmp_path)
    questions = load_questions(name)
    assert f"0 of {len(questions)} attempted" in str(Quiz(questions, name="tried"))
    assert [question.id for question in questions if question.answer in question.hints] == []
