"""What every chart has in common: the picture with its alternative text, its numbers and its source.

JupyterLab leaves an image's alternative text out unless the image stands in HTML, so a chart is HTML with the picture
inside it. The picture's bytes may differ a little between machines; the numbers below it may not.
"""

import datetime
import io
import textwrap
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from oped.errors import OpedError
from oped.labels import LEVELS, TYPES
from oped.showing.look import Look, look_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Columns: TypeAlias = str | Sequence[str] | Mapping[str, str]

INK, SOFT, GRID, LATER, GROUND = "#1e2126", "#4a4f58", "#d9dce1", "#eef0f3", "#ffffff"
WIDTH = 7.6
MOST_SERIES = 5
_DPI, _PIXELS_AN_INCH = 150, 100
_MOST_ROWS = 120
_STYLE: dict[str, object] = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.facecolor": GROUND,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.unicode_minus": True,
    "figure.facecolor": GROUND,
    "figure.constrained_layout.w_pad": 0.1,
    "figure.constrained_layout.h_pad": 0.06,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "hatch.linewidth": 0.9,
    "lines.linewidth": 2.0,
    "lines.markersize": 5.5,
    "text.parse_math": False,
    "xtick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.color": SOFT,
    "ytick.labelcolor": INK,
    "ytick.major.size": 0,
}


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart to look at, with all that it shows in words and numbers.

    Attributes:
        title: the finding, in the words of whoever drew it.
        alt: what a reader who can't see the picture is told.
        numbers: the figures drawn, as text, in reading order.
        unit: the unit of the figures.
        source: where they come from.
        png: the picture, 760 pixels wide at normal size and sharp at half as much again.
    """

    title: str
    alt: str
    numbers: "pd.DataFrame"
    unit: str
    source: str
    png: bytes

    @property
    def text(self) -> str:
        """Title, description, numbers and source as plain text."""
        shown, note = _shortened(self.numbers)
        about = [f"Unit: {self.unit}." if self.unit else "", note, f"Source: {self.source}" if self.source else ""]
        table = shown.to_string(index=False)
        return "\n".join([self.title, self.alt, table, *(line for line in about if line)])

    @property
    def html(self) -> str:
        """The picture with its alternative text; below it, folded, the description and the numbers."""
        picture = b64encode(self.png).decode()
        shown, note = _shortened(self.numbers)
        source = f"<p>Source: {escape(self.source)}</p>" if self.source else ""
        return (
            f'<figure lang="en" style="margin:0.5em 0"><img alt="{escape(f"{self.title}. {self.alt}")}" '
            f'width="{WIDTH * _PIXELS_AN_INCH:g}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{picture}"><details><summary>The numbers in this chart</summary>'
            f"<p>{escape(self.alt)}</p>{_html_table(shown, self.unit)}{f'<p>{note}</p>' if note else ''}{source}"
            "</details></figure>"
        )

    def __repr__(self) -> str:
        """Return the plain text."""
        return self.text

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


@contextmanager
def canvas(height: float, rows: int = 1) -> "Iterator[tuple[Figure, list[Axes]]]":
    """A figure of the course's one style with one axes a row; nothing of matplotlib's own settings is changed.

    Args:
        height: in inches, for all rows together.
        rows: how many axes, one above the other, with one x axis for all.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)  # type: ignore[arg-type]
        figure = Figure(figsize=(WIDTH, height), dpi=_DPI, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(rows, 1, sharex=True, squeeze=False)
        yield figure, list(axes[:, 0])


def finish(figure: "Figure", title: str, source: str, note: str = "") -> bytes:
    """Set the title above, a note and the source below, and return the picture as PNG without metadata."""
    figure.suptitle(textwrap.fill(title, 72), x=0.012, ha="left", fontsize=12.5, fontweight="bold", linespacing=1.25)
    if below := " ".join(part for part in (note, f"Source: {source}" if source else "") if part):
        words = textwrap.fill(below, 122)
        figure.supxlabel(words, x=0.012, ha="left", fontsize=8.5, color=SOFT, linespacing=1.3)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=_DPI, metadata={"Software": None})
    return picture.getvalue()


def palette() -> tuple[Look, ...]:
    """The tints of the codebook, each once, those of the levels first.

    They tell series apart beside marker, hatch and name; what must not be taken for a level uses those from the fourth.
    """
    looks = [look_of(name) for name in (*LEVELS, *TYPES)]
    return tuple({look.accent: look for look in looks}.values())


def names_of(columns: Columns) -> dict[str, str]:
    """The columns to draw, each with the name it has in the chart.

    Raises:
        OpedError: there are none, or more than can be told apart.
    """
    chosen = [columns] if isinstance(columns, str) else list(columns)
    if not 1 <= len(chosen) <= MOST_SERIES:
        raise OpedError(f"Name 1 to {MOST_SERIES} columns of numbers to draw; {len(chosen)} are named.")
    return dict(columns) if isinstance(columns, Mapping) else {name: name.replace("_", " ") for name in chosen}


def figures_of(table: "pd.DataFrame", x: str, columns: Mapping[str, str]) -> "pd.DataFrame":
    """The columns of a table that a chart needs, checked; rows without a value for x are left out.

    Raises:
        OpedError: the table is empty, a column is not there, or what should be numbers is not.
    """
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    for name in (x, *columns):
        if name not in table.columns:
            raise OpedError(f"The table has no column {name!r}; it has {', '.join(map(str, table.columns))}.")
    chosen = table[[x, *columns]].dropna(subset=[x]).reset_index(drop=True)
    if chosen.empty:
        raise OpedError("The table is empty: choose rows that hold something to draw.")
    for name in columns:
        if not is_numeric_dtype(chosen[name]) or is_bool_dtype(chosen[name]):
            raise OpedError(f"The column {name!r} does not hold numbers; choose one that does.")
        if chosen[name].isna().all():
            raise OpedError(f"The column {name!r} holds no number in these rows; choose other rows.")
    return chosen.astype(dict.fromkeys(columns, "float64"))


def in_words(value: object) -> str:
    """A number with commas, or a date in words, as a chart writes it.

    >>> in_words(1492.0), in_words(42.3), in_words(0.125), in_words(datetime.date(2026, 3, 27))
    ('1,492', '42.3', '0.125', '27 March 2026')
    """
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B %Y}"
    if not isinstance(value, int | float):
        return str(value)
    if value != value:
        return "no figure"
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0") if abs(value) >= 1 else f"{value:.3g}"


def column_in_words(values: Iterable[float]) -> list[str]:
    """Numbers as one column has them: all with the same decimals, three at most.

    >>> column_in_words([18.7, 9.25, 1000, float("nan")])
    ['18.70', '9.25', '1,000.00', 'no figure']
    """
    rounded = [f"{value:.3f}".rstrip("0") for value in values]
    places = max((len(text.partition(".")[2]) for text in rounded if text != "nan"), default=0)
    return ["no figure" if text == "nan" else f"{float(text):,.{places}f}" for text in rounded]


def number_table(rows: "pd.DataFrame", x: str, words: Sequence[str], names: Mapping[str, str]) -> "pd.DataFrame":
    """The figures of a chart as text: the words along its axis, then one column a series."""
    import pandas as pd

    figures = {name: column_in_words(rows[column]) for column, name in names.items()}
    return pd.DataFrame({x.replace("_", " "): list(words), **figures})


def _shortened(numbers: "pd.DataFrame") -> "tuple[pd.DataFrame, str]":
    if len(numbers) <= _MOST_ROWS:
        return numbers, ""
    each = -(-len(numbers) // _MOST_ROWS)
    return numbers.iloc[::each], f"{len(numbers):,} rows are drawn; one in {each} is listed."


def _html_table(numbers: "pd.DataFrame", unit: str) -> str:
    cell = "text-align:left;padding:0.15em 0.75em"
    head = "".join(
        f'<th scope="col" style="{cell};border-bottom:1px solid #808080">{escape(str(name))}</th>' for name in numbers
    )
    rows = "".join(
        "".join(["<tr>", *(f'<td style="{cell}">{escape(str(value))}</td>' for value in row), "</tr>"])
        for row in numbers.itertuples(index=False)
    )
    caption = f'<caption style="caption-side:top;text-align:left">{escape(unit)}</caption>' if unit else ""
    return (
        f'<table style="border-collapse:collapse">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )
