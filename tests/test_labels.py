"""The codebook holds together."""

from collections.abc import Mapping
from typing import get_args

import pytest

from oped import labels
from oped.labels import Label

SETS = [
    (labels.LEVELS, labels.LevelName),
    (labels.TYPES, labels.TypeName),
    (labels.DEVICES, labels.DeviceName),
    (labels.ATTRIBUTION, labels.AttributionName),
    (labels.QUESTIONS, labels.QuestionName),
    (labels.ANSWERS, labels.AnswerName),
]


@pytest.mark.parametrize(("words", "names"), SETS)
def test_names_letters_and_types_agree(words: Mapping[str, Label], names: object) -> None:
    """Each set lists just the names of its type, and no two labels share a letter tag."""
    assert tuple(words) == get_args(names)
    assert all(label.name == name for name, label in words.items())
    assert len({label.letter for label in words.values()}) == len(words)


def test_every_device_says_when_it_is_fair() -> None:
    """A device is a move and not a fault, so each entry names a fair use."""
    assert all(device.fair_use for device in labels.DEVICES.values())
