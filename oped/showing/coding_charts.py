"""Charts of what readers make of a text: how well confidence fits success, and the levels from start to end."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from oped.errors import OpedError
from oped.labels import LEVELS
from oped.showing.canvas import GROUND, INK, SOFT, Chart, canvas, figures_of, finish, palette
from oped.showing.look import look_of
from oped.showing.passage import column_of, paragraph_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LINES: dict[str, Any] = {"solid": "-", "dashed": (0, (3, 1.5)), "dotted": (0, (1, 1.2))}
_A_ROW = 40


def calibration_chart(reliability: "pd.DataFrame", *, title: str, source: str = "") -> Chart:
    """Draw how often answers were right against how sure the reader was.

    Args:
        reliability: what `oped.reading.agreement.reliability` returns: one row a band with low, high, confidence,
            right (all 0.0 to 1.0) and number.
        title: the finding, as a sentence without a full stop.
        source: whose answers these are.

    Raises:
        OpedError: a column is missing or holds no numbers.
    """
    columns = ("confidence", "right", "number", "high")
    bands = figures_of(reliability, "low", dict.fromkeys(columns, ""))
    sure, right = 100 * bands["confidence"], 100 * bands["right"]
    labels = [f"{share:.0f} % of {count:.0f}" for share, count in zip(right, bands["number"], strict=True)]
    with canvas(4.6) as (figure, (axes,)):
        _draw_calibration_ground(axes)
        axes.plot(sure, right, color=palette()[0].accent, marker="o", markersize=8, markeredgecolor=GROUND)
        for x, y, label in zip(sure, right, labels, strict=True):
            below = y > 15
            axes.annotate(
                label,
                (x, y),
                (0, -9 if below else 9),
                textcoords="offset points",
                ha="center",
                va="top" if below else "bottom",
                fontsize=9,
            )
        png = finish(figure, title, source)
    ranges = [f"{100 * low:.0f}-{100 * high:.0f} %" for low, high in zip(bands["low"], bands["high"], strict=True)]
    numbers = bands[[]].assign(
        band=ranges,
        confidence=[f"{value:.0f} %" for value in sure],
        right=[f"{value:.0f} %" for value in right],
        answers=[f"{value:.0f}" for value in bands["number"]],
    )
    told = "; ".join(f"{x:.0f} % sure, right {label}" for x, label in zip(sure, labels, strict=True))
    alt = f"Points against the line on which confidence would equal success: {told}."
    return Chart(title, alt, numbers, "", source, png)


def level_strip(claims: "pd.DataFrame", *, title: str, source: str = "") -> Chart:
    """Draw the levels of a piece from its first sentence to its last: one tile a sentence, one lane a level.

    Args:
        claims: one row a sentence in reading order, with its id in `sentence` or `id` and its `level`.
        title: the finding, as a sentence without a full stop.
        source: who gave the levels.

    Raises:
        OpedError: a column is missing, there is no sentence, or a level is not in the codebook.
    """
    import pandas as pd

    table = claims if "id" in claims.columns else claims.rename(columns={"sentence": "id"})
    levels = column_of(table, "level")
    if not levels:
        raise OpedError("There is no sentence with a level: choose rows that have one.")
    if wrong := next((level for level in levels.values() if level not in LEVELS), None):
        raise OpedError(f"{wrong!r} is not a level; the levels are {', '.join(LEVELS)}.")
    ids = list(levels)
    rows = [ids[i : i + _A_ROW] for i in range(0, len(ids), _A_ROW)]
    counts = {name: list(levels.values()).count(name) for name in LEVELS}
    told = f"{', '.join(f'{count} {LEVELS[name].title}' for name, count in counts.items())} of {len(ids)} sentences."
    with canvas(0.75 + 1.15 * len(rows), len(rows)) as (figure, strips):
        for axes, row in zip(strips, rows, strict=True):
            _draw_strip(axes, row, levels)
        png = finish(figure, title, source, f"{told} The numbers under the tiles are paragraphs.")
    numbers = pd.DataFrame(
        [(name, str(count), f"{count / len(ids):.0%}") for name, count in counts.items()],
        columns=["level", "sentences", "share"],
    )
    paragraphs = [
        f"{number or '?'} {' '.join(LEVELS[levels[i]].letter for i in group)}"
        for number, group in groupby(ids, paragraph_of)
    ]
    alt = f"{told} Paragraph by paragraph: {'; '.join(paragraphs)}."
    return Chart(title, alt, numbers, "", source, png)


def _draw_calibration_ground(axes: "Axes") -> None:
    axes.plot([0, 100], [0, 100], color=SOFT, linewidth=1.2, linestyle=(0, (4, 2)))
    axes.set_xlim(47, 103)
    axes.set_ylim(0, 108)
    axes.set_xticks(range(50, 101, 10), [f"{value} %" for value in range(50, 101, 10)])
    axes.set_yticks(range(0, 101, 25), [f"{value} %" for value in range(0, 101, 25)])
    axes.set_title("answers that were right", loc="left", fontsize=10, color=SOFT)
    axes.set_xlabel("how sure the reader was", loc="right", color=SOFT)
    axes.grid()
    axes.text(51, 100, "more often right than sure", fontsize=9, fontstyle="italic", va="top")
    axes.text(101.5, 6, "more often sure than right", fontsize=9, fontstyle="italic", ha="right")


def _draw_strip(axes: "Axes", ids: list[str], levels: dict[str, str]) -> None:
    lanes = {name: place for place, name in enumerate(LEVELS)}
    axes.set_xlim(-0.2, _A_ROW if len(levels) > _A_ROW else max(len(ids), 16))
    axes.set_ylim(-0.75, len(lanes))
    axes.set_yticks([lane + 0.5 for lane in lanes.values()], [LEVELS[name].title for name in lanes])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    for lane in lanes.values():
        axes.axhspan(lane + 0.04, lane + 0.96, color="#f4f5f7", zorder=0)
    place = 0
    for number, group in groupby(ids, paragraph_of):
        start = place
        for sentence_id in group:
            _draw_tile(axes, place, lanes[levels[sentence_id]], levels[sentence_id])
            place += 1
        axes.plot([start + 0.12, place - 0.12], [-0.12, -0.12], color=SOFT, linewidth=1.0)
        axes.text((start + place) / 2, -0.25, number, ha="center", va="top", fontsize=8, color=INK)


def _draw_tile(axes: "Axes", x: float, lane: float, level: str) -> None:
    from matplotlib.patches import Rectangle

    look = look_of(level)
    axes.add_patch(Rectangle((x + 0.05, lane + 0.06), 0.9, 0.88, facecolor=look.background, edgecolor="none"))
    axes.plot(
        [x + 0.08, x + 0.92],
        [lane + 0.1, lane + 0.1],
        color=look.accent,
        linewidth=look.width,
        linestyle=_LINES[look.line],
        solid_capstyle="butt",
    )
    axes.text(
        x + 0.5,
        lane + 0.54,
        LEVELS[level].letter,
        ha="center",
        va="center",
        fontsize=9,
        fontweight="bold",
        color=look.ink,
    )
