"""What a class made of each item."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from oped.errors import OpedError
from oped.grading.insight import answers_table, confidence_table, item_table
from oped.grading.insight_page import insight_page
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


def page(names: bool = False) -> str:
    """The debrief page of the five."""
    return insight_page("02-facts", table(80.0), {student: 2.0 for student, _ in GIVEN}, 3, names=names)


def test_the_page_names_nobody_unless_asked() -> None:
    """A page for the whole class shows items; who earned what stands there only on request."""
    assert "By student" not in page()
    assert "By student" in page(names=True)


def test_the_page_shows_hard_and_divided_items_with_their_reasons() -> None:
    """What was hard is told with its share, its key and the deciding words."""
    text = " ".join(BeautifulSoup(page(), "html.parser").get_text(" ").split())
    assert "hard q1 40 % OPINION 'shameful' judges." in text
    assert "hard q1 FACT 60 % OPINION 'shameful' judges." in text


def test_what_a_student_typed_is_text_and_the_page_loads_nothing() -> None:
    """A label that is HTML is shown as typed; pictures are in the page itself."""
    given = [
        (student, {"q1": [vars(item) for item in judge({"hard": "<script>x</script>"}, KEY).items]})
        for student, _ in GIVEN
    ]
    soup = BeautifulSoup(insight_page("02-facts", answers_table(given), dict.fromkeys("abcde", 0.0), 3), "html.parser")
    assert soup.find_all("script") == []
    assert "<script>x</script>" in soup.get_text()
    loaded = [str(tag["src"]) for tag in BeautifulSoup(page(), "html.parser").find_all(src=True)]
    assert loaded
    assert all(address.startswith("data:") for address in loaded)
