"""The reading of figures: what is a quantity, what it is worth, and which questions its sentence answers."""

import csv
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oped.labels import QUESTIONS
from oped.reading.document import Document, read_text
from oped.reading.figures import COLUMNS, figures
from oped.reading.numbers.digits import plain_number

SENTENCES = Path(__file__).parent / "data" / "figures.csv"
PIECES = [
    "5",
    "one",
    "half",
    "a",
    "third",
    "of",
    "-",
    "to",
    "$",
    "million",
    "3-5",
    "/",
    "2.5",
    "m",
    "in",
    "%",
    ".",
    "twice",
]


def only(text: str) -> Any:
    """The one figure of a text."""
    table = figures(read_text(text))
    assert len(table) == 1, table["phrase"].tolist()
    return table.iloc[0]


def phrases(text: str) -> list[str]:
    """The phrases of all figures of a text."""
    return [str(phrase) for phrase in figures(read_text(text))["phrase"]]


@cache
def judged() -> tuple[int, int, int, int, int]:
    """Sentences, figures expected, figures found, those found with the right value, and those with the right unit."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = found = right = unit = 0
    for row in rows:
        text = row["text"]
        table = figures(Document(text))
        wanted = [_item(item) for item in row["expected"].split("; ") if item]
        expected += len(wanted)
        found += len(table)
        for figure in table.itertuples():
            match = next((item for item in wanted if _agrees(figure, item)), None)
            if match is not None:
                wanted.remove(match)
                right += 1
                unit += bool(figure.unit == match[2])
    return len(rows), expected, found, right, unit


def _item(cell: str) -> tuple[float, float, str]:
    first, _, rest = cell.partition(" ")
    if rest.startswith("to "):
        second, _, unit = rest.removeprefix("to ").partition(" ")
        return float(first), float(second), unit
    return float(first), float("nan"), rest


def _agrees(figure: Any, item: tuple[float, float, str]) -> bool:
    low, high, _ = item
    if isnan(high):
        return bool(figure.value == pytest.approx(low, rel=2e-3))
    return bool(figure.low == pytest.approx(low) and figure.high == pytest.approx(high))


def test_the_sentences_are_many_and_often_without_a_figure() -> None:
    """The list holds at least 300 sentences, a third of them without any figure though with tempting words."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        expected = [row["expected"] for row in csv.DictReader(file)]
    assert len(expected) >= 300
    assert sum(not cell for cell in expected) >= len(expected) / 3


def test_figures_are_found_with_their_value_and_unit() -> None:
    """On the judged sentences recall and precision of values are at least 0.98, units right in 97 of 100."""
    _, expected, found, right, unit = judged()
    assert right / expected >= 0.98
    assert right / found >= 0.98
    assert unit / right >= 0.97


def test_the_table_has_its_columns_even_when_it_is_empty() -> None:
    """A text without figures gives an empty table with all columns."""
    table = figures(read_text("Nobody came."))
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_offsets_point_into_the_text() -> None:
    """Each phrase is what stands between its offsets, in the second paragraph too."""
    doc = read_text("We saw 5 cats.\n\nThen, at last, over 20 dogs came. It cost $3 a day.")
    table = figures(doc)
    assert [doc.text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == list(
        table["phrase"]
    )
    assert table["sentence"].tolist() == ["p01s1", "p02s1", "p02s2"]


def test_curly_marks_do_not_shift_anything() -> None:
    """Curly apostrophes and no-break hyphens are read like straight ones."""
    assert phrases("It’s two weeks’ work, and the firm’s 40 people did a 12‑day shift.") == [
        "two weeks",
        "40 people",
        "12‑day shift",
    ]


@pytest.mark.parametrize(
    ("text", "precision", "low", "high"),
    [
        ("Over 50 came.", "over", 50, None),
        ("At least 50 came.", "at least", 50, None),
        ("Up to 50 came.", "up to", None, 50),
        ("Nearly 50 came.", "nearly", None, 50),
        ("Fewer than 50 came.", "under", None, 50),
        ("About 50 came.", "about", None, None),
        ("Exactly 50 came.", "exactly", None, None),
        ("It took 50 or more.", "at least", 50, None),
        ("Between 50 and 60 came.", "range", 50, 60),
        ("Dozens came.", "vague", 24, None),
    ],
)
def test_words_of_precision_set_limits(text: str, precision: str, low: float | None, high: float | None) -> None:
    """What is said of how exact a number is becomes its precision and its limits."""
    figure = only(text)
    assert figure.precision == precision
    assert (None if isnan(figure.low) else figure.low, None if isnan(figure.high) else figure.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("Two people left.", "count", "people"),
        ("It cost £5.", "money", "GBP"),
        ("Half of it is gone.", "share", "share"),
        ("Prices doubled.", "ratio", "times"),
        ("It took two hours.", "duration", "hours"),
        ("It is 5 km away.", "measure", "km"),
        ("They fire 500 shells a day.", "rate", "shells"),
        ("They won 3-1.", "score", ""),
        ("Hundreds of people left.", "vague", "people"),
    ],
)
def test_every_kind_of_figure(text: str, kind: str, unit: str) -> None:
    """Each kind is told from the words around the number."""
    figure = only(text)
    assert (figure.kind, figure.unit) == (kind, unit)


@pytest.mark.parametrize(
    ("text", "counts", "per"),
    [
        ("They fired over 1,000 drones and missiles.", "drones and missiles", ""),
        ("It pumps 2 million barrels of oil a day.", "oil", "day"),
        ("It cost $80 a barrel.", "", "barrel"),
        ("There are 12 cases per 100,000 people.", "cases", "100,000 people"),
        ("Some 40% of the voters agreed.", "voters", ""),
        ("The 14-year-old ran.", "age", ""),
    ],
)
def test_what_is_counted_and_per_what(text: str, counts: str, per: str) -> None:
    """The noun phrase behind a figure is what it counts; a day, per barrel or the like is its rate."""
    figure = only(text)
    assert (figure.counts, figure.per) == (counts, per)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("In March, 40 people left.", "In March"),
        ("Last year 40 people left.", "Last year"),
        ("Since 2020, 40 people have left.", "Since 2020"),
        ("From 2019 to 2021 some 40 people left.", "From 2019 to 2021"),
        ("Some 40 people left on 5 May 2020.", "on 5 May 2020"),
        ("It grew by 40% in the first quarter of 2024.", "in the first quarter of 2024"),
        ("Some 40 people live here.", ""),
    ],
)
def test_the_stretch_of_time_nearest_to_a_figure(text: str, when: str) -> None:
    """A stretch of time in the sentence is given with the figure."""
    assert only(text).when == when


def test_a_figure_within_a_stretch_of_time_is_kept_too() -> None:
    """The two years of "within two years" are a figure and the window of the other one."""
    table = figures(read_text("Within two years, 30% of cars will be gone."))
    assert table["value"].tolist() == [2.0, 30.0]
    assert table["when"].tolist() == ["Within two years"] * 2


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("The ministry said 40 people left.", "source", "yes"),
        ("Some 40 people left.", "source", "no"),
        ("Some 40% of voters agreed.", "base", "yes"),
        ("The share is 40%.", "base", "no"),
        ("In March 40 people left.", "window", "yes"),
        ("Some 40 people left.", "window", "no"),
        ("It cost $40.", "unit_and_rate", "yes"),
        ("Some 40 people left.", "unit_and_rate", "unknown"),
        ("It is 40.", "unit_and_rate", "no"),
        ("It rose by 40%.", "comparison", "yes"),
        ("More than 40 people left.", "comparison", "no"),
        ("About 40 people left.", "uncertainty", "yes"),
        ("The 40 people left.", "uncertainty", "no"),
        ("On average 40 people leave.", "selection", "yes"),
        ("Some 40 people left.", "selection", "unknown"),
        ("It holds 40 people, not counting children.", "definition", "yes"),
        ("It is 40.", "definition", "no"),
        ("Some 140% of voters agreed.", "sense", "no"),
        ("Some 40% of voters agreed.", "sense", "unknown"),
    ],
)
def test_the_ten_questions(text: str, question: str, answer: str) -> None:
    """Each question is answered from the sentence's own words, and stays unknown where a rule can't tell."""
    assert only(text)[question] == answer


def test_open_questions_are_those_without_a_yes() -> None:
    """The column `open` names, in the codebook's order, every question that is not answered."""
    figure = only("The ministry said that over 40 people left in March.")
    assert figure.open.split(";") == [name for name in QUESTIONS if figure[name] != "yes"]
    assert "source" not in figure.open
    assert "cause" in figure.open


@pytest.mark.parametrize(
    ("digits", "value"),
    [("1'234'567", 1234567.0), ("1,00,000", 100000.0), ("2,5", 2.5), ("12.03.2024", None), ("0800", None), ("0", 0.0)],
)
def test_separators(digits: str, value: float | None) -> None:
    """Digits are read with the separators of several countries; dates and leading zeros are refused."""
    assert plain_number(digits) == value


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    """No text, however broken, raises; figures come in order and do not overlap."""
    doc = read_text(text)
    table = figures(doc)
    places = [place for pair in zip(table["start"], table["end"], strict=True) for place in pair]
    assert places == sorted(places)
    spans = zip(table["start"], table["end"], table["phrase"], strict=True)
    assert all(doc.text[start:end] == phrase for start, end, phrase in spans)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_pieces_without_spaces_can_be_read(text: str) -> None:
    """Numbers and signs run together in any order are read or refused, never an error."""
    assert isinstance(figures(read_text(text)), pd.DataFrame)
