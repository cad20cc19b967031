"""Sentences are taken from whatever holds them."""

from dataclasses import dataclass

import pandas as pd
import pytest

from oped.errors import OpedError
from oped.reading.document import Document, read_text
from oped.showing.passage import Sentences, choose, column_of, paragraph_of, texts_of

TEXTS = {"p01s1": "The bridge is old.", "p01s2": "It should go.", "p02s1": "Who pays?"}
TABLE = pd.DataFrame({"id": list(TEXTS), "text": list(TEXTS.values()), "level": ["FACT", "OPINION", None]})
DOCUMENT = read_text("The bridge is old. It should go.\n\nWho pays?")


@dataclass(frozen=True)
class Practice:
    """Stands in for a practice text."""

    document: Document


@dataclass(frozen=True)
class Case:
    """Stands in for a case."""

    sentences: pd.DataFrame


@pytest.mark.parametrize(
    "sentences",
    [
        TEXTS,
        list(TEXTS.items()),
        TABLE,
        TABLE.rename(columns={"text": "restatement"}),
        DOCUMENT,
        Practice(DOCUMENT),
        Case(TABLE),
    ],
    ids=["dict", "pairs", "table", "restatements", "document", "practice", "case"],
)
def test_every_holder_gives_the_same_sentences(sentences: Sentences) -> None:
    """A dict, pairs, a table, a document, a practice text and a case all give id and text in order."""
    assert list(texts_of(sentences).items()) == list(TEXTS.items())


@pytest.mark.parametrize(
    ("sentences", "says"),
    [
        ([("a", "One."), ("a", "Two.")], "same id"),
        (pd.DataFrame({"id": ["a", "a"], "text": ["One.", "Two."]}), "same id"),
        (pd.DataFrame({"id": ["a"], "words": ["One."]}), "no column 'text'"),
        (pd.DataFrame({"text": ["One."]}), "no column 'id'"),
        ({}, "no sentence"),
    ],
)
def test_unusable_sentences_are_told_in_one_sentence(sentences: Sentences, says: str) -> None:
    """Ids that come twice, missing columns and empty texts are refused with the reason."""
    with pytest.raises(OpedError, match=says):
        texts_of(sentences)


def test_empty_cells_of_a_column_are_left_out() -> None:
    """A sentence without a label has no entry."""
    assert column_of(TABLE, "level") == {"p01s1": "FACT", "p01s2": "OPINION"}


def test_choice_by_sentence_and_by_paragraph_keeps_reading_order() -> None:
    """Ids of sentences and of paragraphs can be mixed; the text's order wins."""
    assert list(choose(TEXTS, ["p02s1", "p01"])) == ["p01s1", "p01s2", "p02s1"]
    assert list(choose(TEXTS, "p02")) == ["p02s1"]


def test_unknown_id_is_refused() -> None:
    """An id that no sentence has is named, with the ids that there are."""
    with pytest.raises(OpedError, match=r"no sentence 'p09s9' here; the ids run from p01s1 to p02s1"):
        choose(TEXTS, ["p09s9"])


def test_paragraph_number_needs_the_usual_form_of_id() -> None:
    """An id of another form has no paragraph number."""
    assert [paragraph_of(i) for i in ("p03s2", "p12s10", "a", "p3")] == ["3", "12", "", ""]
