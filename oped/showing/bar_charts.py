"""Bars: lying where rows have names, standing where they have dates; side by side or end to end."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
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
from oped.showing.timeline import timeline

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_MOST_LABELS = {True: 16, False: 60}  # figures written at the ends of bars, standing or lying
_HATCHES = ("", "////", "....", "xxx", "\\\\")


def bar_chart(
    table: "pd.DataFrame", x: str, y: Columns, *, title: str, unit: str, source: str, stacked: bool = False
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

    Raises:
        OpedError: a column is missing or holds no numbers, there are more than five, or parts are below zero.
    """
    from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

    names = names_of(y)
    rows = figures_of(table, x, names)
    if stacked and (rows[list(names)] < 0).any(axis=None):
        raise OpedError("Parts of a whole can't be below zero: draw these figures side by side, without stacked.")
    standing = is_datetime64_any_dtype(rows[x]) or is_numeric_dtype(rows[x])
    words = timeline(rows[x], None, None, "").short if standing else [str(value).replace("_", " ") for value in rows[x]]
    slots = len(rows) * (1 if stacked else len(names))
    with canvas(4.2 if standing else 1.5 + max(0.32 * slots, 0.42 * len(rows))) as (figure, (axes,)):
        axes.set_title(unit, loc="left", fontsize=10, color=SOFT, pad=24 if len(names) > 1 else 6)
        _draw_bars(axes, rows, names, standing=standing, stacked=stacked)
        _name_bars(axes, words, standing=standing)
        if len(names) > 1:
            axes.legend(
                loc="lower left",
                bbox_to_anchor=(-0.01, 1.0),
                ncols=len(names),
                frameon=False,
                borderpad=0.1,
                handlelength=1.6,
                columnspacing=1.4,
                fontsize=9.5,
            )
        png = finish(figure, title, source)
    numbers = number_table(rows, x, words, names)
    alt = f"Bar chart{', parts of each bar set end to end' if stacked and len(names) > 1 else ''}. "
    alt += " ".join(_told(rows, names, words))
    return Chart(title, alt, numbers, unit, source, png)


def _draw_bars(axes: "Axes", rows: "pd.DataFrame", names: Mapping[str, str], *, standing: bool, stacked: bool) -> None:
    import numpy as np

    looks = palette()
    places = np.arange(len(rows), dtype=float)
    thick = 0.76 if stacked else 0.8 / len(names)
    base = np.zeros(len(rows))
    draw = axes.bar if standing else axes.barh
    for number, (column, name) in enumerate(names.items()):
        values = rows[column].to_numpy()
        shift = 0.0 if stacked else (number - (len(names) - 1) / 2) * thick
        style: dict[str, Any] = {"color": looks[number].accent, "edgecolor": GROUND, "hatch": _HATCHES[number]}
        if stacked:
            style["bottom" if standing else "left"] = base
        bars = draw(places + shift, np.nan_to_num(values), thick * 0.94, label=name, linewidth=0.8, **style)
        base = base + np.nan_to_num(values)
        last = number == len(names) - 1
        if (last or not stacked) and len(rows) * (1 if stacked else len(names)) <= _MOST_LABELS[standing]:
            axes.bar_label(bars, column_in_words(base if stacked else values), padding=3, fontsize=8.5)


def _name_bars(axes: "Axes", words: Sequence[str], *, standing: bool) -> None:
    if standing:
        each = -(-len(words) // 12)
        axes.set_xticks(range(0, len(words), each), words[::each])
        axes.yaxis.set_major_formatter(lambda value, _: in_words(value))
        axes.grid(axis="y")
        axes.margins(x=0.02, y=0.1)
    else:
        axes.set_yticks(range(len(words)), [textwrap.fill(word, 30) for word in words])
        axes.invert_yaxis()
        axes.spines["bottom"].set_visible(False)
        axes.spines["left"].set_visible(True)
        axes.xaxis.set_major_formatter(lambda value, _: in_words(value))
        axes.grid(axis="x")
        axes.margins(x=0.12, y=0.02)


def _told(rows: "pd.DataFrame", names: Mapping[str, str], words: Sequence[str]) -> Iterator[str]:
    """One sentence a series: its lowest and its highest figure."""
    for column, name in names.items():
        figures = [(value, word) for value, word in zip(rows[column], words, strict=True) if value == value]
        (low, where_low), (high, where_high) = min(figures), max(figures)
        yield f"{name}: lowest {in_words(low)} ({where_low}), highest {in_words(high)} ({where_high})."
