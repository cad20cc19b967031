"""Tables and records as they stand in files: strict reading, and mistakes told by file, row and column."""

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from oped.errors import OpedError

if TYPE_CHECKING:
    import pandas as pd
    from pandas.api.extensions import ExtensionArray
    from pydantic import BaseModel, TypeAdapter
    from pydantic_core import ErrorDetails

_MOST = 20
_LONGEST = 60
_EXPECTED = {
    "date_from_datetime_parsing": "a date such as 2026-03-27",
    "date_type": "a date such as 2026-03-27",
    "dataclass_type": "a section with keys",
    "dict_type": "a section with keys",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "text in quotation marks",
}


class DataError(OpedError):
    """Data that break a rule of the course; `problems` holds one sentence for each, the message the first twenty."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Join the problems one a line, and say how many were left out."""
        self.problems = tuple(problems)
        left_out = len(self.problems) - _MOST
        more = (f"{left_out} more problems are not shown.",) if left_out > 0 else ()
        super().__init__("\n".join(self.problems[:_MOST] + more))


class DataFile(NamedTuple):
    """A file of the datasets: where it lies, and its name as messages give it."""

    path: Path
    name: str


@dataclass(frozen=True)
class Table:
    """A CSV file's cells as text; `rows[0]` stands in row 2 of a spreadsheet, below the header.

    Attributes:
        file: the file's name as messages give it.
        columns: the header.
        rows: one mapping a row, from column to cell; an empty cell is "".
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def numbered(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """The rows with their numbers as a spreadsheet shows them."""
        return enumerate(self.rows, start=2)

    def column(self, name: str) -> list[str]:
        """One column's cells, from top to bottom."""
        return [row[name] for row in self.rows]

    def wrong(self, row: int, column: str, value: object, allowed: str) -> str:
        """The sentence that tells of one wrong cell.

        >>> Table("levels.csv", ("level",), ()).wrong(7, "level", "FACTS", "FACT, MIXED, OPINION")
        'levels.csv, row 7, column level: "FACTS" is not allowed; allowed: FACT, MIXED, OPINION.'
        """
        return f"{self.file}, row {row}, column {column}: {quoted(value)} is not allowed; allowed: {allowed}."


@contextmanager
def collecting(problems: list[str]) -> Iterator[None]:
    """Add the problems of a `DataError` raised in the block to `problems`, and go on after it."""
    try:
        yield
    except DataError as error:
        problems.extend(error.problems)


def split_list(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list.

    >>> split_list("FACT;MIXED"), split_list("")
    (('FACT', 'MIXED'), ())
    """
    return tuple(cell.split(";")) if cell else ()


def read_utf8(file: DataFile) -> str:
    """The text of a file; a byte order mark is dropped. Raises DataError where it is missing or not UTF-8."""
    try:
        return file.path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DataError([f"{file.name} is missing."]) from None
    except OSError as error:
        raise DataError([f"{file.name} can't be read: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise DataError([f"{file.name} is not in UTF-8: save it again with the encoding UTF-8."]) from None


def read_table(file: DataFile) -> Table:
    """Read a CSV file whose every row has a cell for every column.

    Raises:
        DataError: the file is missing, empty, not UTF-8, not CSV, repeats a column or has a row of another length.
    """
    text = read_utf8(file)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DataError([f"{file.name} is not a CSV file ({error}): check its quotation marks."]) from None
    if not records or not any(records[0]):
        raise DataError([f"{file.name} is empty: its first row must name the columns."])
    header, *body = records
    problems = [
        f"{file.name} names the column {quoted(name)} twice." for name in sorted(set(header)) if header.count(name) > 1
    ]
    problems += [
        f"{file.name}, row {row} has {len(cells)} cells, the header has {len(header)}: "
        "check its commas, and put a text with commas in quotation marks."
        for row, cells in enumerate(body, start=2)
        if len(cells) != len(header)
    ]
    if problems:
        raise DataError(problems)
    return Table(file.name, tuple(header), tuple(dict(zip(header, cells, strict=True)) for cells in body))


def check_rows(table: Table, model: "type[BaseModel]") -> Table:
    """The same table, once its header and every cell fit the row model.

    Raises:
        DataError: a column is missing or unknown, or a cell is not allowed.
    """
    from pydantic import ValidationError

    required = [name for name, field in model.model_fields.items() if field.is_required()]
    check_header(table, required, [*required, *(name for name in model.model_fields if name not in required)])
    problems = []
    for number, row in table.numbered():
        try:
            model.model_validate(row)
        except ValidationError as failure:
            problems += [
                table.wrong(number, str(error["loc"][0]), error["input"], allowed_for(error))
                for error in failure.errors()
            ]
    if problems:
        raise DataError(problems)
    return table


def check_columns(table: Table, cells: "Mapping[str, TypeAdapter[list[Any]]]") -> Table:
    """The same table, once it has just these columns and every cell of each fits its adapter.

    Raises:
        DataError: a column is missing or unknown, or a cell is not allowed.
    """
    from pydantic import ValidationError

    check_header(table, cells, cells)
    problems = []
    for name, adapter in cells.items():
        try:
            adapter.validate_python(table.column(name))
        except ValidationError as failure:
            problems += [
                table.wrong(int(error["loc"][0]) + 2, name, error["input"], allowed_for(error))
                for error in failure.errors()
            ]
    if problems:
        raise DataError(problems)
    return table


def check_header(table: Table, required: Iterable[str], allowed: Collection[str]) -> None:
    """Raise DataError where a required column is missing or another than the allowed ones is there."""
    problems = [f"{table.file} lacks the column {quoted(name)}." for name in required if name not in table.columns]
    problems += [
        f"{table.file} has a column {quoted(name)} that is not known; allowed: {', '.join(allowed)}."
        for name in table.columns
        if name not in allowed
    ]
    if problems:
        raise DataError(problems)


def to_frame(table: Table, types: Mapping[str, str]) -> "pd.DataFrame":
    """The table for pandas: text, and for the named columns what their type says.

    Types: `date` and `month` become timestamps (a month its first day), `number` floats, `integer` whole numbers
    and `flag` booleans (both nullable where a cell is empty); an empty cell of these is missing, one of text is "".
    """
    import pandas as pd

    return pd.DataFrame({name: _values(table.column(name), types.get(name, "text")) for name in table.columns})


def _values(cells: list[str], kind: str) -> "ExtensionArray":
    import pandas as pd

    match kind:
        case "date" | "month":
            return pd.array([f"{cell}-01"[:10] if cell else None for cell in cells], dtype="datetime64[us]")
        case "number":
            return pd.array([float(cell) if cell else float("nan") for cell in cells], dtype="float64")
        case "integer":
            whole = [int(cell) if cell else None for cell in cells]
            return pd.array(whole, dtype="Int64" if None in whole else "int64")
        case "flag":
            known = [cell == "yes" if cell else None for cell in cells]
            return pd.array(known, dtype="boolean" if None in known else "bool")
        case _:
            return pd.array(cells, dtype="str")


def allowed_for(error: "ErrorDetails") -> str:
    """The words that complete "allowed: ..." for one error of the validator."""
    match error["type"]:
        case "literal_error":
            return ", ".join(re.findall(r"'([^']*)'", error["ctx"]["expected"]))
        case "value_error":
            return str(error["ctx"]["error"])
        case kind:
            return _EXPECTED.get(kind, error["msg"])


def quoted(value: object) -> str:
    """A wrong value as messages give it: on one line, cut where it is long."""
    if value is None or value == "":
        return "an empty cell"
    text = str(value)
    return json.dumps(text if len(text) <= _LONGEST else text[:_LONGEST] + "…", ensure_ascii=False)
