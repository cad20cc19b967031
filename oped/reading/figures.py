"""Figures: every quantity of a text, what it counts, and which of the ten questions its own sentence answers.

Dates, years, times of day, ordinals and numbers that are names are no figures. The questions are answered from the
words of the one sentence: "no" says that nothing in it answers, "unknown" that a rule can't tell.
"""

from typing import TYPE_CHECKING

from oped.labels import QUESTIONS
from oped.reading.collector import collector_paused
from oped.reading.document import Document, Sentence
from oped.reading.numbers.lists import Line, Lists, load_lists, make_line
from oped.reading.numbers.scan import Quantity, find_quantities
from oped.reading.numbers.single import places
from oped.reading.numbers.windows import find_windows, nearest

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("sentence", "start", "end", "phrase", "value", "low", "high", "unit", "counts", "per", "when"),
    *("precision", "kind", *QUESTIONS, "open"),
)
_WITH_UNIT = frozenset({"money", "share", "ratio", "duration", "measure", "rate", "score"})


@collector_paused()
def figures(doc: Document) -> "pd.DataFrame":
    """Find every figure of a text; one row each, in the order of the text.

    Columns:
        sentence, start, end, phrase: where it stands, with offsets into `doc.text`.
        value: the number; missing for a range. A share in percent is 42.0, one in words ("two thirds") 0.667.
        low, high: the limits that the words set: both for a range ("3 to 5"), `low` for "over 5", `high` for "up to 5";
            for a score the smaller and the larger number; missing elsewhere.
        unit: percent, USD, hours, km; for things counted the noun; empty where the sentence gives none.
        counts, per, when: what is counted, per what, and the stretch of time nearest to it, as phrases or empty.
        precision: exactly, about, nearly, over, at least, under, up to, range or vague.
        kind: count, money, share, ratio, duration, measure, rate, score or vague ("dozens", "several hundred").
        the names of `oped.labels.QUESTIONS`: yes, no or unknown.
        open: the questions not answered with yes, with ";" between.

    >>> from oped.reading.document import read_text
    >>> table = figures(read_text("Over 1,000 drones and missiles were fired last week, the ministry said."))
    >>> table.loc[0, ["phrase", "counts", "when", "precision", "source"]].tolist()
    ['Over 1,000 drones and missiles', 'drones and missiles', 'last week', 'over', 'yes']
    """
    import pandas as pd

    lists = load_lists()
    rows = [row for sentence in doc.sentences for row in _rows(sentence, lists)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(sentence: Sentence, lists: Lists) -> list[tuple[object, ...]]:
    candidates = places([token.lower for token in sentence.tokens], lists)
    if not candidates:
        return []
    line = make_line(sentence, lists)
    quantities = find_quantities(line, candidates)
    if not quantities:
        return []
    windows = find_windows(line)
    said = not lists.context["attribution"].isdisjoint(line.words)
    rows: list[tuple[object, ...]] = []
    for quantity in quantities:
        window = nearest(windows, quantity.first, quantity.end)
        when = line.text(*window) if window else ""
        answers = _answers(line, quantity, said, bool(when))
        left = ";".join(name for name, answer in answers.items() if answer != "yes")
        start, end = sentence.tokens[quantity.first].start, sentence.tokens[quantity.end - 1].end
        rows.append(
            (
                *(sentence.id, start, end, line.text(quantity.first, quantity.end)),
                *(quantity.value, quantity.low, quantity.high, quantity.unit, quantity.counts, quantity.per, when),
                *(quantity.precision, quantity.kind, *answers.values(), left),
            )
        )
    return rows


def _answers(line: Line, quantity: Quantity, said: bool, dated: bool) -> dict[str, str]:
    """The ten questions, each by a rule that can be read off the sentence."""
    context = line.lists.context
    words = set(line.words)
    compared = words - {"than"} if quantity.precision in ("over", "under", "at least", "up to", "nearly") else words
    hedged = quantity.precision != "exactly" or not words.isdisjoint(context["uncertainty"])
    return {
        "source": _yes(said),
        "definition": "yes" if words & context["definition"] else "unknown" if quantity.counts else "no",
        "base": _base(line, quantity),
        "window": _yes(dated),
        "unit_and_rate": _unit_and_rate(quantity, dated),
        "comparison": _yes(quantity.kind == "ratio" or not compared.isdisjoint(context["comparison"])),
        "uncertainty": _yes(hedged),
        "selection": "yes" if words & context["typical"] else "unknown",
        "cause": "unknown",
        "sense": "no" if _is_impossible(quantity) else "unknown",
    }


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _base(line: Line, quantity: Quantity) -> str:
    """A share needs its whole; a count has one where "of the" or "out of" follows."""
    if quantity.kind == "share":
        own = line.words[quantity.first : quantity.end]
        return _yes(quantity.counts != "" or line.words[quantity.end] == "of" or "in" in own or "of" in own)
    if quantity.kind == "count" and line.words[quantity.end : quantity.end + 2] in (["of", "the"], ["out", "of"]):
        return "yes"
    return "unknown"


def _unit_and_rate(quantity: Quantity, dated: bool) -> str:
    """A count of events says little without "per" or a stretch of time; other kinds carry their unit."""
    if not quantity.unit and quantity.kind != "score":
        return "no"
    if quantity.kind in _WITH_UNIT or quantity.per or dated:
        return "yes"
    return "unknown"


def _is_impossible(quantity: Quantity) -> bool:
    """A part of a whole that is greater than the whole."""
    return quantity.unit == "percent" and quantity.counts != "" and quantity.value > 100
