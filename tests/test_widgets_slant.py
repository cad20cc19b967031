"""The slant test's Python side; its page is tested in tests/browser."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from oped.errors import OpedError
from oped.showing.widgets import Pair, Slant
from oped.showing.widgets.slant import lean_of, mixed

PAIRS = [Pair(f"pair-{n}", f"Yes, for reason {n}.", f"No, for reason {n}.") for n in range(1, 5)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the notebook's folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def slant() -> Slant:
    """Open the test as a new kernel would."""
    return Slant(PAIRS, name="my-slant")


def rated(widget: Slant, of_for: int, of_against: int) -> Slant:
    """Rate every text by its side, as the page would by its place."""
    ratings = {"for": of_for, "against": of_against}
    widget._rated = {str(place): ratings[side] for place, (_, side) in enumerate(widget._order)}
    return widget


@for_all(st.integers(1, 12), st.from_regex(r"[a-z]{1,8}", fullmatch=True))
def test_order_is_fixed_balanced_and_parts_the_pairs(count: int, name: str) -> None:
    """One name gives one order; its first half has one text of each pair, and half of them of each side."""
    ids = [f"p{n}" for n in range(count)]
    order = mixed(ids, name)
    assert order == mixed(ids, name)
    assert sorted(order) == sorted((i, side) for i in ids for side in ("for", "against"))
    first = order[:count]
    assert {i for i, _ in first} == set(ids)
    assert abs(2 * [side for _, side in first].count("for") - count) <= 1
    if count > 1:
        assert all(one[0] != other[0] for one, other in pairwise(order))


def test_the_page_does_not_know_the_sides() -> None:
    """What reaches the browser before all is rated tells no side and no result."""
    widget = slant()
    widget._rated = {"0": 7}
    state = {name: value for name, value in widget.get_state().items() if name not in ("_esm", "_css")}
    assert "against" not in str(state).replace("No, for", "")
    assert widget._result == []


def test_ratings_stay_in_a_private_file_only(folder: Path) -> None:
    """The file says private, a new kernel finds the ratings in it, and the static form holds none of them."""
    untouched = slant().static
    rated(slant(), 6, 3)
    assert [path.name for path in folder.iterdir()] == ["my-slant.private.json"]
    kept = json.loads((folder / "my-slant.private.json").read_text())
    assert kept["ratings"]["pair-1/for"] == 6
    again = slant()
    assert again.table["for"].to_list() == [6] * 4
    assert again.static.text == untouched.text.replace("0 of 8", "8 of 8")
    assert "difference" not in again.static.html


def test_result_comes_when_all_is_rated() -> None:
    """Before, it says how many texts are left; then means, difference, number of pairs and what it can't tell."""
    widget = slant()
    assert widget.result.text == "The result comes when all 8 texts are rated; 8 are left."
    first, chance, caveat = rated(widget, 6, 3).result.text.splitlines()
    assert first == "Mean rating 6.0 for, 3.0 against: difference +3.0 on a scale from 1 to 7 (n = 4 pairs)."
    assert "more than the ±0.0" in chance
    assert "not of you" in caveat
    assert widget._result == [first, chance, caveat]
    widget.reset()
    assert widget._result == []


def test_ratings_follow_their_texts_when_pairs_are_added() -> None:
    """With one more pair the order is another one, and every rating is still at its own text."""
    rated(slant(), 6, 3)
    more = Slant([*PAIRS, Pair("pair-5", "Yes, again.", "No, again.")], name="my-slant")
    assert more.table.dropna().to_dict("records") == [{"pair": pair.id, "for": 6, "against": 3} for pair in PAIRS]


def test_lean_has_mean_and_margin() -> None:
    """Mean difference and twice its standard error, worked by hand: differences 1, 3, 2 give 2 and 2 / sqrt(3)."""
    lean = lean_of([(5, 4), (6, 3), (4, 2)])
    assert (lean.pairs, lean.difference) == (3, 2.0)
    assert lean.margin == pytest.approx(2 / 3**0.5)
    assert "within ±" not in " ".join(lean.lines)


def test_lean_says_where_chance_may_be_enough() -> None:
    """A small difference is told as such, and with fewer than three pairs nothing is claimed."""
    even = [(5, 4), (1, 4), (4, 2)]
    assert "difference +0.0" in lean_of(even).lines[0]
    assert "within ±" in lean_of(even).lines[1]
    two = lean_of(even[:2])
    assert two.lines[0].endswith("difference −1.0 on a scale from 1 to 7 (n = 2 pairs).")
    assert two.lines[1] == "With 2 pairs nothing can be told from chance."


def test_unusable_arguments_are_told() -> None:
    """No pair, two pairs of one id, a bad name and no ratings each fail with a plain sentence."""
    for pairs in ([], [PAIRS[0], PAIRS[0]]):
        with pytest.raises(OpedError, match="an id of its own"):
            Slant(pairs, name="my-slant")
    with pytest.raises(OpedError, match="small letters"):
        Slant(PAIRS, name="My slant")
    with pytest.raises(OpedError, match="rate its two texts"):
        lean_of([])


def test_a_typed_rating_counts_like_a_click(folder: Path) -> None:
    """Ratings by number go to the same file; rating nothing writes nothing; what is no text or rating is refused."""
    widget = slant()
    widget.rate({})
    assert list(folder.iterdir()) == []
    widget.rate({1: 6, 8: 2})
    pair_id, side = widget._order[0]
    kept = json.loads((folder / "my-slant.private.json").read_text())["ratings"]
    assert kept[f"{pair_id}/{side}"] == 6
    assert len(kept) == 2
    for wrong in ({0: 4}, {9: 4}, {1: 8}, {1: 0}):
        with pytest.raises(OpedError, match="can't be rated"):
            widget.rate(wrong)
