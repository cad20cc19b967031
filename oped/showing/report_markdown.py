"""A reading report as Markdown, with the same parts as the page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from oped.labels import LEVELS
from oped.showing.report_marks import voices
from oped.showing.report_view import (
    level_counts,
    paragraphs,
    shown_devices,
    shown_figures,
    type_table,
)

if TYPE_CHECKING:
    from oped.report import ReadingReport

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_STARTS_A_LIST = re.compile(r"(\d+)([.)])(?=\s|$)|^([-+])(?=\s)")


def report_markdown(report: "ReadingReport") -> str:
    """Make the Markdown. All text from the source is escaped."""
    parts = (_head, _text, _claims, _voices, _figures, _devices, _argument, _searches, _ease, _limits)
    return "\n\n".join("\n\n".join(part(report)) for part in parts) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line.

    >>> escaped("1. *All* of <us> | a_b")
    '1\\\\. \\\\*All\\\\* of \\\\<us\\\\> \\\\| a\\\\_b'
    """
    safe = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _STARTS_A_LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", safe, count=1)


def _head(report: "ReadingReport") -> Iterator[str]:
    document = report.document
    yield f"# Reading report: {escaped(report.title)}"
    byline = [escaped(part) for part in (document.author, document.outlet, document.date) if part]
    yield " · ".join(byline) or "No author, outlet or date was found."
    yield (
        "What rules see in this text, each mark with its reason. It does not say what is true, and it gives no score "
        "for bias: it shows where to look, and you decide."
    )
    total = len(report.claims)
    shares = [f"{label.title} {n} of {total}" for label, n in level_counts(report)]
    counts = f"**Numbers:** {len(report.figures)}. **Mentions of voices:** {len(report.sources)}."
    yield f"**Sentences:** {', '.join(shares)}. {counts}"


def _text(report: "ReadingReport") -> Iterator[str]:
    yield "## The text, marked"
    yield "Key: " + ", ".join(f"[{label.letter}] {label.title}" for label in LEVELS.values()) + "."
    for paragraph in paragraphs(report):
        yield " ".join(f'<a id="{s.id}"></a>\\[{s.level.letter}\\] {escaped(s.text)}' for s in paragraph)
    if report.document.set_apart:
        yield "Set apart, because it looks like a caption, a link or a notice:"
        yield "\n".join(f"- {escaped(part)}" for part in report.document.set_apart)


def _claims(report: "ReadingReport") -> Iterator[str]:
    yield "## What is claimed"
    rows = [[label.title, *(str(n) for n in counts)] for label, counts in type_table(report)]
    yield _table(["Type", *(label.title for label in LEVELS.values())], rows)
    yield _table(
        ["Sentence", "Level", "Type", "How sure", "Why", "Cues"],
        (
            [_to(s.id), s.level.title, s.type, s.sure, escaped(s.because), escaped("; ".join(s.cues))]
            for paragraph in paragraphs(report)
            for s in paragraph
        ),
    )


def _voices(report: "ReadingReport") -> Iterator[str]:
    yield "## Who is heard, and how"
    rows = [
        [
            escaped(voice.who),
            ", ".join(voice.ladder),
            "; ".join(f"{_to(sentence)} “{escaped(words)}”" for sentence, words in voice.mentions),
        ]
        for voice in voices(report)
    ]
    yield _table(["Who", "How", "Where"], rows) if rows else "The rules found nobody who is quoted or reported."


def _figures(report: "ReadingReport") -> Iterator[str]:
    yield "## Numbers and their open questions"
    rows = [
        [
            escaped(figure.phrase),
            _to(figure.sentence),
            escaped(figure.value),
            " ".join(q.question for q in figure.not_answered) or "none",
            " ".join(q.question for q in figure.unknown) or "none",
        ]
        for figure in shown_figures(report)
    ]
    heads = ["Number", "Sentence", "Read as", "Its sentence does not say", "For you to judge"]
    yield _table(heads, rows) if rows else "The rules found no quantity in this text."


def _devices(report: "ReadingReport") -> Iterator[str]:
    yield "## Moves of persuasion, to accept or refuse"
    rows = [
        [escaped(d.phrase), _to(d.sentence), d.device.title, f"It {escaped(d.reason)}.", d.measured, d.device.fair_use]
        for d in shown_devices(report, "candidate")
    ]
    heads = ["Words", "Sentence", "May be", "Why it is offered", "How often right", "Fair when"]
    yield _table(heads, rows) if rows else "The rules offer no candidate. That is no proof that there is none."
    asked = shown_devices(report, "question")
    if asked:
        yield "Questions to you, where rules are seldom right or were measured on too few cases:"
        yield "\n".join(
            f"- {_to(d.sentence)} “{escaped(d.phrase)}”: {d.device.question} ({d.device.title}, {d.measured})"
            for d in asked
        )


def _argument(report: "ReadingReport") -> Iterator[str]:
    yield "## The argument, to fill in"
    yield "\n".join(
        f"{'  ' * number.count('.')}- {node.kind}: {escaped(node.text)}".rstrip()
        for number, node in report.argument.walk()
    )


def _searches(report: "ReadingReport") -> Iterator[str]:
    yield "## What to search for next"
    rows = [
        [row["about"], _to(row["sentence"]) if row["sentence"] else "", escaped(row["query"]), row["why"]]
        for row in report.searches.to_dict("records")
    ]
    heads = ["About", "Sentence", "Query", "What it is for"]
    yield _table(heads, rows) if rows else "The text gives no name and no figure to search for."


def _ease(report: "ReadingReport") -> Iterator[str]:
    yield "## How hard it is to read"
    rows = [
        [row["measure"], f"{row['value']:,.10g}", row["unit"], f"{row['what_it_does_not']} {row['note']}".strip()]
        for row in report.readability.to_dict("records")
    ]
    yield _table(["Measure", "Value", "Unit", "What it does not tell"], rows)


def _limits(report: "ReadingReport") -> Iterator[str]:
    yield "## What this report can't tell"
    yield "\n".join(f"- {escaped(limit)}" for limit in report.limits)


def _to(sentence: str) -> str:
    return f"[{sentence}](#{sentence})"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
