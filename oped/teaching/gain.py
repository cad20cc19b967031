"""A self-test taken twice, in two parallel forms: score and calibration both times, and what the gain can show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean

from oped.reading.agreement import brier_score
from oped.showing.widgets.quiz import Question

_SURE = 0.95


@dataclass(frozen=True)
class SelfTest:
    """One try at a self-test.

    Attributes:
        asked: how many questions there are.
        answered: how many were answered.
        right: how many answers are the course's.
        sure: the mean confidence in per cent of those answers that have one; None where none has.
        brier: the Brier score of the same answers, 0 (sure and right throughout) to 1; None where none has one.
    """

    asked: int
    answered: int
    right: int
    sure: float | None = None
    brier: float | None = None

    @property
    def whole(self) -> bool:
        """Whether every question was answered."""
        return 0 < self.asked == self.answered

    def __str__(self) -> str:
        """One line: right of asked, and where there is a confidence, how sure and how well that fitted."""
        score = f"{self.right} of {self.asked} right"
        if self.sure is None or self.brier is None:
            return f"{score}, no confidence given"
        return f"{score}, {self.sure:.0f} % sure, Brier score {self.brier:.2f}"


def self_test(given: Mapping[str, str], sure: Mapping[str, int], questions: Iterable[Question]) -> SelfTest:
    """Sum up one try.

    Args:
        given: the answer to each question id that has one.
        sure: how sure of it, 50 to 100 per cent, by question id.
        questions: what was asked.

    >>> asked = [Question("a", "Old?", ("yes", "no"), "yes", ""), Question("b", "New?", ("yes", "no"), "no", "")]
    >>> print(self_test({"a": "yes", "b": "yes"}, {"a": 90, "b": 60}, asked))
    1 of 2 right, 75 % sure, Brier score 0.18
    """
    asked = list(questions)
    right = {question.id: given[question.id] == question.answer for question in asked if question.id in given}
    rated = [id_ for id_ in right if id_ in sure]
    if not rated:
        return SelfTest(len(asked), len(right), sum(right.values()))
    shares = [sure[id_] / 100 for id_ in rated]
    return SelfTest(
        *(len(asked), len(right), sum(right.values())),
        sure=100 * fmean(shares),
        brier=brier_score(shares, [right[id_] for id_ in rated]),
    )


@dataclass(frozen=True)
class Gain:
    """Two tries beside each other; prints what can be said of them, and what can't."""

    first: SelfTest
    second: SelfTest

    @property
    def answers(self) -> int:
        """How many more were right the second time."""
        return self.second.right - self.first.right

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the greatest true gain, in answers, that fit both scores: 95 % limits by Newcombe (1998).

        They take the sentences of each form for a draw from the many that might have been asked.

        >>> low, high = Gain(SelfTest(80, 80, 48), SelfTest(70, 70, 56)).limits
        >>> round(low / 70, 3), round(high / 70, 3)
        (0.052, 0.334)
        """
        before, after = _share(self.first), _share(self.second)
        (before_low, before_high), (after_low, after_high) = _wilson(self.first), _wilson(self.second)
        down = sqrt((after - after_low) ** 2 + (before_high - before) ** 2)
        up = sqrt((after_high - after) ** 2 + (before - before_low) ** 2)
        return self.second.asked * (after - before - down), self.second.asked * (after - before + up)

    def __str__(self) -> str:
        """Plain text: both tries, the gain with its limits, and the gap between sure and right."""
        if not self.second.whole:
            return f"Not finished: {self.second.answered} of {self.second.asked} are labelled this time."
        if not self.first.answered:
            return (
                f"This time: {self.second}.\nNo first self-test was found in this notebook's folder, so no gain can be "
                "told. Lesson 1 keeps it; if you did it elsewhere, compare by eye."
            )
        lines = [f"First time: {self.first}.", f"This time: {self.second}."]
        if not self.first.whole:
            done = f"{self.first.answered} of {self.first.asked}"
            return "\n".join([*lines, f"The first time only {done} were labelled, so no gain can be told."])
        low, high = self.limits
        luck = "Luck alone could have done it" if low <= 0 <= high else "Luck alone would seldom do that"
        fit = f"Anything from {round(low):+d} to {round(high):+d} would fit."
        lines.append(f"Gain: {self.answers:+d} right. {fit} {luck}.")
        return "\n".join([*lines, *self._gaps()])

    def __repr__(self) -> str:
        """The plain text, so that naming the gain in a cell shows it."""
        return str(self)

    def _gaps(self) -> list[str]:
        if self.first.sure is None or self.second.sure is None:
            return []
        return [f"Sure against right: {_gap(self.first)} the first time, {_gap(self.second)} this time."]


def _gap(test: SelfTest) -> str:
    points = round((test.sure or 0.0) - 100 * _share(test))
    if not points:
        return "as sure as right"
    return f"{abs(points)} points {'too sure' if points > 0 else 'less sure than right'}"


def _share(test: SelfTest) -> float:
    return test.right / test.asked


def _wilson(test: SelfTest) -> tuple[float, float]:
    """The limits of a share by Wilson's score, which stay inside 0 and 1 and hold for few items."""
    z = NormalDist().inv_cdf((1 + _SURE) / 2)
    share, asked = _share(test), test.asked
    middle = share + z**2 / (2 * asked)
    spread = z * sqrt(share * (1 - share) / asked + z**2 / (4 * asked**2))
    whole = 1 + z**2 / asked
    return (middle - spread) / whole, (middle + spread) / whole
