"""Charts that a lesson needs: every one says its finding, its unit and its source, and lists the numbers it shows.

All axes of figures begin at zero. Series differ by marker or hatch and by a name beside them, not by colour alone.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from oped.showing.bar_charts import bar_chart
from oped.showing.canvas import (
    GROUND,
    INK,
    SOFT,
    Chart,
    Columns,
    canvas,
    figures_of,
    finish,
    in_words,
    names_of,
    palette,
)
from oped.showing.coding_charts import calibration_chart, level_strip
from oped.showing.timeline import Timeline, When, timeline

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["Chart", "bar_chart", "calibration_chart", "level_strip", "line_chart", "panel_chart"]

_MARKERS = "os^Dv"
# Heights in inches: of a chart of lines, of a panel, of what stands around them, of a name beside its line.
_LINE, _PANEL, _AROUND, _NAME = 3.0, 1.7, 1.2, 0.19


def line_chart(
    table: "pd.DataFrame",
    x: str,
    y: Columns,
    *,
    title: str,
    unit: str,
    source: str,
    marks: Mapping[When, str] | None = None,
    unknown_after: When | None = None,
    unknown_label: str = "",
) -> Chart:
    """Draw one to five series over time, each named at its end.

    Args:
        table: one row a moment.
        x: the column of dates or numbers along the bottom.
        y: the column or columns of figures, all in one unit; a dict gives each its name in the chart.
        title: the finding, as a sentence without a full stop.
        unit: the unit of the figures.
        source: who published them.
        marks: dates to mark with a thin line, each with a few words.
        unknown_after: the last day whose figures were known; what is later is dashed, on grey.
        unknown_label: the words on the grey; "not yet known on" and the day if empty.

    Raises:
        OpedError: a column is missing, holds no numbers or no dates, or there are more than five.
    """
    names = names_of(y)
    rows = figures_of(table, x, names).sort_values(x, ignore_index=True)
    along = timeline(rows[x], marks, unknown_after, unknown_label)
    with canvas(_LINE + _AROUND) as (figure, (axes,)):
        axes.set_title(unit, loc="left", fontsize=10, color=SOFT)
        _set_height(axes, rows[list(names)], _LINE, along.head_room)
        _draw_lines(axes, rows, names, along)
        along.draw(axes, with_words=True)
        png = finish(figure, title, source)
    alt = " ".join(["Line chart.", *_told(rows, names, along), along.told]).strip()
    return Chart(title, alt, along.listed(rows, names), unit, source, png)


def panel_chart(
    table: "pd.DataFrame",
    x: str,
    y: Columns,
    *,
    title: str,
    unit: str,
    source: str,
    marks: Mapping[When, str] | None = None,
    unknown_after: When | None = None,
    unknown_label: str = "",
) -> Chart:
    """Draw series apart, one panel above the other, each with a scale of its own and all with one time axis.

    For series that one scale would flatten, such as drones and missiles. Arguments and errors are those of
    `line_chart`.
    """
    names = names_of(y)
    rows = figures_of(table, x, names).sort_values(x, ignore_index=True)
    along = timeline(rows[x], marks, unknown_after, unknown_label)
    note = "Each panel has its own scale."
    with canvas(_AROUND + (_PANEL + 0.4) * len(names), len(names)) as (figure, panels):
        for place, (axes, (column, name)) in enumerate(zip(panels, names.items(), strict=True)):
            axes.set_title(f"{name} ({unit})", loc="left", fontsize=10, color=INK)
            _set_height(axes, rows[[column]], _PANEL, 0.15 if place else along.head_room)
            _draw_line(axes, rows, column, along, place)
            along.draw(axes, with_words=place == 0)
        png = finish(figure, title, source, note)
    alt = " ".join([f"{len(names)} line charts, one above the other.", note, *_told(rows, names, along), along.told])
    return Chart(title, alt.strip(), along.listed(rows, names), unit, source, png)


def _set_height(axes: "Axes", figures: "pd.DataFrame", height: float, head_room: float) -> None:
    """Make the scale begin at zero and leave room above for words; both heights are in inches."""
    low, high = min(0.0, figures.min().min()), max(0.0, figures.max().max())
    span = (high - low or 1.0) / (1 - head_room / height)
    axes.set_ylim(low - (0.03 * span if low < 0 else 0.0), low + span)
    axes.yaxis.set_major_formatter(lambda value, _: in_words(value))
    axes.grid(axis="y")
    axes.spines["bottom"].set_position(("data", 0.0))


def _draw_lines(axes: "Axes", rows: "pd.DataFrame", names: Mapping[str, str], along: Timeline) -> None:
    for place, column in enumerate(names):
        _draw_line(axes, rows, column, along, place)
    if len(names) == 1:
        return
    low, high = axes.get_ylim()
    gap = (high - low) * _NAME / _LINE
    ends = {column: rows[column].dropna().iloc[-1] for column in names}
    at = float("-inf")
    for column in sorted(ends, key=lambda name: ends[name]):
        at = max(ends[column], at + gap)
        color = palette()[list(names).index(column)].accent
        axes.annotate(
            names[column],
            (along.values.max(), at),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            color=color,
            fontweight="bold",
        )


def _draw_line(axes: "Axes", rows: "pd.DataFrame", column: str, along: Timeline, place: int) -> None:
    moments, known = along.values.to_numpy(), along.known.to_numpy()
    values = rows[column].to_numpy()
    step = max(1, len(rows) // 30)
    color = palette()[place].accent
    style: dict[str, Any] = {"color": color, "marker": _MARKERS[place]}
    axes.plot(moments[known], values[known], markevery=step, markeredgecolor=GROUND, markeredgewidth=0.8, **style)
    if not known.all():
        style |= {"linestyle": (0, (3, 1.6)), "linewidth": 1.6, "markerfacecolor": GROUND, "markeredgewidth": 1.2}
        from_last_known = slice(max(0, int(known.sum()) - 1), None)
        axes.plot(moments[from_last_known], values[from_last_known], markevery=(1, step), zorder=1.9, **style)


def _told(rows: "pd.DataFrame", names: Mapping[str, str], along: Timeline) -> Iterator[str]:
    """One sentence a series: where it begins, where it ends, its lowest and its highest figure."""
    for column, name in names.items():
        figures = [(value, word) for value, word in zip(rows[column], along.words, strict=True) if value == value]
        first, *_, last = [*figures, figures[-1]]
        inside = {"lowest": min(figures), "highest": max(figures)}
        spots = [f", {word} {_at(figure)}" for word, figure in inside.items() if figure not in (first, last)]
        yield f"{name}: from {_at(first)} to {_at(last)}{''.join(spots)}."


def _at(figure: tuple[float, str]) -> str:
    return f"{in_words(figure[0])} ({figure[1]})"
