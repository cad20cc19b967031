"""How far coders agree, and how well confidence matches success.

Formulas: Cohen (1960) for kappa; Krippendorff (2019), by the `krippendorff` package, for alpha; Green & Swets (1966)
for d' and c, with the log-linear correction of Hautus (1995); Brier (1950) for the score.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal

from oped.errors import OpedError

if TYPE_CHECKING:
    import pandas as pd

Scale = Literal["nominal", "ordinal", "interval", "ratio"]


def _paired(first: Sequence[object], second: Sequence[object]) -> list[tuple[object, object]]:
    if len(first) != len(second):
        raise OpedError(f"Two lists of the same length are needed; these have {len(first)} and {len(second)} entries.")
    if not first:
        raise OpedError("There is nothing to compare: both lists are empty.")
    return list(zip(first, second, strict=True))


def percent_agreement(first: Sequence[object], second: Sequence[object]) -> float:
    """The share of items, 0.0 to 1.0, to which two coders gave the same label.

    >>> percent_agreement(["F", "M", "O", "O"], ["F", "O", "O", "O"])
    0.75
    """
    pairs = _paired(first, second)
    return sum(a == b for a, b in pairs) / len(pairs)


def cohen_kappa(first: Sequence[object], second: Sequence[object]) -> float:
    """Agreement beyond chance, 1.0 at most; `nan` where both coders gave one and the same label throughout.

    >>> round(cohen_kappa(["F", "M", "O", "O"], ["F", "O", "O", "O"]), 3)
    0.556
    """
    pairs = _paired(first, second)
    labels = {label for pair in pairs for label in pair}
    firsts, seconds = [a for a, _ in pairs], [b for _, b in pairs]
    chance = sum(firsts.count(label) * seconds.count(label) for label in labels) / len(pairs) ** 2
    if chance == 1.0:
        return float("nan")
    return (percent_agreement(first, second) - chance) / (1 - chance)


def krippendorff_alpha(
    codings: Sequence[Sequence[object | None]], order: Sequence[object], scale: Scale = "nominal"
) -> float:
    """Krippendorff's alpha for any number of coders; 1.0 is perfect, 0.0 is chance.

    Args:
        codings: one sequence a coder, all of one length; `None` where a coder left an item out.
        order: every label that may occur, from low to high where the scale is not nominal.
        scale: "nominal" for types, "ordinal" for levels.

    Raises:
        OpedError: where a label is not in `order`, the lengths differ, or fewer than two labels were used.
    """
    import krippendorff
    import numpy as np

    if len({len(coding) for coding in codings}) != 1:
        raise OpedError("Every coder needs the same number of items; write None where one was left out.")
    rank = {label: float(place) for place, label in enumerate(order)}
    used = {label for coding in codings for label in coding if label is not None}
    if strange := used - set(order):
        raise OpedError(f"{sorted(map(str, strange))[0]!r} is not among the labels {', '.join(map(str, order))}.")
    if len(used) < 2:
        raise OpedError("Alpha needs at least two different labels among the codings.")
    values = np.array([[np.nan if label is None else rank[label] for label in coding] for coding in codings])
    return float(krippendorff.alpha(reliability_data=values, level_of_measurement=scale))


def item_agreement(codings: Sequence[Sequence[object | None]]) -> list[float]:
    """For each item, the share of pairs of coders that gave it the same label; `nan` where fewer than two coded it.

    Args:
        codings: one sequence a coder, all of one length; `None` where a coder left an item out.

    >>> item_agreement([["F", "M"], ["F", "O"], ["F", "O"]])
    [1.0, 0.3333333333333333]

    Raises:
        OpedError: the lengths differ.
    """
    if len({len(coding) for coding in codings}) > 1:
        raise OpedError("Every coder needs the same number of items; write None where one was left out.")
    shares = []
    for given in zip(*codings, strict=True):
        counts = Counter(label for label in given if label is not None)
        pairs = counts.total() * (counts.total() - 1)
        shares.append(sum(n * (n - 1) for n in counts.values()) / pairs if pairs else float("nan"))
    return shares


def confusion(key: Sequence[str], given: Sequence[str], labels: Sequence[str]) -> "pd.DataFrame":
    """A square table of counts: one row a label of the key, one column a label given.

    >>> confusion(["F", "O", "O"], ["F", "F", "O"], ["F", "O"]).loc["O", "F"]
    np.int64(1)
    """
    import pandas as pd

    _paired(key, given)
    table = pd.crosstab(pd.Series(list(key), name="key"), pd.Series(list(given), name="given"))
    return table.reindex(index=list(labels), columns=list(labels), fill_value=0)


def scores(key: Sequence[str], given: Sequence[str], labels: Sequence[str]) -> "pd.DataFrame":
    """Precision, recall and F1, each 0.0 to 1.0, and the number in the key: one row a label.

    A label that was never given has precision 0.0; the mean of column `f1` is the macro-F1.
    """
    import pandas as pd

    pairs = _paired(key, given)
    rows = []
    for label in labels:
        hits = pairs.count((label, label))
        said, there = sum(b == label for _, b in pairs), sum(a == label for a, _ in pairs)
        precision, recall = hits / said if said else 0.0, hits / there if there else 0.0
        rows.append((label, precision, recall, 2 * hits / (said + there) if said + there else 0.0, there))
    return pd.DataFrame(rows, columns=["label", "precision", "recall", "f1", "number"]).set_index("label")


@dataclass(frozen=True)
class Detection:
    """Finding one label among others, as in a hearing test.

    Attributes:
        hits, misses, false_alarms, correct_rejections: counts of items.
        d_prime: how well the two kinds are told apart, in standard deviations; 0 is guessing.
        c: the bias; below 0 the label is given too easily, above 0 too rarely.
    """

    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int
    d_prime: float
    c: float


def detection(key: Sequence[str], given: Sequence[str], label: str) -> Detection:
    """Hits and false alarms for one label, with d' and c.

    Both rates are moved off 0 and 1 by adding 0.5 to the count and 1 to the number (Hautus 1995).

    >>> found = detection(["O", "O", "F", "F"], ["O", "F", "F", "F"], "O")
    >>> found.hits, found.false_alarms, round(found.d_prime, 2)
    (1, 0, 0.97)
    """
    pairs = _paired(key, given)
    hits = sum(a == label and b == label for a, b in pairs)
    misses = sum(a == label and b != label for a, b in pairs)
    false_alarms = sum(a != label and b == label for a, b in pairs)
    correct_rejections = len(pairs) - hits - misses - false_alarms
    z = NormalDist().inv_cdf
    hit_z = z((hits + 0.5) / (hits + misses + 1))
    alarm_z = z((false_alarms + 0.5) / (false_alarms + correct_rejections + 1))
    return Detection(hits, misses, false_alarms, correct_rejections, hit_z - alarm_z, -(hit_z + alarm_z) / 2)


def brier_score(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """The mean squared distance between confidence and success: 0.0 is best, 0.25 is what a coin toss earns.

    Args:
        confidence: how sure the reader was, 0.0 to 1.0.
        right: whether the answer was right.

    >>> brier_score([1.0, 0.5], [True, False])
    0.125
    """
    _paired(confidence, right)
    _check_probabilities(confidence)
    return sum((value - hit) ** 2 for value, hit in zip(confidence, right, strict=True)) / len(confidence)


def _check_probabilities(confidence: Sequence[float]) -> None:
    if wrong := [value for value in confidence if not 0.0 <= value <= 1.0]:
        raise OpedError(f"Confidence is a number from 0.0 to 1.0; {wrong[0]} is not. Divide per cent by 100.")


def reliability(confidence: Sequence[float], right: Sequence[bool], bins: int = 5) -> "pd.DataFrame":
    """How often the reader was right at each degree of confidence.

    Args:
        confidence: 0.5 to 1.0; lower values count in the lowest band.
        right: whether the answer was right.
        bins: how many bands of equal width between 0.5 and 1.0.

    Returns:
        one row a band that was used: low, high (band edges), confidence (mean), right (share), number.
    """
    import pandas as pd

    _paired(confidence, right)
    _check_probabilities(confidence)
    width = 0.5 / bins
    place = [min(bins - 1, max(0, int((value - 0.5) / width + 1e-9))) for value in confidence]
    frame = pd.DataFrame({"band": place, "confidence": list(confidence), "right": [bool(hit) for hit in right]})
    table = frame.groupby("band").agg(
        confidence=("confidence", "mean"), right=("right", "mean"), number=("right", "size")
    )
    table.insert(0, "low", [round(0.5 + band * width, 6) for band in table.index])
    table.insert(1, "high", [round(0.5 + (band + 1) * width, 6) for band in table.index])
    return table.reset_index(drop=True)
