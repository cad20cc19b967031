"""What the library proposes for the tables of a case: rows of text, each marked as not reviewed.

What only a person can say is left as `TO WRITE`, or empty where two codings are to stand.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from oped.labels import DEVICES, QUESTIONS
from oped.reading.align import anchor

if TYPE_CHECKING:
    import pandas as pd

    from oped.report import ReadingReport

TO_WRITE = "TO WRITE"
MOST_WORDS = 30
_SIX_WORDS = re.compile(r"(?:[^\s/–—-]+[\s/–—-]*){1,6}")
_VERIFIABLE = {"FACT": "yes", "MIXED": "in_principle", "OPINION": "no"}

Rows = list[dict[str, str]]


def proposed_rows(report: "ReadingReport", *, own_text: bool) -> dict[str, Rows]:
    """The rows of each table of a case by the table's name.

    Args:
        report: what the library reads in the text.
        own_text: whether the text's rights allow its sentences to stand as their own restatements.
    """
    tables = {
        "sentences": _sentences(report, own_text=own_text),
        "figures": _numbered("f", map(_figure, _records(report.figures))),
        "devices": _numbered("d", map(_device, _records(report.devices))),
        "sources": _numbered("s", map(_source, _records(report.sources))),
        "argument": [{**row, "text": row["text"] or TO_WRITE, "stated": "no"} for row in _argument(report)],
    }
    codings = dict.fromkeys(("level_1", "type_1", "level_2", "type_2"), "")
    return {
        **{name: [{**row, "reviewed": "no"} for row in rows] for name, rows in tables.items()},
        "reasons": [],
        "passes": [{"id": sentence.id, **codings} for sentence in report.document.sentences],
    }


def _sentences(report: "ReadingReport", *, own_text: bool) -> Rows:
    hedged = set(report.cues.query("kind == 'hedge' and voice == 'own'")["sentence"])
    sourced = set(report.sources.query("ladder != 'unnamed'")["sentence"])
    figures = report.figures.groupby("sentence")["phrase"].agg("; ".join).to_dict()
    return [
        {
            "id": name,
            "restatement": text if own_text and len(text.split()) <= MOST_WORDS else TO_WRITE,
            "level": claim["level"],
            "accepted_levels": "",
            "type": claim["type"],
            "second_type": claim["second_type"],
            "verifiable": _VERIFIABLE[claim["level"]],
            "sourced": _yes(name in sourced),
            "hedged": _yes(name in hedged),
            "figure": figures.get(name, ""),
            "rationale": claim["because"],
            "changes": TO_WRITE,
            "anchor": anchor(text),
        }
        for claim in _records(report.claims)
        for name, text in [(claim["sentence"], " ".join(claim["text"].split()))]
    ]


def _figure(found: Mapping[str, Any]) -> dict[str, str]:
    return {
        "sentence": found["sentence"],
        "value": _number(found["value"]),
        "unit": found["unit"],
        "counts": found["counts"] or found["unit"] or TO_WRITE,
        "range": found["precision"],
        **{name: found[name] for name in QUESTIONS},
        "missing": found["open"].replace(";", ", "),
        "table": "",
        "check": TO_WRITE,
        "confidence": "article_claim",
    }


def _device(found: Mapping[str, Any]) -> dict[str, str]:
    first = _SIX_WORDS.match(found["phrase"])
    return {
        "sentence": found["sentence"],
        "phrase": first.group().strip() if first else found["phrase"],
        "device": found["device"],
        "does": found["reason"],
        "fair_use": DEVICES[found["device"]].fair_use,
    }


def _source(found: Mapping[str, Any]) -> dict[str, str]:
    return {
        "sentence": found["sentence"],
        "source": found["who"] or "nobody who is named",
        "how": found["ladder"],
        "why": f'"{found["phrase"]}" passes it on',
        "kind": TO_WRITE,
        "named": _yes(bool(found["who"])),
        "linked": "no",
        "trace": TO_WRITE,
    }


def _argument(report: "ReadingReport") -> Rows:
    """An empty map: no rule can tell what a writer means to support with what."""
    return [{**row, "met": "no" if row["kind"] == "objection" else ""} for row in _records(report.argument.table)]


def _numbered(letter: str, rows: Iterable[dict[str, str]]) -> Rows:
    return [{"id": f"{letter}{number:02d}", **row} for number, row in enumerate(rows, start=1)]


def _records(table: "pd.DataFrame") -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _number(value: float) -> str:
    """A number without an exponent; nothing where there is none, as with a range.

    >>> _number(902000.0), _number(0.5), _number(float("nan"))
    ('902000', '0.5', '')
    """
    return "" if value != value else f"{value:.6f}".rstrip("0").rstrip(".")


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
