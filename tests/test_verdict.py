"""Explained scoring: credit item by item, accepted alternatives, hits and false alarms apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oped.labels import LEVELS, QUESTIONS
from oped.teaching.verdict import Item, NumberItem, Verdict, judge, judge_numbers, key_from, key_of_figure

KEY = {
    "a": Item("FACT", "'14' is a count."),
    "b": Item("FACT", "'voted' is in the minutes.", ("MIXED",)),
    "c": Item("OPINION", "'shameful' judges."),
    "d": Item("OPINION", "'must' recommends."),
}


NUMBERS = {
    "hours": NumberItem(46, 0, "14, 6, 12 and 14 hours."),
    "share": NumberItem(24.13, 0.5, "4,500 of 18,650 tonnes."),
}


def test_each_item_earns_its_share() -> None:
    """Right and accepted answers earn a full share, wrong and missing ones none."""
    verdict = judge({"a": "FACT", "b": "MIXED", "c": "FACT"}, KEY)
    assert [item.outcome for item in verdict.items] == ["right", "accepted", "not this one", "no answer"]
    assert verdict.points(3) == 1.5


def test_hits_and_false_alarms_stand_apart() -> None:
    """Calling everything OPINION finds both opinions and rings a false alarm on both facts."""
    opinion = next(count for count in judge(dict.fromkeys(KEY, "O"), KEY).counts if count.label == "OPINION")
    assert (opinion.hits, opinion.of_label, opinion.false_alarms, opinion.of_others) == (2, 2, 2, 2)


def test_every_answer_is_explained() -> None:
    """The text names the answer, the deciding words, and the other label that is accepted."""
    text = str(judge({"a": "OPINION", "b": "FACT"}, KEY))
    assert "a  OPINION: not this one; the course says FACT. '14' is a count." in text
    assert "b  FACT: right. 'voted' is in the minutes. Also accepted: MIXED." in text
    assert "c  no answer; the course says OPINION." in text


def test_nothing_given_shows_no_key() -> None:
    """Before the first answer neither the text nor the HTML gives a label away."""
    verdict = judge({}, KEY)
    assert str(verdict) == repr(verdict) == "Not attempted yet."
    assert "FACT" not in verdict._repr_html_()
    assert verdict.points(3) == 0.0


PARTS = [judge({"a": "FACT"}, KEY), judge_numbers({"hours": 46}, NUMBERS)]
WITHHELD = ["MIXED", "OPINION", "minutes", "recommends", "24.13", "18,650", "hits"]


@pytest.mark.parametrize("verdict", PARTS)
def test_a_cell_keeps_the_key_of_what_is_left(verdict: Verdict) -> None:
    """Shown in a cell, half an answer is explained for its own half; the other half keeps its key and its counts."""
    for shown in (repr(verdict), verdict._repr_html_()):
        assert "not attempted" in shown
        assert "right. " in shown
        assert [words for words in WITHHELD if words in shown] == []


def test_a_cell_tells_how_many_are_left() -> None:
    """The summary counts what holds and what was not attempted."""
    assert repr(PARTS[0]).splitlines()[0] == "1 of 4 hold; 3 not attempted."


@pytest.mark.parametrize("verdict", PARTS)
def test_print_tells_every_key(verdict: Verdict) -> None:
    """Printed, as a test cell prints it for feedback, the same half answer explains every item."""
    assert all(item.why in str(verdict) for item in verdict.items)
    assert "no answer; the course says" in str(verdict)


def test_a_whole_answer_is_shown_as_it_is_printed() -> None:
    """Once every item has an answer, a cell and print tell the same, counts and all."""
    verdict = judge(dict.fromkeys(KEY, "O"), KEY)
    assert repr(verdict) == str(verdict)
    assert "OPINION: hits 2 of 2" in verdict._repr_html_()


def test_html_is_escaped() -> None:
    """What a student typed is shown as text, not as markup."""
    html = judge({"a": "<b>FACT"}, KEY)._repr_html_()
    assert "&lt;b&gt;FACT" in html
    assert "<b>" not in html


@given(
    st.dictionaries(st.sampled_from([*KEY, "z"]), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text())))
)
def test_any_dict_is_judged_without_an_error(answers: dict[str, object]) -> None:
    """Whatever a dict holds, the points lie between nothing and all."""
    assert 0.0 <= judge(answers, KEY).points(3) <= 3.0


@pytest.mark.parametrize("given_", [None, "FACT", ["FACT"], 7, {"a": True}, {"a": object()}])
def test_other_things_count_as_no_answer(given_: object) -> None:
    """A variable that is no dict of labels earns nothing and breaks nothing."""
    assert judge(given_, KEY).points(3) == 0.0


def test_key_from_a_table_takes_the_right_alternatives() -> None:
    """For a level the accepted levels count, for a type the second type."""
    table = pd.DataFrame(
        {
            "id": ["p01s1", "p01s2"],
            "level": ["FACT", "MIXED"],
            "accepted_levels": ["MIXED;OPINION", ""],
            "type": ["EVENT", "VALUE"],
            "second_type": ["QUANTITY", ""],
            "rationale": ["r1", "r2"],
        }
    )
    assert key_from(table, "level", ["p01s2", "p01s1"]) == {
        "p01s2": Item("MIXED", "r2"),
        "p01s1": Item("FACT", "r1", ("MIXED", "OPINION")),
    }
    assert key_from(table, "type", ["p01s1"])["p01s1"].accepted == ("QUANTITY",)


def test_one_letter_is_enough_where_it_is_clear() -> None:
    """F, M and O name the levels, in either case and with spaces around."""
    assert judge({"a": " f ", "c": "o"}, KEY, LEVELS).points(4) == 2.0


@pytest.mark.parametrize(
    ("given_", "points"),
    [
        ({"hours": 46, "share": 24}, 2.0),
        ({"hours": np.int64(46), "share": np.float64(24.6)}, 2.0),
        ({"hours": 45.9, "share": 24.7}, 0.0),
        ({"hours": 46, "share": 0.2413}, 1.0),
    ],
)
def test_a_number_within_its_tolerance_is_right(given_: object, points: float) -> None:
    """Plain numbers and those of pandas count, as near to the key as its tolerance says."""
    assert judge_numbers(given_, NUMBERS).points(2) == points


def test_every_number_is_explained() -> None:
    """The text names the number given, the number of the key and how it comes about."""
    assert str(judge_numbers({"hours": 1046}, NUMBERS)) == (
        "0 of 2 hold.\n"
        "hours  1,046: not this one; the course says 46. 14, 6, 12 and 14 hours.\n"
        "share  no answer; the course says 24.13. 4,500 of 18,650 tonnes."
    )


@pytest.mark.parametrize(
    "given_",
    [
        None,
        46,
        [46, 24],
        {"hours": "46", "share": None},
        {"hours": float("nan"), "share": float("inf")},
        {"hours": 10**400},
    ],
)
def test_what_is_no_number_counts_as_no_answer(given_: object) -> None:
    """Text, nothing, infinity and what is no dict earn nothing, break nothing and show no key."""
    assert str(judge_numbers(given_, NUMBERS)) == "Not attempted yet."


def test_true_is_no_number() -> None:
    """True is not taken for 1."""
    assert judge_numbers({"a": True}, {"a": NumberItem(1, 0, "One.")}).points(1) == 0.0


def test_a_figures_key_takes_its_reasons_or_else_the_rule() -> None:
    """Each question has its answer, why it is so and what else is accepted; the rule fills a gap."""
    figure = pd.Series({"id": "f02", **dict.fromkeys(QUESTIONS, "no"), "base": "does_not_arise"})
    rows = [("f01", "base", "", "Another figure's."), ("f02", "base", "no;yes", "A length of time.")]
    key = key_of_figure(figure, pd.DataFrame(rows, columns=["figure", "question", "accepted", "why"]))
    assert list(key) == list(QUESTIONS)
    assert key["base"] == Item("does_not_arise", "A length of time.", ("no", "yes"))
    assert key["window"] == Item("no", QUESTIONS["window"].advice)
