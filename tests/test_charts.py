"""Charts: the numbers they list, what they tell who can't see them, and what they refuse to draw."""

import io
import struct
import subprocess
import sys
from base64 import b64decode
from functools import cache
from html.parser import HTMLParser
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest
from PIL import Image

from oped.errors import OpedError
from oped.reading.agreement import reliability
from oped.showing.canvas import GROUND, INK, LATER, SOFT, canvas, column_in_words, finish, palette
from oped.showing.charts import Chart, bar_chart, calibration_chart, level_strip, line_chart, panel_chart
from oped.showing.timeline import When

WORDS: dict[str, Any] = {"title": "Prices doubled", "unit": "coins a loaf", "source": "Guild of Bakers, invented"}
MONTHS = pd.DataFrame(
    {
        "month": pd.to_datetime(["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"]),
        "rye": [1.5, 1.0, 2.25, 3.0],
        "wheat_flour": [1000.0, None, 1200.0, 1100.0],
    }
)
CODED = pd.DataFrame({"sentence": ["p01s1", "p01s2", "p02s1"], "level": ["FACT", "MIXED", "OPINION"]})


class Figure(HTMLParser):
    """Reads the image and the words of a chart's HTML."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.image: dict[str, str | None] = {}
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the image's attributes."""
        if tag == "img":
            self.image = dict(attrs)

    def handle_data(self, data: str) -> None:
        """Keep what can be read."""
        self.words.append(data)


@cache
def line() -> Chart:
    """A line with a mark and figures that were not known yet."""
    return line_chart(MONTHS, "month", "rye", marks={"2025-02-10": "the strike"}, unknown_after="2025-03-27", **WORDS)


def pixels(chart: Chart) -> set[Any]:
    """The colours of a chart."""
    counted = Image.open(io.BytesIO(chart.png)).convert("RGB").getcolors(1 << 24) or []
    return {color for _, color in counted}


def rgb(color: str) -> tuple[int, ...]:
    """A colour's three parts, 0 to 255."""
    return tuple(bytes.fromhex(color.lstrip("#")))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2."""

    def luminance(color: str) -> float:
        parts = [part / 255 for part in rgb(color)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# ---- What every chart has


def test_html_holds_the_picture_its_text_and_its_numbers() -> None:
    """One output has it all: the image with alternative text, the numbers, the unit and the source."""
    chart = line()
    figure = Figure(chart._repr_mimebundle_()["text/html"])
    assert figure.image["alt"] == f"Prices doubled. {chart.alt}"
    assert b64decode(str(figure.image["src"]).removeprefix("data:image/png;base64,")) == chart.png
    for word in ("2025-03", "2.25", "not yet", "coins a loaf", "Source: Guild of Bakers, invented"):
        assert word in figure.words


def test_plain_text_says_what_the_picture_shows() -> None:
    """Title, description, numbers, unit and source, without any markup."""
    assert line()._repr_mimebundle_()["text/plain"].splitlines() == [
        "Prices doubled",
        "Line chart. rye: from 1.5 (January 2025) to 3 (April 2025), lowest 1 (February 2025). "
        "Marked: 10 February 2025, the strike. What is dashed was not yet known on 27 March 2025.",
        "  month  rye known then",
        "2025-01 1.50        yes",
        "2025-02 1.00        yes",
        "2025-03 2.25        yes",
        "2025-04 3.00    not yet",
        "Unit: coins a loaf.",
        "Source: Guild of Bakers, invented",
    ]


def test_same_chart_is_the_same_to_the_last_byte() -> None:
    """Nothing of the time or of the machine's settings gets into a picture."""
    first = line()
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "savefig.dpi": 20}):
        assert line.__wrapped__().png == first.png
    assert b"Software" not in first.png


def test_settings_and_open_figures_are_left_alone() -> None:
    """Drawing changes no setting of matplotlib and leaves no figure behind."""
    before = dict(mpl.rcParams)
    line.__wrapped__()
    assert dict(mpl.rcParams) == before
    assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()


def test_picture_is_sharp_and_brings_its_own_ground() -> None:
    """A picture is 1140 pixels wide, opaque, and light, whatever the page behind it is."""
    png = line().png
    assert struct.unpack(">II", png[16:24])[0] == 1140
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    assert image.getchannel("A").getextrema() == (255, 255)
    assert image.getpixel((2, 2)) == (*rgb(GROUND), 255)


def test_colours_can_be_told_from_the_ground() -> None:
    """Words reach 4.5 to 1 on white and on grey, and so do the lines, whose names have their colour."""
    for color in (INK, SOFT, *(look.accent for look in palette())):
        assert contrast(color, GROUND) >= 4.5
        assert contrast(color, LATER) >= 4.5


def test_dollar_signs_are_not_formulas() -> None:
    """Two dollar signs in a title are drawn as they stand, not as a formula set between them."""
    pictures = set()
    for as_formula in (False, True):
        with canvas(2) as (figure, _):
            mpl.rcParams["text.parse_math"] = mpl.rcParams["text.parse_math"] or as_formula
            pictures.add(finish(figure, "From $2 to $3", ""))
    assert len(pictures) == 2


def test_markup_in_words_stays_words() -> None:
    """Names of columns, titles and sources are escaped in the HTML."""
    nasty = MONTHS.rename(columns={"rye": "<b onclick=x>"})
    words: dict[str, Any] = {"title": "<script>", "unit": "<i>", "source": "<img src=x>"}
    html = line_chart(nasty, "month", "<b onclick=x>", **words).html
    assert not any(tag in html for tag in ("<script", "<b ", "<i>", "<img src=x"))


def test_long_tables_are_listed_in_part() -> None:
    """More than 120 rows are thinned evenly, and the text says so."""
    days = pd.DataFrame({"day": pd.date_range("2025-01-01", periods=300), "rye": range(300)})
    text = line_chart(days, "day", "rye", **WORDS).text
    assert "300 rows are drawn; one in 3 is listed." in text
    assert "2025-01-04" in text
    assert "2025-01-05" not in text


def test_charts_are_imported_without_matplotlib() -> None:
    """Importing the module is quick: matplotlib and pandas come with the first chart."""
    code = "import sys, oped.showing.charts; print({'matplotlib', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_numbers_of_a_column_have_the_same_decimals() -> None:
    """A column can be compared by eye."""
    assert column_in_words([0.25, 1200, -3.5, float("nan")]) == ["0.25", "1,200.00", "-3.50", "no figure"]


# ---- Lines and panels


def test_later_figures_are_marked_in_picture_and_table() -> None:
    """What nobody knew yet stands on grey, and the table says which rows; without such figures there is neither."""
    assert rgb(LATER) in pixels(line())
    known = line_chart(MONTHS, "month", "rye", unknown_after="2025-04-30", **WORDS)
    assert rgb(LATER) not in pixels(known)
    assert list(known.numbers.columns) == ["month", "rye"]
    assert list(line().numbers["known then"]) == ["yes", "yes", "yes", "not yet"]


def test_rows_are_drawn_in_the_order_of_time() -> None:
    """A table in any order gives the same chart."""
    assert line_chart(MONTHS[::-1], "month", "rye", **WORDS).png == line_chart(MONTHS, "month", "rye", **WORDS).png


def test_series_have_names_and_missing_figures_are_said_to_be_missing() -> None:
    """A dict names the series, else an underscore becomes a space; a gap is listed as no figure."""
    chart = line_chart(MONTHS, "month", {"rye": "Rye bread", "wheat_flour": "Flour"}, **WORDS)
    assert list(chart.numbers.columns) == ["month", "Rye bread", "Flour"]
    assert list(chart.numbers["Flour"]) == ["1,000", "no figure", "1,200", "1,100"]
    assert "wheat flour" in line_chart(MONTHS, "month", ["rye", "wheat_flour"], **WORDS).numbers


def test_years_and_single_rows_can_be_drawn() -> None:
    """Numbers along the bottom are years, not dates; one row is a chart too."""
    years = pd.DataFrame({"year": [2024, 2025], "rye": [1, -2]})
    chart = line_chart(years, "year", "rye", unknown_after=2024, unknown_label="later than the piece", **WORDS)
    assert list(chart.numbers["year"]) == ["2024", "2025"]
    assert "What is dashed was later than the piece." in chart.alt
    assert len(line_chart(MONTHS.head(1), "month", "rye", **WORDS).numbers) == 1


def test_panels_have_scales_of_their_own_and_say_so() -> None:
    """Two series apart make a taller picture, described one after the other."""
    chart = panel_chart(MONTHS, "month", {"rye": "Rye", "wheat_flour": "Flour"}, **WORDS)
    assert chart.alt.startswith("2 line charts, one above the other. Each panel has its own scale. Rye: from 1.5 (")
    assert list(chart.numbers.columns) == ["month", "Rye", "Flour"]


# ---- Bars


def test_bars_tell_lowest_and_highest() -> None:
    """The description names the ends of the scale; the table has every bar."""
    table = pd.DataFrame({"giver": ["Ost", "West", "Nord"], "grain": [3.0, 12.5, 7.0]})
    chart = bar_chart(table, "giver", "grain", **WORDS)
    assert chart.alt == "Bar chart. grain: lowest 3 (Ost), highest 12.5 (West)."
    assert chart.numbers.to_dict("list") == {"giver": ["Ost", "West", "Nord"], "grain": ["3.0", "12.5", "7.0"]}


def test_pale_bars_were_not_known_yet() -> None:
    """Bars after the day are pale, and both the note and the table say what that means."""
    dated = {"unknown_after": "2025-03-27", **WORDS}
    for stacked in (False, True):
        chart = bar_chart(MONTHS.assign(oats=1.5), "month", ["rye", "oats"], stacked=stacked, **dated)
        assert chart.alt.endswith("Pale, dashed bars: not yet known on 27 March 2025.")
        assert list(chart.numbers["known then"])[-1] == "not yet"
        assert rgb(palette()[0].background) in pixels(chart)


def test_parts_of_a_whole_cannot_be_negative() -> None:
    """Bars set end to end would hide a part below zero."""
    table = pd.DataFrame({"giver": ["Ost"], "in": [1.0], "out": [-1.0]})
    assert "out: lowest -1 (Ost)" in bar_chart(table, "giver", ["in", "out"], **WORDS).alt
    with pytest.raises(OpedError, match="Parts of a whole can't be below zero"):
        bar_chart(table, "giver", ["in", "out"], stacked=True, **WORDS)


# ---- What is refused


@pytest.mark.parametrize(
    ("table", "x", "y", "message"),
    [
        (MONTHS, "week", "rye", "The table has no column 'week'; it has month, rye, wheat_flour."),
        (MONTHS, "month", "oats", "The table has no column 'oats'"),
        (MONTHS.head(0), "month", "rye", "The table is empty"),
        (MONTHS.assign(rye="dear"), "month", "rye", "'rye' does not hold numbers"),
        (MONTHS.assign(rye=True), "month", "rye", "'rye' does not hold numbers"),
        (MONTHS.assign(rye=float("nan")), "month", "rye", "'rye' holds no number in these rows"),
        (MONTHS, "month", [], "Name 1 to 5 columns of numbers to draw; 0 are named."),
        (MONTHS, "month", ["rye"] * 6, "Name 1 to 5 columns"),
    ],
)
def test_what_cannot_be_drawn_is_told(table: pd.DataFrame, x: str, y: list[str], message: str) -> None:
    """Every kind of chart refuses a table that it can't draw, in one sentence."""
    for draw in (line_chart, panel_chart, bar_chart):
        with pytest.raises(OpedError, match=message):
            draw(table, x, y, **WORDS)


def test_lines_need_dates_or_numbers() -> None:
    """Names along the bottom have no order in which to join them."""
    with pytest.raises(OpedError, match="'month' holds text, but dates or numbers are needed"):
        line_chart(MONTHS.assign(month=["a", "b", "c", "d"]), "month", "rye", **WORDS)


@pytest.mark.parametrize(
    ("x", "marks", "message"),
    [
        ("month", {"the 27th": "the piece"}, '"the 27th" is not a date; write it like 2026-03-27.'),
        ("rye", {"the 27th": "the piece"}, "\"the 27th\" is not a number like those in 'rye'."),
        (
            "month",
            dict.fromkeys(["2025-01-02", "2025-01-03", "2025-01-04", "2025-01-05", "2025-01-06"], "no"),
            "5 marks",
        ),
    ],
)
def test_marks_that_cannot_be_placed_are_told(x: str, marks: dict[When, str], message: str) -> None:
    """A date or number that can't be read is named, and so is a crowd of them."""
    with pytest.raises(OpedError, match=message):
        line_chart(MONTHS, x, "rye" if x == "month" else "wheat_flour", marks=marks, **WORDS)


def test_axis_reaches_to_marks_and_limits_outside_the_figures() -> None:
    """A mark after the last row is drawn, and so are rows that are all later than the limit."""
    late = line_chart(MONTHS, "month", "rye", marks={"2025-04-27": "the piece"}, **WORDS)
    assert late.png != line_chart(MONTHS, "month", "rye", **WORDS).png
    unknown = line_chart(MONTHS, "month", "rye", unknown_after="2024-12-31", **WORDS)
    assert set(unknown.numbers["known then"]) == {"not yet"}


# ---- Readers and levels


def test_calibration_tells_each_band() -> None:
    """How sure, how often right and of how many answers, for each band that was used."""
    bands = reliability([0.55, 0.55, 0.95, 1.0], [True, False, True, False])
    chart = calibration_chart(bands, title="Surer than right")
    assert chart.alt.endswith("55 % sure, right 50 % of 2; 98 % sure, right 50 % of 2.")
    assert list(chart.numbers["band"]) == ["50-60 %", "90-100 %"]


def test_level_strip_tells_the_levels_in_order() -> None:
    """The letters follow paragraph by paragraph, and the table counts them."""
    chart = level_strip(CODED, title="From fact to opinion")
    assert chart.alt == "1 fact, 1 mixed, 1 opinion of 3 sentences. Paragraph by paragraph: 1 F M; 2 O."
    assert chart.numbers.to_dict("list")["share"] == ["33%", "33%", "33%"]


def test_level_strip_takes_a_case_and_long_texts() -> None:
    """Ids may stand in `id`, and more than forty sentences run over several rows."""
    long = pd.DataFrame({"id": [f"p{i:02d}s1" for i in range(1, 91)], "level": ["FACT"] * 90})
    tall, low = (Image.open(io.BytesIO(level_strip(table, title="Levels").png)) for table in (long, long.head(30)))
    assert tall.height > low.height
    assert tall.width == low.width


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (CODED.drop(columns="level"), "no column 'level'"),
        (CODED.assign(level=""), "There is no sentence with a level"),
        (CODED.assign(level="FACTS"), "'FACTS' is not a level"),
    ],
)
def test_strip_without_levels_is_refused(table: pd.DataFrame, message: str) -> None:
    """A table that holds no levels of the codebook is told from one that does."""
    with pytest.raises(OpedError, match=message):
        level_strip(table, title="Levels")
