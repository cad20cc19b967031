"""Read an op-ed critically: separate fact from opinion, check figures, find persuasive devices.

The names below are what lessons and exercises use. They are loaded at first use, so that `import oped` stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oped.codings import load_class_codings
    from oped.labels import ANSWERS, ATTRIBUTION, DEVICES, LEVELS, QUESTIONS, TYPES
    from oped.library import load_case, load_practice, practice_table
    from oped.reading.agreement import brier_score, cohen_kappa, krippendorff_alpha, percent_agreement, reliability
    from oped.reading.try_out import try_out
    from oped.report import ReadingReport, read
    from oped.showing.argument_svg import show_argument
    from oped.showing.charts import bar_chart, calibration_chart, line_chart, panel_chart
    from oped.showing.page import show_labels, show_reasons, show_sentences
    from oped.showing.pairs import load_pairs
    from oped.showing.questions import load_questions
    from oped.showing.widgets import Annotator, ArgumentMap, NumberCard, Pair, Question, Quiz, Slant
    from oped.teaching.check import check_labels, check_numbers, check_text
    from oped.teaching.gain import Gain, SelfTest, self_test
    from oped.teaching.verdict import Item, NumberItem, judge, judge_numbers, key_from, key_of_figure

__all__ = [
    "ANSWERS",
    "ATTRIBUTION",
    "DEVICES",
    "LEVELS",
    "QUESTIONS",
    "TYPES",
    "Annotator",
    "ArgumentMap",
    "Gain",
    "Item",
    "NumberCard",
    "NumberItem",
    "Pair",
    "Question",
    "Quiz",
    "ReadingReport",
    "SelfTest",
    "Slant",
    "bar_chart",
    "brier_score",
    "calibration_chart",
    "check_labels",
    "check_numbers",
    "check_text",
    "cohen_kappa",
    "judge",
    "judge_numbers",
    "key_from",
    "key_of_figure",
    "krippendorff_alpha",
    "line_chart",
    "load_case",
    "load_class_codings",
    "load_pairs",
    "load_practice",
    "load_questions",
    "panel_chart",
    "percent_agreement",
    "practice_table",
    "read",
    "reliability",
    "self_test",
    "show_argument",
    "show_labels",
    "show_reasons",
    "show_sentences",
    "try_out",
]

_HOMES = {
    "oped.codings": ("load_class_codings",),
    "oped.labels": ("ANSWERS", "ATTRIBUTION", "DEVICES", "LEVELS", "QUESTIONS", "TYPES"),
    "oped.library": ("load_case", "load_practice", "practice_table"),
    "oped.reading.agreement": (
        "brier_score",
        "cohen_kappa",
        "krippendorff_alpha",
        "percent_agreement",
        "reliability",
    ),
    "oped.reading.try_out": ("try_out",),
    "oped.report": ("ReadingReport", "read"),
    "oped.showing.argument_svg": ("show_argument",),
    "oped.showing.charts": ("bar_chart", "calibration_chart", "line_chart", "panel_chart"),
    "oped.showing.page": ("show_labels", "show_reasons", "show_sentences"),
    "oped.showing.pairs": ("load_pairs",),
    "oped.showing.questions": ("load_questions",),
    "oped.showing.widgets": ("Annotator", "ArgumentMap", "NumberCard", "Pair", "Question", "Quiz", "Slant"),
    "oped.teaching.check": ("check_labels", "check_numbers", "check_text"),
    "oped.teaching.gain": ("Gain", "SelfTest", "self_test"),
    "oped.teaching.verdict": ("Item", "NumberItem", "judge", "judge_numbers", "key_from", "key_of_figure"),
}


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'oped' has no attribute {name!r}")
