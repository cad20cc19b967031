"""The debrief page: one HTML file that loads nothing, with the class's answers item by item."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from oped.grading.insight import confidence_table, item_table
from oped.showing.templates import template

if TYPE_CHECKING:
    import pandas as pd

_TEMPLATE = Path(__file__).with_name("insight.html")
HARD = 0.6
DIVIDED = 0.2


def insight_page(
    assignment: str,
    answers: "pd.DataFrame",
    points: Mapping[str, float],
    maximum: float,
    *,
    rejected: int = 0,
    names: bool = False,
) -> str:
    """Make the page.

    Args:
        assignment: its name.
        answers: from `answers_table`.
        points: by student, the points given by code.
        maximum: the most points that code gives.
        rejected: how many hand-ins could not be taken in.
        names: whether the students' names and points stand at the end.

    Raises:
        OpedError: the class is smaller than five.
    """
    items = item_table(answers)
    rows = items.to_dict("records")
    page: str = template(_TEMPLATE).render(
        assignment=assignment,
        hand_ins=answers["student"].nunique(),
        rejected=rejected,
        mean=sum(points.values()) / len(points),
        maximum=maximum,
        spread=_spread(list(points.values()), maximum),
        items=rows,
        hard=sorted((row for row in rows if row["right"] < HARD), key=lambda row: row["right"]),
        divided=sorted((row for row in rows if row["alpha"] < DIVIDED), key=lambda row: row["alpha"]),
        against=[row for row in rows if row["discrimination"] < 0],
        slips=sorted((row for row in rows if row["often"]), key=lambda row: -row["often_share"])[:10],
        confidence=_confidence(answers),
        students=sorted(points.items()) if names else [],
    )
    return page


def _spread(points: Sequence[float], maximum: float) -> list[tuple[str, int]]:
    """How many hand-ins have 0 to below 1 point, 1 to below 2, and so on."""
    whole = max(1, round(maximum))
    places = [min(whole - 1, int(value)) for value in points]
    return [(f"{low} to {low + 1}", places.count(low)) for low in range(whole)]


def _confidence(answers: "pd.DataFrame") -> Markup:
    from oped.showing.coding_charts import calibration_chart

    table = confidence_table(answers)
    if table.empty:
        return Markup()
    chart: Any = calibration_chart(table, title="How often the class was right, by how sure it was")
    return Markup(chart._repr_html_())
