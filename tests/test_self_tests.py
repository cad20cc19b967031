"""The self-test's two forms: alike in shape, unseen in the rest of the course, their reasons taken from the words."""

import re
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest

from oped import load_questions
from oped.course.notebooks import read_notebook
from oped.showing.widgets import Question
from tests.small_course import REPOSITORY

FORMS = {"01-self-test": "01-who-is-speaking", "10-self-test": "10-read-your-own"}
ASKED = [(form, question) for form in FORMS for question in load_questions(form)]
QUOTED = re.compile(r"(?<!\w)'(.+?)'(?!\w)")
RUN = 5
"""A sentence counts as asked elsewhere if this many of its words stand there in a row."""


def words(text: str) -> list[str]:
    """The words in small letters, without their marks."""
    return re.findall(r"[\w']+", text.lower())


def shown(path: Path, *, outputs: bool) -> str:
    """What a notebook's cells hold, on request with what they put out."""
    cells = read_notebook(path).cells
    return " ".join(cell.source + (str(cell.get("outputs", "")) if outputs else "") for cell in cells)


@cache
def elsewhere(form: str) -> str:
    """The words of the course but for this form: notebooks, quizzes, practice texts, pairs, cases and pages."""
    notebooks = [*REPOSITORY.glob("lessons/**/*.ipynb"), *REPOSITORY.glob("solutions/*/*.ipynb")]
    texts = [shown(path, outputs=path.stem != FORMS[form]) for path in notebooks]
    files = [path for kind in ("md", "toml", "csv") for path in REPOSITORY.glob(f"datasets/**/*.{kind}")]
    files += REPOSITORY.glob("docs/**/*.md")
    texts += [path.read_text(encoding="utf-8") for path in files if path.stem != form]
    return " ".join(words(" ".join(texts)))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_as_many_facts_as_opinions(form: str) -> None:
    """Ten sentences, five of each, so that neither suspicion nor trust alone scores more than half."""
    answers = [question.answer for question in load_questions(form)]
    assert (len(answers), answers.count("FACT"), answers.count("OPINION")) == (10, 5, 5)


@pytest.mark.parametrize("form", FORMS)
def test_length_gives_nothing_away(form: str) -> None:
    """Facts and opinions are about equally long, within three words on average."""
    asked = load_questions(form)
    facts, opinions = (
        fmean(len(words(question.text)) for question in asked if question.answer == answer)
        for answer in ("FACT", "OPINION")
    )
    assert abs(facts - opinions) < 3


@pytest.mark.parametrize(("form", "question"), ASKED, ids=lambda value: getattr(value, "id", value))
def test_a_sentence_is_asked_nowhere_else(form: str, question: Question) -> None:
    """No lesson, exercise, quiz or text of the course gives it away or asks it before or after."""
    asked = words(question.text)
    runs = [" ".join(asked[start : start + RUN]) for start in range(len(asked) - RUN + 1)]
    assert [run for run in runs if run in elsewhere(form)] == []


@pytest.mark.parametrize(("form", "question"), ASKED, ids=lambda value: getattr(value, "id", value))
def test_a_reason_quotes_the_sentence(form: str, question: Question) -> None:
    """Each reason quotes at least one phrase, and what it quotes stands in the sentence, gaps apart."""
    quoted = [part for phrase in QUOTED.findall(question.why) for part in phrase.split(" ... ")]
    assert quoted
    assert [part for part in quoted if part.lower() not in question.text.lower()] == []
