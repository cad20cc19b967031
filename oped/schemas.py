"""What each column may hold: row models for the tables of a case, of a practice text and of facts.

A value rule raises ValueError with the words that complete "allowed: ...".
"""

import datetime
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, TypeAdapter

from oped.labels import AnswerName, AttributionName, DeviceName, LevelName, QuestionName, TypeName
from oped.records import ColumnRecord
from oped.tables import split_list

_WORD = re.compile(r"[^\s/–—-]+")


def _only(fits: Callable[[str], object], allowed: str) -> AfterValidator:
    def check(cell: str) -> str:
        if not fits(cell):
            raise ValueError(allowed)
        return cell

    return AfterValidator(check)


def _like(pattern: str, allowed: str) -> AfterValidator:
    return _only(re.compile(pattern).fullmatch, allowed)


def _at_most(limit: int) -> AfterValidator:
    return _only(lambda cell: len(_WORD.findall(cell)) <= limit, f"at most {limit} words")


def _is_date(cell: str) -> bool:
    try:
        return datetime.date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def is_address(cell: str) -> bool:
    """Whether a cell holds an address of the web."""
    try:
        parts = urlsplit(cell)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in cell
    except ValueError:
        return False


def _empty_as_none(cell: object) -> object:
    return None if cell == "" else cell


def _items(cell: object) -> object:
    return split_list(cell) if isinstance(cell, str) else cell


_OR_EMPTY = BeforeValidator(_empty_as_none)
_LIST = BeforeValidator(_items)

YesNo = Literal["yes", "no"]
Answered = Literal[AnswerName, "unknown"]
Confidence = Literal["verified", "verified_secondary", "derived", "article_claim", "recalled", "invented"]
Note = Annotated[str, _only(lambda cell: cell == cell.strip(), "text without spaces at its start or end")]
Text = Annotated[Note, _only(bool, "some text")]
Number = Annotated[str, _like(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", "a number such as 12.5, without spaces or commas")]
Integer = Annotated[str, _like(r"-?[0-9]{1,15}", "a whole number such as 12, without spaces or commas")]
Percent = Annotated[str, _like(r"[5-9][0-9]|100", "a whole number from 50 to 100")]
Date = Annotated[str, _only(_is_date, "a date such as 2026-03-27")]
Month = Annotated[str, _like(r"[12][0-9]{3}-(0[1-9]|1[0-2])", "a month such as 2026-03")]
Address = Annotated[str, _only(is_address, "an address that starts with http:// or https://")]
SentenceId = Annotated[str, _like(r"p[0-9]{2}s[1-9][0-9]*", "a sentence id such as p02s1")]
RowId = Annotated[str, _like(r"[a-z]+[0-9]+", "an id such as f01: small letters, then digits")]
TableName = Annotated[str, _like(r"[a-z][a-z0-9_]*", "a name such as brent_daily")]
Anchor = Annotated[str, _like(r"([0-9a-f]+(;[0-9a-f]+)*)?", "groups of hexadecimal digits with semicolons between")]


class Row(BaseModel):
    """One row of a table, every cell given as text; no other columns.

    Attributes:
        reviewed: "no" where the row is a proposal of the library that no person has read yet.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reviewed: YesNo = "yes"


class _Labelled(Row):
    id: SentenceId
    level: LevelName
    accepted_levels: Annotated[tuple[LevelName, ...], _LIST]
    type: TypeName
    second_type: Annotated[TypeName | None, _OR_EMPTY]
    rationale: Text


class SentenceRow(_Labelled):
    """sentences.csv: one sentence, restated and labelled."""

    restatement: Annotated[Text, _at_most(30)]
    verifiable: Literal["yes", "in_principle", "no"]
    sourced: YesNo
    hedged: YesNo
    figure: Note
    changes: Text
    anchor: Anchor


class FigureRow(Row):
    """figures.csv: one quantity, the ten questions asked of it, and what a check shows.

    An answer is "unknown" where no person has settled it yet, so only in a row that is not reviewed.
    """

    id: RowId
    sentence: SentenceId
    value: Annotated[Number | None, _OR_EMPTY]
    unit: Note
    counts: Text
    range: Note
    source: Answered
    definition: Answered
    base: Answered
    window: Answered
    unit_and_rate: Answered
    comparison: Answered
    uncertainty: Answered
    selection: Answered
    cause: Answered
    sense: Answered
    missing: Note
    table: Annotated[tuple[TableName, ...], _LIST]
    check: Text
    confidence: Confidence


class ReasonRow(Row):
    """reasons.csv: why one question to one figure is answered as figures.csv has it, and what is accepted besides."""

    figure: RowId
    question: QuestionName
    accepted: Annotated[tuple[AnswerName, ...], _LIST]
    why: Text


class DeviceRow(Row):
    """devices.csv: one persuasive move, where, what it does, and when it would be fair."""

    id: RowId
    sentence: SentenceId
    phrase: Annotated[Text, _at_most(6)]
    device: DeviceName
    does: Text
    fair_use: Text


class SourceRow(Row):
    """sources.csv: one voice that is cited, how, and how to trace it."""

    id: RowId
    sentence: SentenceId
    source: Text
    how: AttributionName
    why: Text
    kind: Text
    named: YesNo
    linked: YesNo
    trace: Text


class ArgumentRow(Row):
    """argument.csv: one node of the argument; the parent is what it supports or answers."""

    id: RowId
    parent: Annotated[RowId | None, _OR_EMPTY]
    kind: Literal["claim", "reason", "evidence", "warrant", "objection"]
    sentence: Annotated[tuple[SentenceId, ...], _LIST]
    text: Text
    stated: YesNo
    met: Annotated[YesNo | None, _OR_EMPTY]


class PassRow(Row):
    """passes.csv: one sentence as it was coded the first and the second time; empty where it was not coded yet."""

    id: SentenceId
    level_1: Annotated[LevelName | None, _OR_EMPTY]
    type_1: Annotated[TypeName | None, _OR_EMPTY]
    level_2: Annotated[LevelName | None, _OR_EMPTY]
    type_2: Annotated[TypeName | None, _OR_EMPTY]


class CodingRow(Row):
    """classes/NAME.csv, or a class's own file: the level that one reader gave to one sentence."""

    coder: Annotated[str, _like(r"(reader|invented)-[0-9]{2,4}", "a number for a name, such as reader-07")]
    sentence: SentenceId
    level: LevelName
    confidence: Annotated[Percent | None, _OR_EMPTY]


class PracticeRow(_Labelled):
    """practice/NAME.csv: the labels of one sentence of a practice text."""

    verifiable: Literal["yes", "in_principle", "no"] = "no"
    sourced: YesNo = "no"
    hedged: YesNo = "no"
    figure: Note = ""
    changes: Note = ""
    deciding: Note = ""


CASE_TABLES: Mapping[str, type[Row]] = {
    "sentences": SentenceRow,
    "figures": FigureRow,
    "reasons": ReasonRow,
    "devices": DeviceRow,
    "sources": SourceRow,
    "argument": ArgumentRow,
    "passes": PassRow,
}

_FACTS: Mapping[str, Any] = {
    "date": Date,
    "month": Month,
    "number": Number,
    "integer": Integer,
    "url": Address,
    "text": Text,
    "flag": YesNo,
}


def facts_cells(columns: Mapping[str, ColumnRecord]) -> dict[str, TypeAdapter[list[Any]]]:
    """What each column of a table of facts may hold, as an adapter for the list of its cells."""
    return {name: _adapter(column.type, column.values, column.optional) for name, column in columns.items()}


@cache
def _adapter(kind: str, values: tuple[str, ...], optional: bool) -> TypeAdapter[list[Any]]:
    cell = Annotated[str, _only(values.__contains__, ", ".join(values))] if kind == "choice" else _FACTS[kind]
    cells: Any = list[Annotated[cell | None, _OR_EMPTY] if optional else cell]  # type: ignore[misc]
    return TypeAdapter(cells)
