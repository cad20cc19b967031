"""Late hand-ins: when each was collected, who has more time, and what a late day costs, from one CSV file.

The file is `gradebook/late.csv`. No time that a student can set is looked at: a hand-in is late only by a time that
the collector wrote into the file, or, where the file says so, by the date of the folder that the collector made.

| column | in a row without a student: for the class | in a row with a student |
|---|---|---|
| assignment | the assignment's name | the same |
| student | empty | the student's id |
| due | when it was due; empty: what nbgrader's gradebook says | empty |
| collected | when all were collected; `folder`: the date of each one's folder; or empty | when this one was; or empty |
| extension_days | empty | days more, for example 2 or 0.5; empty: what nbgrader's gradebook says |
| percent_per_day | taken off the points for each day begun; empty: nothing | empty |
| percent_at_most | the most that is taken off; empty: 100 | empty |

Columns that nobody needs may be left out. Times are like 2026-05-04T12:00+02:00, with the distance from UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

from oped.grading.late_rows import FOLDER, LateRow
from oped.tables import DataError, DataFile, Table, check_rows, read_table

FILE = "late.csv"
_FOR_CLASS = ("due", "percent_per_day", "percent_at_most")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """What holds for one hand-in; times are in UTC without a zone, as nbgrader keeps them.

    Attributes:
        collected: when it was collected; None where nobody wrote it down, and then it is not late.
        extension: the time that this student has more; None where nbgrader's gradebook says.
        per_day: the share of the points that each day begun takes, 0 to 1.
        at_most: the largest share that is taken, 0 to 1.
    """

    collected: datetime | None = None
    extension: timedelta | None = None
    per_day: float = 0.0
    at_most: float = 1.0

    def penalty(self, points: float, late: timedelta) -> float | None:
        """The points taken off, from 0 to all; None for a hand-in in time or where lateness costs nothing.

        >>> Terms(per_day=0.1, at_most=0.25).penalty(8, timedelta(days=1, hours=1))
        1.6
        """
        if late <= timedelta(0) or not self.per_day:
            return None
        share = min(self.per_day * ceil(late / _DAY), self.at_most)
        points = max(points, 0.0)
        return min(round(points * share, 2), points)


@dataclass(frozen=True)
class LateTable:
    """The file's rows by assignment and student; "" stands for the class."""

    rows: Mapping[tuple[str, str], Mapping[str, str]]

    def due(self, assignment: str) -> datetime | None:
        """When an assignment was due, in UTC without a zone; None where the gradebook says."""
        return _utc(self.rows.get((assignment, ""), {}).get("due"))

    def terms(self, assignment: str, student: str, folder: Path) -> Terms:
        """What holds for one hand-in; `folder` is where it was collected."""
        for_class = self.rows.get((assignment, ""), {})
        own = self.rows.get((assignment, student), {})
        collected = own.get("collected") or for_class.get("collected")
        days = own.get("extension_days")
        per_day, at_most = for_class.get("percent_per_day"), for_class.get("percent_at_most")
        return Terms(
            collected=_folder_date(folder) if collected == FOLDER else _utc(collected),
            extension=float(days) * _DAY if days else None,
            per_day=float(per_day) / 100 if per_day else 0.0,
            at_most=float(at_most) / 100 if at_most else 1.0,
        )


def load_late(path: Path) -> LateTable:
    """Read the file; without one nothing is late.

    Raises:
        DataError: a column is missing or unknown, a cell is not allowed, or a student has two rows.
    """
    if not path.exists():
        return LateTable({})
    table = check_rows(read_table(DataFile(path, path.name)), LateRow)
    problems = [problem for number, row in table.numbered() for problem in _problems(table, number, row)]
    keys = [(row["assignment"], row["student"]) for row in table.rows]
    problems += [
        table.wrong(place + 2, "student", key[1] or "the class", "one row an assignment and student")
        for place, key in enumerate(keys)
        if key in keys[:place]
    ]
    if problems:
        raise DataError(problems)
    return LateTable(dict(zip(keys, table.rows, strict=True)))


def _problems(table: Table, number: int, row: Mapping[str, str]) -> list[str]:
    """Cells that belong into a row of the other kind."""
    misplaced = _FOR_CLASS if row["student"] else ("extension_days",)
    kind = "an empty cell in a student's row" if row["student"] else "an empty cell in a row without a student"
    wrong = [table.wrong(number, name, row[name], kind) for name in misplaced if row.get(name)]
    if row["student"] and row.get("collected") == FOLDER:
        wrong.append(table.wrong(number, "collected", FOLDER, "a time in a student's row"))
    return wrong


def _utc(cell: str | None) -> datetime | None:
    return datetime.fromisoformat(cell).astimezone(UTC).replace(tzinfo=None) if cell else None


def _folder_date(folder: Path) -> datetime:
    return datetime.fromtimestamp(folder.stat().st_mtime, UTC).replace(tzinfo=None)
