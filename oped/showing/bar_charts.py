"""Bars: lying where rows have names, standing where they have dates; side by side or end to end."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oped.errors import OpedError
from oped.showing.canvas import (
    GROUND,
    SOFT,
    Chart,
    Columns,
    canvas,
    column_in_words,
    figures_of,
    finish,
    in_words,
    names_of,
    number_table,
    palette,
)
from oped.showing.timeline import When, timeline

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer

_MOST_LABELS = {True: 16, False: 60}  # figures written at the ends of bars, standing or lying
_NAMES_A_LINE = 3
_LETTERS_ALONG = 86  # under standing bars
_KEY: dict[str, Any] = {"frameon": False, "borderpad": 0.1, "handlelength": 1.6, "columnspacing": 1.4, "fontsize": 9.5}
_HATCHES = ("", "////", "....", "xxx", "\\\\")


def bar_chart(
    table: "pd.DataFrame",
    x: str,
    y: Columns,
    *,
    title: str,
    unit: str,
    source: str,
    stacked: bool = False,
    unknown_after: When | None = None,
    unknown_label: str = "",
) -> Chart:
    """Draw a bar for each row, or a group of up to five; lying where rows have names, standing where they have dates.

    Args:
        table: one row a bar or group, in the order in which they are to stand.
        x: the column of names, dates or numbers.
        y: the column or columns of figures, all in one unit; a dict gives each its name in the chart.
        title: the finding, as a sentence without a full stop.
        unit: the unit of the figures.
        source: who published them.
        stacked: whether the figures of a row are parts of a whole, to be set end to end.
        unknown_after: the last date or number in `x` whose figures were known; later bars are pale and dashed.
        unknown_label: what is said of the pale bars; "not yet known on" and the day if empty.

    Raises:
        OpedError: a column is missing or holds no numbers, there are more than five, parts are below zero, or
            `unknown_after` is given for bars that stand for names.
    """
    from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

    names = names_of(y)
    rows = figures_of(table, x, names)
    if stacked and (rows[list(names)] < 0).any(axis=None):
        raise OpedError("Parts of a whole can't be below zero: draw these figures side by side, without stacked.")
    standing = is_datetime64_any_dtype(rows[x]) or is_numeric_dtype(rows[x])
    along = timeline(rows[x], None, unknown_after, unknown_label) if standing or unknown_after is not None else None
    words = along.short if along else [str(value).replace("_", " ") for value in rows[x]]
    numbers = along.listed(rows, names) if along else number_table(rows, x, words, names)
    note = f"Pale, dashed bars: {along.limit_words}." if along and along.limit is not None else ""
    lines = 0 if len(names) == 1 else -(-len(names) // _NAMES_A_LINE)
    bars = len(rows) * (1 if stacked else len(names))
    with canvas(4.2 if standing else 1.5 + max(0.32 * bars, 0.42 * len(rows))) as (figure, (axes,)):
        axes.set_title(unit, loc="left", fontsize=10, color=SOFT, pad=6 + 17 * lines)
        for containers, values in _draw_bars(axes, rows, names, standing=standing, stacked=stacked):
            if bars <= _MOST_LABELS[standing]:
                axes.bar_label(containers, column_in_words(values), padding=3, fontsize=8.5)
        if along and along.limit is not None:
            _make_pale(axes, along.known)
        _name_bars(axes, words, standing=standing)
        if lines:
            axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=_NAMES_A_LINE, **_KEY)
        png = finish(figure, title, source, note)
    kind = "Bar chart, parts of each bar set end to end." if stacked and len(names) > 1 else "Bar chart."
    return Chart(title, " ".join([kind, *_told(rows, names, words), note]).strip(), numbers, unit, source, png)


def _draw_bars(
    axes: "Axes", rows: "pd.DataFrame", names: Mapping[str, str], *, standing: bool, stacked: bool
) -> "list[tuple[BarContainer, Iterable[float]]]":
    """Draw the bars; return those that are to be labelled, with the figures at their ends."""
    import numpy as np

    thick = 0.76 if stacked else 0.8 / len(names)
    ends = np.zeros(len(rows))
    drawn: list[tuple[BarContainer, Iterable[float]]] = []
    for number, (column, name) in enumerate(names.items()):
        values = rows[column].to_numpy()
        places = np.arange(len(rows)) + (0.0 if stacked else (number - (len(names) - 1) / 2) * thick)
        style: dict[str, Any] = {"color": palette()[number].accent, "edgecolor": GROUND, "hatch": _HATCHES[number]}
        if stacked:
            style["bottom" if standing else "left"] = ends
        draw = axes.bar if standing else axes.barh
        bars = draw(places, np.nan_to_num(values), thick * 0.94, label=name, linewidth=0.8, **style)
        ends = ends + np.nan_to_num(values)
        drawn.append((bars, ends if stacked else values))
    return drawn[-1:] if stacked else drawn


def _make_pale(axes: "Axes", known: "pd.Series[bool]") -> None:
    for bars, look in zip(axes.containers, palette(), strict=False):
        for bar, was_known in zip(bars, known, strict=True):
            if not was_known:
                bar.set(facecolor=look.background, edgecolor=look.accent, linestyle=(0, (3, 1.6)), linewidth=1.4)


def _name_bars(axes: "Axes", words: Sequence[str], *, standing: bool) -> None:
    """Write the names under or beside the bars, and draw the line on which they stand."""
    figures, along = (axes.yaxis, axes.xaxis) if standing else (axes.xaxis, axes.yaxis)
    figures.set_major_formatter(lambda value, _: in_words(value))
    figures.grid(visible=True)
    axes.spines["bottom"].set_visible(False)
    if standing:
        each = -(-len(words) * (max(map(len, words)) + 2) // _LETTERS_ALONG)
        along.set_ticks(range(0, len(words), each), words[::each])
        axes.axhline(0, color=SOFT, linewidth=1.0)
        axes.margins(x=0.02, y=0.1)
    else:
        along.set_ticks(range(len(words)), [textwrap.fill(word, 30) for word in words])
        axes.invert_yaxis()
        axes.axvline(0, color=SOFT, linewidth=1.0)
        axes.margins(x=0.12, y=0.02)
    along.set_tick_params(length=0)


def _told(rows: "pd.DataFrame", names: Mapping[str, str], words: Sequence[str]) -> Iterator[str]:
    """One sentence a series: its lowest and its highest figure."""
    for column, name in names.items():
        figures = [(value, word) for value, word in zip(rows[column], words, strict=True) if value == value]
        (low, where_low), (high, where_high) = min(figures), max(figures)
        yield f"{name}: lowest {in_words(low)} ({where_low}), highest {in_words(high)} ({where_high})."
