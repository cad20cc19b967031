"""A reading report as one HTML file: no script, no network, light or dark, A4 when printed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from oped.labels import DEVICES, LEVELS
from oped.showing.look import look_of
from oped.showing.report_marks import voices
from oped.showing.report_view import (
    always_asked,
    devices_used,
    level_counts,
    paragraphs,
    shown_devices,
    shown_figures,
    type_table,
)
from oped.showing.templates import template

if TYPE_CHECKING:
    from oped.report import ReadingReport

_TEMPLATE = Path(__file__).with_name("report.html")
_LONGEST_STRIP = 240  # sentences that are drawn one by one


def report_page(report: "ReadingReport") -> str:
    """Make the page. All text from the source is escaped by the template engine."""
    text = paragraphs(report)
    figures = shown_figures(report)
    sentences = [sentence for paragraph in text for sentence in paragraph]
    context: dict[str, Any] = {
        "report": report,
        "document": report.document,
        "paragraphs": text,
        "sentences": sentences,
        "strip": sentences if len(sentences) <= _LONGEST_STRIP else [],
        "levels": level_counts(report),
        "types": type_table(report),
        "voices": voices(report),
        "figures": figures,
        "always_asked": always_asked(figures),
        "candidates": shown_devices(report, "candidate"),
        "questions": shown_devices(report, "question"),
        "devices": devices_used(report),
        "words": len(report.document.text.split()),
        "looks": {label.letter: look_of(name) for name, label in (LEVELS | DEVICES).items()},
        "outline": list(report.argument.walk()),
        "readability": report.readability.to_dict("records"),
        "searches": report.searches.to_dict("records"),
    }
    return template(_TEMPLATE).render(context)
