"""Read an op-ed critically: separate fact from opinion, check figures, find persuasive devices.

The names below are what lessons and exercises use. They are loaded at first use, so that `import oped` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oped.labels import ATTRIBUTION, DEVICES, LEVELS, QUESTIONS, TYPES
    from oped.library import load_case, load_practice
    from oped.showing.page import show_labels, show_reasons, show_sentences
    from oped.showing.widgets import Annotator
    from oped.teaching.check import check_labels, check_text
    from oped.teaching.verdict import Item, judge, key_from

__all__ = [
    "ATTRIBUTION",
    "DEVICES",
    "LEVELS",
    "QUESTIONS",
    "TYPES",
    "Annotator",
    "Item",
    "check_labels",
    "check_text",
    "judge",
    "key_from",
    "load_case",
    "load_practice",
    "show_labels",
    "show_reasons",
    "show_sentences",
]

_HOMES = {
    "oped.labels": ("ATTRIBUTION", "DEVICES", "LEVELS", "QUESTIONS", "TYPES"),
    "oped.library": ("load_case", "load_practice"),
    "oped.showing.page": ("show_labels", "show_reasons", "show_sentences"),
    "oped.showing.widgets": ("Annotator",),
    "oped.teaching.check": ("check_labels", "check_text"),
    "oped.teaching.verdict": ("Item", "judge", "key_from"),
}


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'oped' has no attribute {name!r}")
