"""Readability: the formulas against their own arithmetic, on this machine alone, with their limits told."""

import subprocess
import sys

import pytest

from oped.errors import OpedError
from oped.reading.document import read_text
from oped.reading.readability import MEASURES, readability

PLAIN = "The old bridge is not safe. Two of its nine piers are cracked. It must go before the winter comes. "
APOSTROPHES = "It isn't the town's. They don't say whose 14 e-mails they've read, it's said."
HARD = (
    "Notwithstanding considerable infrastructural deterioration, municipal administrators consistently "
    "underestimated the probability of catastrophic structural failure. "
)

MEASURE_OFFLINE = """
import socket

def closed(*arguments, **options):
    raise OSError("this test closes the network")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = closed

from oped.reading.document import read_text
from oped.reading.readability import readability

print(len(readability(read_text("The old bridge is not safe."))))
"""


def values(text: str) -> dict[str, float]:
    """The value of each measure."""
    return dict(readability(read_text(text)).set_index("measure")["value"])


def test_nothing_is_fetched() -> None:
    """A fresh process with every way out closed measures a text: the pronouncing dictionary is at hand."""
    ran = subprocess.run([sys.executable, "-c", MEASURE_OFFLINE], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "9", ran.stderr


def test_formulas_follow_from_the_counts() -> None:
    """Flesch's and Kincaid's formulas, worked out from the counts in the table, give the values in the table."""
    found = values(PLAIN * 10)
    length, syllables = found["words per sentence"], found["syllables per word"]
    assert found["words"] / found["sentences"] == pytest.approx(length, abs=0.01)
    assert found["Flesch reading ease"] == pytest.approx(206.835 - 1.015 * length - 84.6 * syllables, abs=0.6)
    assert found["Flesch-Kincaid grade"] == pytest.approx(0.39 * length + 11.8 * syllables - 15.59, abs=0.1)


@pytest.mark.parametrize("text", [PLAIN * 10, HARD * 10, APOSTROPHES])
def test_values_are_textstats(text: str) -> None:
    """Every value is what textstat gives for the same text."""
    import textstat

    found = values(text)
    for measure in MEASURES:
        assert found[measure.name] == round(float(getattr(textstat, measure.function)(text)), 2)


def test_harder_text_has_higher_grades() -> None:
    """Every grade is higher, and the reading ease lower, for long words in long sentences."""
    easy, hard = values(PLAIN * 10), values(HARD * 10)
    assert hard["Flesch reading ease"] < easy["Flesch reading ease"]
    for grade in ("Flesch-Kincaid grade", "Gunning fog", "SMOG", "Dale-Chall"):
        assert hard[grade] > easy[grade]


@pytest.mark.parametrize(
    "text",
    [
        "It pays 42.3 per cent of the cost. The rest is 1.5 million a year.",
        "The U.S. and the U.K. pay for it. Mr. Smith of the E.U. does not pay.",
        "“Who pays for all of it?” she asked the board. Nobody gave her an answer.",
    ],
)
def test_points_inside_a_sentence_do_not_end_it(text: str) -> None:
    """Decimals, abbreviations and quoted questions leave two sentences two sentences."""
    assert values(text)["sentences"] == len(read_text(text).sentences) == 2


def test_every_measure_says_what_it_does_not_tell() -> None:
    """Each row has a unit, what it measures, and one sentence of what it does not."""
    table = readability(read_text(PLAIN * 20))
    assert list(table["measure"]) == [measure.name for measure in MEASURES]
    assert (table[["unit", "what_it_measures"]] != "").all(axis=None)
    assert all(text.startswith("It does not tell") and text.endswith(".") for text in table["what_it_does_not"])
    assert list(table["note"].unique()) == [""]


def test_short_texts_are_told_to_be_short() -> None:
    """Under 100 words every measure but the two counts warns; under 30 sentences SMOG does so still."""
    short = readability(read_text(PLAIN)).set_index("measure")["note"]
    assert "Fewer than 100 words" in short["Gunning fog"]
    assert short["words"] == short["sentences"] == ""
    longer = readability(read_text(PLAIN * 8)).set_index("measure")["note"]
    assert longer["Gunning fog"] == ""
    assert "this text has 24" in longer["SMOG"]


@pytest.mark.parametrize("text", ["", " \n\n ", "?!", "…"])
def test_text_without_words_is_refused(text: str) -> None:
    """Nothing is measured where there is nothing."""
    with pytest.raises(OpedError, match="There is no word to measure"):
        readability(read_text(text))
