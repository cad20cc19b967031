"""What a class made of an assignment, item by item, for the debrief; no student is named in it.

Difficulty and discrimination as in classical test theory (Crocker & Algina 1986, chapter 14): the share who got an item
right, and the correlation of that item with the rest of the score. Division by Krippendorff's alpha (2019), nominal,
for one item: its observed disagreement against that expected over the whole question.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from oped.errors import OpedError
from oped.reading.agreement import item_agreement

if TYPE_CHECKING:
    import pandas as pd

NOT_ANSWERED = "no answer"
SMALLEST_CLASS = 5


def answers_table(hand_ins: Iterable[tuple[str, Mapping[str, Iterable[Mapping[str, Any]]]]]) -> "pd.DataFrame":
    """All answers of a class as a table.

    Args:
        hand_ins: for each student the name, and by question what became of each item (the fields of `ItemVerdict`,
            and `confidence`, 50 to 100 per cent, where it was given).

    Returns:
        one row a student and item: student, question, item, given, right (0.0 or 1.0), answered, label, why,
        confidence (NaN where there is none).
    """
    import pandas as pd

    rows = [
        {
            "student": student,
            "question": question,
            "item": item["id"],
            "given": item["given"],
            "right": float(item["outcome"] in ("right", "accepted")),
            "answered": item["outcome"] != NOT_ANSWERED,
            "label": item["label"],
            "why": item["why"],
            "confidence": item.get("confidence"),
        }
        for student, questions in hand_ins
        for question, items in questions.items()
        for item in items
    ]
    columns = [
        *("student", "question", "item", "given", "right", "answered", "label", "why", "confidence"),
    ]
    return pd.DataFrame(rows, columns=columns).astype({"right": float, "answered": bool, "confidence": float})


def item_table(answers: "pd.DataFrame") -> "pd.DataFrame":
    """How each item went.

    Args:
        answers: from `answers_table`.

    Returns:
        one row an item, in the order of the exercise: question, item, label, answered (number), right (share of the
        class, 0.0 to 1.0), discrimination (-1.0 to 1.0; NaN where all did alike), alpha (1.0 where all gave one label,
        0.0 as by chance, below where the item divides more than that; NaN where fewer than two answered), often (the
        wrong label given most), often_share (of the class), why.

    Raises:
        OpedError: the class is smaller than five, so that a row could tell who answered what.
    """
    import pandas as pd

    size = answers["student"].nunique()
    if size < SMALLEST_CLASS:
        raise OpedError(
            f"{size} hand-ins are too few: below {SMALLEST_CLASS} a table of items tells who answered what."
        )
    totals = answers.groupby("student")["right"].sum()
    rows = []
    for question, group in answers.groupby("question", sort=False):
        expected = _expected(group.loc[group["answered"], "given"])
        for item, answered in group.groupby("item", sort=False):
            right = answered.set_index("student")["right"]
            often, share = _often(answered, size)
            rows.append(
                {
                    "question": question,
                    "item": item,
                    "label": answered["label"].iloc[0],
                    "answered": int(answered["answered"].sum()),
                    "right": right.mean(),
                    "discrimination": _correlation(right, totals - right),
                    "alpha": _alpha(answered.loc[answered["answered"], "given"].tolist(), expected),
                    "often": often,
                    "often_share": share,
                    "why": answered["why"].iloc[0],
                }
            )
    return pd.DataFrame(rows)


def confidence_table(answers: "pd.DataFrame") -> "pd.DataFrame":
    """How often the class was right at each degree of confidence.

    Args:
        answers: from `answers_table`.

    Returns:
        what `oped.reading.agreement.reliability` returns, over all answers with a confidence; no row without any.
    """
    from oped.reading.agreement import reliability

    said = answers.dropna(subset="confidence")
    if said.empty:
        return said.iloc[:0][[]]
    return reliability((said["confidence"] / 100).tolist(), (said["right"] == 1.0).tolist())


def _often(answered: "pd.DataFrame", size: int) -> tuple[str, float]:
    wrong = Counter(answered.loc[answered["answered"] & (answered["right"] == 0.0), "given"])
    if not wrong:
        return "", 0.0
    label, number = wrong.most_common(1)[0]
    return label, number / size


def _expected(given: "pd.Series[Any]") -> float:
    """The share of pairs that differ when labels are drawn from all answers to the question."""
    counts = Counter(given)
    pairs = counts.total() * (counts.total() - 1)
    return 1.0 - sum(n * (n - 1) for n in counts.values()) / pairs if pairs else float("nan")


def _alpha(given: list[str], expected: float) -> float:
    (same,) = item_agreement([[label] for label in given]) if given else (float("nan"),)
    if same == 1.0:
        return 1.0
    return 1.0 - (1.0 - same) / expected if expected else float("nan")


def _correlation(right: "pd.Series[Any]", rest: "pd.Series[Any]") -> float:
    rest = rest.loc[right.index]
    if right.nunique() < 2 or rest.nunique() < 2:
        return float("nan")
    return float(right.corr(rest))
