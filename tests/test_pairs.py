"""Pairs of texts for a slant: read from files, matched in length, wrong files told."""

from pathlib import Path

import pytest

from oped.errors import OpedError
from oped.library import DataError, data_root
from oped.showing.pairs import load_pairs
from oped.showing.widgets import Pair
from oped.showing.widgets.slant import mixed

FILES = sorted(path.stem for path in (data_root() / "pairs").glob("*.toml"))


@pytest.mark.parametrize("name", FILES)
def test_the_texts_of_a_pair_are_alike_in_length(name: str) -> None:
    """Each pair is near in words, and all texts for are together as long as all against, within a tenth."""
    pairs = load_pairs(name)
    lengths = [(len(pair.text_for.split()), len(pair.text_against.split())) for pair in pairs]
    assert all(abs(one - other) <= 5 for one, other in lengths)
    both = [sum(side) for side in zip(*lengths, strict=True)]
    assert max(both) / min(both) <= 1.1


@pytest.mark.parametrize("name", FILES)
def test_no_side_has_both_the_first_and_the_last_word(name: str) -> None:
    """In the order that lesson 9 shows, one side begins and the other ends, and none speaks three times in a row."""
    sides = [side for _, side in mixed([pair.id for pair in load_pairs(name)], f"lesson-{name}-ratings")]
    assert sides[0] != sides[-1]
    assert all(len(set(sides[start : start + 3])) == 2 for start in range(len(sides) - 2))


def test_a_section_is_a_pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is the pair's id; what is missing or unknown is told."""
    (tmp_path / "pairs").mkdir()
    file = tmp_path / "pairs" / "bridge.toml"
    file.write_text('[old]\ntext_for = "Close it."\ntext_against = "Keep it."\n', encoding="utf-8")
    monkeypatch.setenv("OPED_DATA", str(tmp_path))
    assert load_pairs("bridge") == [Pair("old", "Close it.", "Keep it.")]
    with pytest.raises(OpedError, match="choose one of: bridge"):
        load_pairs("../bridge")
    file.write_text('[old]\ntext_for = "Close it."\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"lacks the key old\.text_against"):
        load_pairs("bridge")
