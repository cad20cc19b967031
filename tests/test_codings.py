"""Codings of several readers: a class's file, the made-up stand-in, comparisons."""

from pathlib import Path

import pytest

from oped import load_case, load_class_codings
from oped.codings import Codings
from oped.errors import OpedError
from oped.labels import LEVELS
from oped.library import DataError, data_root

TWELVE = ["p01s2", "p01s3", "p02s1", "p02s2", "p03s2", "p05s1", "p05s2", "p06s2", "p07s1", "p07s2", "p10s2", "p14s3"]
CLASS = """coder,sentence,level,confidence
reader-01,p01s1,FACT,90
reader-01,p01s2,MIXED,
reader-02,p01s1,FACT,60
reader-02,p01s2,OPINION,100
reader-03,p01s1,MIXED,50
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the notebook's folder, beside a user's data folder of its own."""
    beside = tmp_path / "beside"
    beside.mkdir()
    monkeypatch.chdir(beside)
    monkeypatch.setenv("OPED_HOME", str(tmp_path / "home"))
    return beside


@pytest.fixture
def group(folder: Path) -> Codings:
    """The codings of a class of three, one of whom left a sentence out."""
    (folder / "09-class.csv").write_text(CLASS, encoding="utf-8")
    return load_class_codings("09-class")


def test_without_a_file_of_a_class_made_up_readers_stand_in() -> None:
    """The note and every reader's name say that they are made up."""
    group = load_class_codings("09-class")
    assert "made-up" in group.note
    assert all(coder.startswith("invented-") for coder in group.coders)


def test_the_stand_in_is_what_its_rule_makes() -> None:
    """The table follows the rule that datasets/README.md tells, cell by cell."""
    key = load_case("ukraine-talks").sentences.set_index("id")
    order = list(LEVELS)
    rows = []
    for n in range(1, 13):
        for k, sentence in enumerate(TWELVE, start=1):
            own, also = str(key.loc[sentence, "level"]), str(key.loc[sentence, "accepted_levels"])
            left = [level for level in LEVELS if level not in (own, also)]
            nearest = min(left, key=lambda level: abs(order.index(level) - order.index(own)))
            place = (5 * n + 7 * k) % 12
            second, last = (also, left[0]) if also else (nearest, nearest)
            few = 3 + k % 3 if also else 1 + k % 2
            level = second if place < few else last if place == 11 else own
            sure = 60 + 10 * (n % 4) + 10 * ((n + k) % 3 == 0) - 10 * bool(also)
            rows.append(f"invented-{n:02d},{sentence},{level},{min(100, max(50, sure))}")
    shipped = (data_root() / "classes/09-class.csv").read_text(encoding="utf-8")
    assert shipped.splitlines() == ["coder,sentence,level,confidence", *rows]


def test_a_class_file_beside_the_notebook_comes_first(group: Codings) -> None:
    """It is taken in place of the made-up one, and the note says so."""
    assert group.note == "3 readers of your class, from 09-class.csv."
    assert group.by_coder == {
        "reader-01": ["FACT", "MIXED"],
        "reader-02": ["FACT", "OPINION"],
        "reader-03": ["MIXED", None],
    }


def test_a_class_file_in_the_users_own_folder_is_found(tmp_path: Path) -> None:
    """A reader who keeps no files beside the notebook can put it there."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "09-class.csv").write_text(CLASS, encoding="utf-8")
    assert len(load_class_codings("09-class").coders) == 3


def test_counts_show_where_readers_divide(group: Codings) -> None:
    """Of the three pairs of readers one agrees on the first sentence, and the only pair divides on the second."""
    assert list(group.counts.loc["p01s1"]) == pytest.approx([2, 1, 0, 1 / 3])
    assert list(group.counts.loc["p01s2"]) == [0, 1, 1, 0]


def test_a_reader_is_compared_on_what_both_coded(group: Codings) -> None:
    """Who left a sentence out, and who coded nothing, is not counted as differing."""
    more = group.add("you", {"p01s1": "FACT", "p01s2": "OPINION", "p09s9": "FACT"}).add("nobody", {})
    compared = more.compare("you")
    assert compared[["same", "both"]].to_numpy().tolist() == [[2, 2], [1, 2], [0, 1]]
    assert list(compared.index) == ["reader-02", "reader-01", "reader-03"]
    assert "you" not in group.coders


def test_a_level_holds_where_the_key_has_or_accepts_it(group: Codings) -> None:
    """Only codings that say how sure are held against the key."""
    held = group.held(load_case("ukraine-talks").sentences)
    assert held[["coder", "sure", "held"]].to_numpy().tolist() == [
        ["reader-01", 0.9, True],
        ["reader-02", 0.6, True],
        ["reader-02", 1.0, True],
        ["reader-03", 0.5, True],
    ]
    strict = load_case("ukraine-talks").sentences.assign(accepted_levels="")
    assert group.held(strict)["held"].to_list() == [True, True, False, False]
    with pytest.raises(OpedError, match="Nobody has said how sure"):
        group.held(strict.query("id == 'p16s1'"))


def test_a_readers_name_is_taken_once(group: Codings) -> None:
    """A second reader of the same name would be mixed with the first."""
    with pytest.raises(OpedError, match="There is a reader 'reader-01' already"):
        group.add("reader-01", {})
    with pytest.raises(OpedError, match="There is no reader"):
        group.compare("you")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Jo,p01s1,FACT,90", "a number for a name"),
        ("reader-04,p1,FACT,90", "a sentence id"),
        ("reader-04,p01s1,TRUE,90", "allowed: FACT, MIXED, OPINION"),
        ("reader-04,p01s1,FACT,49", "a whole number from 50 to 100"),
        ("reader-01,p01s1,MIXED,90", "row 7: reader-01 has coded p01s1 in row 2"),
    ],
)
def test_a_wrong_row_is_told(folder: Path, row: str, told: str) -> None:
    """The file, the row and what is allowed are named."""
    (folder / "09-class.csv").write_text(CLASS + row + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"09-class\.csv, row 7") as caught:
        load_class_codings("09-class")
    assert told in str(caught.value)


def test_an_empty_file_and_an_unknown_name_are_told(folder: Path) -> None:
    """Neither gives an empty table."""
    (folder / "09-class.csv").write_text(CLASS.splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="holds no coding"):
        load_class_codings("09-class")
    with pytest.raises(OpedError, match="choose one of: 09-class"):
        load_class_codings("../09-class")
