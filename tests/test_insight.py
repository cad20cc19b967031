"""What a class made of each item."""

import pandas as pd
import pytest

from oped.errors import OpedError
from oped.grading.insight import answers_table, confidence_table, item_table
from oped.teaching.verdict import Item, judge

KEY = {
    "easy": Item("FACT", "A count."),
    "hard": Item("OPINION", "'shameful' judges."),
    "split": Item("MIXED", "A count and a judgement.", ("OPINION",)),
}
GIVEN = [
    ("a", {"easy": "FACT", "hard": "OPINION", "split": "MIXED"}),
    ("b", {"easy": "FACT", "hard": "OPINION", "split": "OPINION"}),
    ("c", {"easy": "FACT", "hard": "FACT", "split": "FACT"}),
    ("d", {"easy": "FACT", "hard": "FACT", "split": "MIXED"}),
    ("e", {"easy": "FACT", "hard": "FACT"}),
]


def table(sure: float | None = None) -> pd.DataFrame:
    """The answers of five students to three items."""
    found = []
    for student, given in GIVEN:
        items = [{**vars(item), "confidence": sure} for item in judge(given, KEY).items]
        found.append((student, {"q1": items}))
    return answers_table(found)


def test_each_item_has_its_share_of_right_answers() -> None:
    """An accepted answer is right; one left out is not."""
    items = item_table(table()).set_index("item")
    assert items["right"].to_dict() == pytest.approx({"easy": 1.0, "hard": 0.4, "split": 0.6})
    assert items["answered"].to_dict() == {"easy": 5, "hard": 5, "split": 4}


def test_an_item_that_the_good_get_right_discriminates() -> None:
    """The rest of the score leaves the item itself out, and an item that all got right says nothing."""
    items = item_table(table()).set_index("item")
    assert items["discrimination"].isna().to_dict() == {"easy": True, "hard": False, "split": False}
    assert items.loc["hard", "discrimination"] == pytest.approx(2 / 3)


def test_alpha_by_item_agrees_with_krippendorff_over_the_question() -> None:
    """With all items answered, the items' own alphas average to the alpha of the question."""
    import krippendorff

    full = [(student, {"easy": "FACT", "hard": "FACT", "split": "MIXED"} | given) for student, given in GIVEN]
    answers = answers_table(
        (student, {"q1": [vars(item) for item in judge(given, KEY).items]}) for student, given in full
    )
    labels = ["FACT", "MIXED", "OPINION"]
    data = [[float(labels.index(given[item])) for item in KEY] for _, given in full]
    whole = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert item_table(answers)["alpha"].mean() == pytest.approx(whole)


def test_the_commonest_wrong_answer_is_named() -> None:
    """With its share of the class, and the reason for the right one."""
    row = item_table(table()).set_index("item").loc["hard"]
    assert (row["often"], row["often_share"]) == ("FACT", pytest.approx(0.6))
    assert row["why"] == "'shameful' judges."


def test_a_class_below_five_is_refused() -> None:
    """In a very small class a table of items would tell who answered what."""
    few = table()
    with pytest.raises(OpedError, match="4 hand-ins are too few"):
        item_table(few[few["student"] != "a"])


def test_confidence_stands_against_success() -> None:
    """One row a band; answers without a confidence do not count."""
    assert confidence_table(table()).empty
    bands = confidence_table(table(80.0))
    assert bands["number"].tolist() == [15]
    assert bands["right"].tolist() == pytest.approx([10 / 15])
