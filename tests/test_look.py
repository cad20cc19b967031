"""Marked text looks different for each label and can be read by everyone."""

import itertools

import pytest

from oped.errors import OpedError
from oped.labels import ATTRIBUTION, DEVICES, LEVELS, TYPES, Label
from oped.showing.look import find_label, look_of

SETS = [LEVELS, TYPES, DEVICES, ATTRIBUTION]
ALL = [name for labels in SETS for name in labels]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, from 0 to 1, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_agrees_with_known_pairs() -> None:
    """The test's own arithmetic gives the published ratios for black, white and grey."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", ALL)
def test_marks_pass_wcag(name: str) -> None:
    """Text reaches 7:1 on its tint, the tag 4.5:1, the underline 3:1."""
    look = look_of(name)
    assert contrast(look.ink, look.background) >= 7
    assert contrast("#ffffff", look.accent) >= 4.5
    assert contrast(look.accent, look.background) >= 3


@pytest.mark.parametrize("labels", SETS)
def test_no_two_labels_of_a_set_look_alike(labels: dict[str, Label]) -> None:
    """Within a set the letters differ, and so do tint and underline taken together."""
    assert len({label.letter for label in labels.values()}) == len(labels)
    assert len({look_of(name) for name in labels}) == len(labels)


def test_underlines_tell_the_levels_and_kinds_apart_without_colour() -> None:
    """The three levels and the four kinds of attribution each have an underline style of their own."""
    for labels in (LEVELS, ATTRIBUTION):
        styles = [look_of(name).line for name in labels]
        assert len(set(styles)) == len(labels)


def test_names_are_unique_over_all_sets() -> None:
    """A name alone says which label is meant."""
    for one, other in itertools.combinations(SETS, 2):
        assert not one.keys() & other.keys()


def test_unknown_label_is_told_in_one_sentence() -> None:
    """A label that is not in the codebook is refused by name."""
    with pytest.raises(OpedError, match="no label 'TRUE'"):
        find_label("TRUE")


@pytest.mark.parametrize("name", ALL)
def test_style_sets_text_and_background_together(name: str) -> None:
    """A style that sets one of the two colours sets the other as well."""
    for style in (look_of(name).text_style, look_of(name).tag_style):
        assert ";color:" in style
        assert "background-color:" in style
