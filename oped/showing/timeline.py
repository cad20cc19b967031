"""The axis of a line: its dates or numbers, the moments marked on it, and the day after which nothing was known."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from oped.errors import OpedError
from oped.showing.canvas import GROUND, LATER, SOFT, in_words, number_table

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

When: TypeAlias = str | datetime.date | float

MOST_MARKS = 4
ROW = 0.2  # the height of one line of words at the top of a panel, in inches


@dataclass(frozen=True)
class Timeline:
    """The axis along the bottom.

    Attributes:
        values: dates or numbers, one a row of the table.
        marks: the moments to mark, each with its words, from left to right.
        limit: the last moment whose figures were known; None where all are.
        limit_words: what is written over the part after it.
    """

    values: "pd.Series[Any]"
    marks: tuple[tuple[Any, str], ...]
    limit: Any
    limit_words: str

    @property
    def known(self) -> "pd.Series[bool]":
        """For each row, whether its figures were known by the limit."""
        return self.values <= self.limit if self.limit is not None else self.values.notna()

    @property
    def words(self) -> list[str]:
        """Each value in words: March 2026 where all are first days of a month, else 27 March 2026, or the number."""
        return [_words(value, self._monthly) for value in self.values]

    @property
    def short(self) -> list[str]:
        """Each value as a table has it: 2026-03, 2026-03-27, or the number."""
        if not _is_dated(self.values):
            return [f"{value:g}" for value in self.values]
        return list(self.values.dt.strftime("%Y-%m" if self._monthly else "%Y-%m-%d"))

    @property
    def head_room(self) -> float:
        """Inches that the words of the marks and of the limit need above the figures."""
        return ROW * (len(self.marks) + (self.limit is not None)) + 0.08

    @property
    def told(self) -> str:
        """The marks and the limit for the description; empty where there are none."""
        marks = "; ".join(f"{_words(moment, False)}, {words}" for moment, words in self.marks)
        later = "" if self.limit is None else f"What is dashed was {self.limit_words}."
        return " ".join(part for part in (f"Marked: {marks}." if marks else "", later) if part)

    @property
    def _monthly(self) -> bool:
        return _is_dated(self.values) and bool((self.values.dt.day == 1).all())

    def listed(self, rows: "pd.DataFrame", names: Mapping[str, str]) -> "pd.DataFrame":
        """The figures as text, one row a moment; the last column tells which were known, where some were not."""
        numbers = number_table(rows, str(self.values.name), self.short, names)
        if self.limit is None:
            return numbers
        return numbers.assign(**{"known then": self.known.map({True: "yes", False: "not yet"})})

    def draw(self, axes: "Axes", *, with_words: bool) -> None:
        """Draw the marks and the grey ground of what was not known yet, and set the axis's ends and its words."""
        moments = [moment for moment, _ in self.marks]
        first, last = min([self.values.min(), *moments]), max([self.values.max(), *moments])
        margin = (last - first) * 0.02
        if margin:
            axes.set_xlim(first - margin, last + margin)
        if _is_dated(self.values):
            _name_dates(axes)
        else:
            _name_numbers(axes, whole=bool((self.values % 1 == 0).all()))
        for moment in moments:
            axes.axvline(moment, color=SOFT, linewidth=1.0, linestyle=(0, (1, 2)), zorder=1)
        if self.limit is not None:
            axes.axvspan(self.limit, last + margin, color=LATER, zorder=0)
            axes.axvline(self.limit, color=SOFT, linewidth=1.0, zorder=1)
        if with_words:
            for row, (moment, words) in enumerate(self.marks):
                _write(axes, moment, words, row, leftwards=moment > first + (last - first) * 0.6)
            if self.limit is not None:
                narrow = last - self.limit < (last - first) * 0.33
                words = f"{self.limit_words} \u2192" if narrow else self.limit_words
                _write(
                    axes,
                    max(self.limit, first),
                    words,
                    len(self.marks),
                    leftwards=narrow,
                    on=GROUND if narrow else LATER,
                )


def timeline(
    values: "pd.Series[Any]", marks: Mapping[When, str] | None, unknown_after: When | None, unknown_label: str
) -> Timeline:
    """Make the axis of a column of dates or numbers.

    Raises:
        OpedError: the column holds text, a moment to mark can't be read, or there are more than four.
    """
    from pandas.api.types import is_numeric_dtype

    if not _is_dated(values) and not is_numeric_dtype(values):
        raise OpedError(
            f"The column {values.name!r} holds text, but dates or numbers are needed to set figures in time."
        )
    if marks and len(marks) > MOST_MARKS:
        raise OpedError(f"{len(marks)} marks are too many to read: choose {MOST_MARKS} at most.")
    placed = [(_moment(values, moment), words) for moment, words in (marks or {}).items()]
    limit = None if unknown_after is None else _moment(values, unknown_after)
    if limit is not None and limit >= values.max():
        limit = None
    label = unknown_label or (f"not yet known on {_words(limit, False)}" if limit is not None else "")
    return Timeline(values, tuple(sorted(placed)), limit, label)


def _moment(values: "pd.Series[Any]", moment: When) -> Any:
    import pandas as pd

    try:
        return pd.Timestamp(moment) if _is_dated(values) else float(moment)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        like = "a date; write it like 2026-03-27" if _is_dated(values) else f"a number like those in {values.name!r}"
        raise OpedError(f'"{moment}" is not {like}.') from None


def _is_dated(values: "pd.Series[Any]") -> bool:
    from pandas.api.types import is_datetime64_any_dtype

    return is_datetime64_any_dtype(values)


def _words(value: Any, monthly: bool) -> str:
    if monthly:
        return f"{value:%B %Y}"
    return in_words(value) if isinstance(value, datetime.date) else f"{value:g}"


def _name_dates(axes: "Axes") -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    offsets = ["", "%Y", "%Y", "%d %B %Y", "%d %B %Y", "%d %B %Y"]
    named = ConciseDateFormatter(locator, offset_formats=offsets)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(named)


def _name_numbers(axes: "Axes", *, whole: bool) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(8, integer=whole))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")


def _write(axes: "Axes", moment: Any, words: str, row: int, *, leftwards: bool, on: str = GROUND) -> None:
    """Write words beside a moment, in a row counted from the top, over whatever lines pass there."""
    axes.annotate(
        words,
        (moment, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(-4 if leftwards else 4, -2 - 72 * ROW * row),
        textcoords="offset points",
        ha="right" if leftwards else "left",
        va="top",
        fontsize=9,
        bbox={"facecolor": on, "edgecolor": "none", "pad": 1.0},
    )
