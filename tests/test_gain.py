"""A self-test taken twice: what the two tries are, and what their difference can show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oped.showing.widgets import Question
from oped.teaching.gain import Gain, SelfTest, self_test

ASKED = [Question(id_, "Fact?", ("yes", "no"), "yes", "A count.") for id_ in ("a", "b", "c")]
NONE = SelfTest(10, 0, 0)


def test_a_try_is_summed_up() -> None:
    """Right answers are counted; confidence counts where an answer has one, and only there."""
    tried = self_test({"a": "yes", "b": "no"}, {"a": 100, "c": 50}, ASKED)
    assert (tried.asked, tried.answered, tried.right, tried.sure, tried.brier) == (3, 2, 1, 100.0, 0.0)
    assert not tried.whole


def test_answers_to_other_questions_do_not_count() -> None:
    """What was answered elsewhere is passed over, and without a confidence there is no Brier score."""
    tried = self_test({"a": "yes", "z": "yes"}, {"z": 90}, ASKED)
    assert (tried.answered, tried.right, tried.sure, tried.brier) == (1, 1, None, None)
    assert str(tried) == "1 of 3 right, no confidence given"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (SelfTest(10, 10, 6), SelfTest(10, 4, 3), "Not finished: 4 of 10 are labelled this time."),
        (NONE, SelfTest(10, 10, 9), "No first self-test was found in this notebook's folder"),
        (SelfTest(10, 7, 5), SelfTest(10, 10, 9), "The first time only 7 of 10 were labelled"),
    ],
)
def test_what_is_missing_is_told_and_no_gain(first: SelfTest, second: SelfTest, told: str) -> None:
    """Without two whole tries nothing is compared, and a sentence says why."""
    assert told in str(Gain(first, second))
    assert "Gain:" not in str(Gain(first, second))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (6, 8, "Gain: +2 right. Anything from -2 to +5 would fit. Luck alone could have done it."),
        (4, 10, "Gain: +6 right. Anything from +2 to +8 would fit. Luck alone would seldom do that."),
        (10, 10, "Gain: +0 right. Anything from -3 to +3 would fit. Luck alone could have done it."),
        (9, 5, "Gain: -4 right. Anything from -7 to +0 would fit. Luck alone could have done it."),
    ],
)
def test_a_gain_comes_with_its_limits(before: int, after: int, told: str) -> None:
    """Ten sentences show large gains only, and a loss is told like a gain."""
    assert told in str(Gain(SelfTest(10, 10, before), SelfTest(10, 10, after)))


def test_calibration_is_told_both_times() -> None:
    """The gap between sure and right has a direction."""
    told = str(Gain(SelfTest(10, 10, 6, 80.0, 0.3), SelfTest(10, 10, 9, 70.0, 0.1)))
    assert "20 points too sure the first time, 20 points less sure than right this time" in told
    assert "as sure as right the first" in str(Gain(SelfTest(10, 10, 8, 80.0, 0.2), SelfTest(10, 10, 9, 70.0, 0.1)))
    assert "Sure against right" not in str(Gain(SelfTest(10, 10, 6), SelfTest(10, 10, 9, 70.0, 0.1)))


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_limits_hold_the_gain_and_stay_possible(before: int, after: int) -> None:
    """Whatever the scores, the gain lies within its limits, and these within what there is to gain or lose."""
    gain = Gain(SelfTest(30, 30, before), SelfTest(30, 30, after))
    low, high = gain.limits
    assert -30 - 1e-9 <= low <= gain.answers + 1e-9
    assert gain.answers - 1e-9 <= high <= 30 + 1e-9
