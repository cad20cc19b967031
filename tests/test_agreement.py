"""Agreement figures against published worked examples and against scikit-learn."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from oped.errors import OpedError
from oped.reading import agreement

LABELS = ["FACT", "MIXED", "OPINION"]
codings = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=2, max_size=40)


def test_kappa_of_a_published_table() -> None:
    """Two readers, 50 proposals, 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: kappa is 0.40."""
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert agreement.percent_agreement(first, second) == 0.7
    assert agreement.cohen_kappa(first, second) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("scale", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_krippendorffs_example(scale: agreement.Scale, expected: float) -> None:
    """Four observers, twelve units with gaps (Krippendorff 2011): the four alphas of the paper."""
    gap = None
    data = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
        [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
    ]
    # The scale's values start at 1, so a rank of 0 stands in front of them.
    assert agreement.krippendorff_alpha(data, [0, 1, 2, 3, 4, 5], scale) == pytest.approx(expected, abs=5e-4)


@given(codings)
def test_kappa_and_scores_equal_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    """Kappa, precision, recall, F1 and the confusion table are scikit-learn's on any codings."""
    key, said = [a for a, _ in pairs], [b for _, b in pairs]
    if len({*key, *said}) > 1:
        assert agreement.cohen_kappa(key, said) == pytest.approx(metrics.cohen_kappa_score(key, said))
    expected = metrics.precision_recall_fscore_support(key, said, labels=LABELS, zero_division=0.0)
    found = agreement.scores(key, said, LABELS)
    for column, values in zip(["precision", "recall", "f1", "number"], expected, strict=True):
        assert found[column].tolist() == pytest.approx(list(values))
    table = agreement.confusion(key, said, LABELS)
    assert np.array_equal(table.to_numpy(), metrics.confusion_matrix(key, said, labels=LABELS))


@given(st.lists(st.tuples(st.floats(0.5, 1.0), st.booleans()), min_size=1, max_size=50))
def test_brier_equals_scikit_learn_and_no_answer_is_lost(answers: list[tuple[float, bool]]) -> None:
    """The Brier score is scikit-learn's, and the bands of the reliability table hold every answer once."""
    confidence, right = [c for c, _ in answers], [r for _, r in answers]
    assert agreement.brier_score(confidence, right) == pytest.approx(
        metrics.brier_score_loss(np.array(right, dtype=int), confidence, labels=[0, 1])
    )
    table = agreement.reliability(confidence, right)
    assert table["number"].sum() == len(answers)
    assert (table["number"] * table["right"]).sum() == pytest.approx(sum(right))


def test_bands_hold_their_lower_edge() -> None:
    """70 % belongs to the band that starts there, and 100 % to the last one."""
    table = agreement.reliability([0.5, 0.7, 1.0], [True, False, True])
    assert table[["low", "high", "right"]].to_numpy().tolist() == [[0.5, 0.6, 1.0], [0.7, 0.8, 0.0], [0.9, 1.0, 1.0]]


def test_bias_has_its_sign() -> None:
    """Calling everything OPINION finds all, tells nothing apart (d' = 0 with equal numbers) and has c below 0."""
    found = agreement.detection(["FACT", "OPINION"] * 5, ["OPINION"] * 10, "OPINION")
    assert (found.hits, found.misses, found.false_alarms, found.correct_rejections) == (5, 0, 5, 0)
    assert found.d_prime == pytest.approx(0.0)
    assert found.c < 0
    shy = agreement.detection(["FACT", "OPINION"] * 5, ["FACT"] * 10, "OPINION")
    assert shy.c == pytest.approx(-found.c)


def test_item_agreement_counts_pairs_of_coders() -> None:
    """Four coders make six pairs; who left an item out is in no pair, and one coder alone makes none."""
    codings: list[list[str | None]] = [["F", "F", "F"], ["F", "O", None], ["O", "O", None], ["F", None, None]]
    shares = agreement.item_agreement(codings)
    assert shares[:2] == pytest.approx([3 / 6, 1 / 3])
    assert math.isnan(shares[2])


def test_kappa_is_undefined_where_nothing_varies() -> None:
    """One label throughout leaves no chance to be better than chance."""
    assert math.isnan(agreement.cohen_kappa(["FACT"] * 3, ["FACT"] * 3))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: agreement.percent_agreement(["F"], []), "same length"),
        (lambda: agreement.percent_agreement([], []), "nothing to compare"),
        (lambda: agreement.krippendorff_alpha([["F"], ["X"]], ["F", "M"]), "'X' is not among"),
        (lambda: agreement.krippendorff_alpha([["F"], ["F", "M"]], ["F", "M"]), "same number of items"),
        (lambda: agreement.krippendorff_alpha([["F"], ["F"]], ["F", "M"]), "at least two different"),
        (lambda: agreement.item_agreement([["F"], ["F", "M"]]), "same number of items"),
        (lambda: agreement.brier_score([80.0], [True]), "Divide per cent by 100"),
    ],
)
def test_wrong_input_is_told_in_a_sentence(call: "object", message: str) -> None:
    """Lists that cannot be compared are refused with what is needed."""
    assert callable(call)
    with pytest.raises(OpedError, match=message):
        call()
