"""What a reading report shows, in the order and the words in which it shows it; HTML and Markdown are made of it."""

from collections import Counter
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from oped.labels import DEVICES, LEVELS, QUESTIONS, TYPES, Label
from oped.reading.devices import device_precision
from oped.showing.report_marks import Piece, marks_of, pieces

if TYPE_CHECKING:
    from oped.report import ReadingReport

_SHOWN_CUES = {
    "hedge": "hedge",
    "booster": "word of certainty",
    "absolute": "absolute",
    "intensifier": "intensifier",
    "loaded": "loaded word",
    "label": "label",
    "crowd": "crowd",
    "exhortation": "call to act",
    "forecast": "forecast",
    "motive": "motive",
    "causal": "causal link",
    "contrast": "contrast",
    "attribution": "attribution",
    "unnamed_source": "unnamed source",
}


@dataclass(frozen=True)
class ShownSentence:
    """A sentence with its marks, its level and type, and why."""

    id: str
    level: Label
    type: str
    sure: str
    because: str
    cues: tuple[str, ...]
    pieces: tuple[Piece, ...]
    text: str


@dataclass(frozen=True)
class ShownFigure:
    """A figure and which of the ten questions are open."""

    anchor: str
    sentence: str
    phrase: str
    value: str
    counts: str
    per: str
    when: str
    precision: str
    answered: tuple[str, ...]
    not_answered: tuple[Label, ...]
    unknown: tuple[Label, ...]


@dataclass(frozen=True)
class ShownDevice:
    """A candidate for a device, or a question about one."""

    anchor: str
    sentence: str
    phrase: str
    device: Label
    reason: str
    measured: str


def paragraphs(report: "ReadingReport") -> list[list[ShownSentence]]:
    """The sentences by paragraph, each with its marks."""
    cues = _cues_by_sentence(report)
    marks = marks_of(report)
    found: list[list[ShownSentence]] = []
    number = 0
    for sentence, row in zip(report.document.sentences, report.claims.itertuples(), strict=True):
        if sentence.paragraph != number:
            found.append([])
            number = sentence.paragraph
        types = [TYPES[name].title for name in (str(row.type), str(row.second_type)) if name]
        shown = ShownSentence(
            id=sentence.id,
            level=LEVELS[str(row.level)],
            type=" or ".join(types),
            sure=f"{float(str(row.probability)):.0%}".replace("%", " %"),
            because=str(row.because),
            cues=tuple(cues.get(sentence.id, ())),
            pieces=tuple(pieces(report.document.text, sentence.start, sentence.end, marks.get(sentence.id, []))),
            text=sentence.text,
        )
        found[-1].append(shown)
    return found


def level_counts(report: "ReadingReport") -> list[tuple[Label, int]]:
    """How many sentences are of each level."""
    counts = Counter(report.claims["level"])
    return [(label, counts[name]) for name, label in LEVELS.items()]


def type_table(report: "ReadingReport") -> list[tuple[Label, list[int]]]:
    """For each type that occurs, how many of its sentences are of each level."""
    counts = Counter(zip(report.claims["type"], report.claims["level"], strict=True))
    rows = [(label, [counts[name, level] for level in LEVELS]) for name, label in TYPES.items()]
    return [row for row in rows if sum(row[1])]


def shown_figures(report: "ReadingReport") -> list[ShownFigure]:
    """The figures with their open questions."""
    found = []
    for number, row in enumerate(report.figures.to_dict("records"), start=1):
        answers = {name: str(row[name]) for name in QUESTIONS}
        found.append(
            ShownFigure(
                anchor=f"f{number}",
                sentence=str(row["sentence"]),
                phrase=str(row["phrase"]),
                value=_value(float(row["value"]), float(row["low"]), float(row["high"]), str(row["unit"])),
                counts=str(row["counts"]),
                per=str(row["per"]),
                when=str(row["when"]),
                precision=str(row["precision"]),
                answered=tuple(QUESTIONS[name].title for name, answer in answers.items() if answer == "yes"),
                not_answered=tuple(QUESTIONS[name] for name, answer in answers.items() if answer == "no"),
                unknown=tuple(QUESTIONS[name] for name, answer in answers.items() if answer == "unknown"),
            )
        )
    return found


def always_asked(figures: list[ShownFigure]) -> list[Label]:
    """The questions that no rule could answer for any of the figures."""
    return [q for q in QUESTIONS.values() if len(figures) > 1 and all(q in figure.unknown for figure in figures)]


def shown_devices(report: "ReadingReport", offered_as: str) -> list[ShownDevice]:
    """The candidates ("candidate") or what is only asked ("question")."""
    measured = device_precision()
    found = []
    for number, row in enumerate(report.devices.itertuples(), start=1):
        if row.offered_as == offered_as:
            known = measured.get(str(row.device))
            how = f"{known.right} of {known.candidates} right" if known and known.candidates else "never measured"
            found.append(
                ShownDevice(
                    f"d{number}", str(row.sentence), str(row.phrase), DEVICES[str(row.device)], str(row.reason), how
                )
            )
    return found


def devices_used(report: "ReadingReport") -> list[Label]:
    """The devices that are offered in any way, in the order of the codebook."""
    return [label for name, label in DEVICES.items() if name in set(report.devices["device"])]


def _cues_by_sentence(report: "ReadingReport") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for sentence, phrase, kind, voice in report.cues[["sentence", "phrase", "kind", "voice"]].itertuples(index=False):
        if kind in _SHOWN_CUES:
            whose = "" if voice == "own" else f", {voice}"
            found.setdefault(sentence, []).append(f"{_SHOWN_CUES[kind]} “{phrase}”{whose}")
    return {sentence: list(dict.fromkeys(cues)) for sentence, cues in found.items()}


def _value(value: float, low: float, high: float, unit: str) -> str:
    if isnan(value):
        limits = [_plain(limit) for limit in (low, high) if not isnan(limit)]
        number = " to ".join(limits)
    else:
        number = _plain(value)
    return f"{number} {unit}".strip() or "no number"


def _plain(number: float) -> str:
    return f"{number:,.10g}"
