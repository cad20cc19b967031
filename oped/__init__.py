"""Read an op-ed critically: separate fact from opinion, check figures, find persuasive devices.

The names below are what lessons and exercises use. They are loaded at first use, so that `import oped` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oped.labels import ATTRIBUTION, DEVICES, LEVELS, QUESTIONS, TYPES
    from oped.library import load_case, load_practice, practice_table
    from oped.report import ReadingReport, read
    from oped.showing.charts import bar_chart, line_chart, panel_chart
    from oped.showing.page import show_labels, show_reasons, show_sentences
    from oped.showing.questions import load_questions
    from oped.showing.widgets import Annotator, ArgumentMap, NumberCard, Pair, Question, Quiz, Slant
    from oped.teaching.check import check_labels, check_numbers, check_text
    from oped.teaching.verdict import Item, NumberItem, judge, judge_numbers, key_from

__all__ = [
    "ATTRIBUTION",
    "DEVICES",
    "LEVELS",
    "QUESTIONS",
    "TYPES",
    "Annotator",
    "ArgumentMap",
    "Item",
    "NumberCard",
    "NumberItem",
    "Pair",
    "Question",
    "Quiz",
    "ReadingReport",
    "Slant",
    "bar_chart",
    "check_labels",
    "check_numbers",
    "check_text",
    "judge",
    "judge_numbers",
    "key_from",
    "line_chart",
    "load_case",
    "load_practice",
    "load_questions",
    "panel_chart",
    "practice_table",
    "read",
    "show_labels",
    "show_reasons",
    "show_sentences",
]

_HOMES = {
    "oped.labels": ("ATTRIBUTION", "DEVICES", "LEVELS", "QUESTIONS", "TYPES"),
    "oped.library": ("load_case", "load_practice", "practice_table"),
    "oped.report": ("ReadingReport", "read"),
    "oped.showing.charts": ("bar_chart", "line_chart", "panel_chart"),
    "oped.showing.page": ("show_labels", "show_reasons", "show_sentences"),
    "oped.showing.questions": ("load_questions",),
    "oped.showing.widgets": ("Annotator", "ArgumentMap", "NumberCard", "Pair", "Question", "Quiz", "Slant"),
    "oped.teaching.check": ("check_labels", "check_numbers", "check_text"),
    "oped.teaching.verdict": ("Item", "NumberItem", "judge", "judge_numbers", "key_from"),
}


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'oped' has no attribute {name!r}")
