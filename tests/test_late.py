"""Late hand-ins: what `late.csv` says, whose clock counts, and what lateness costs."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oped.grading.late import LateTable, Terms, load_late
from oped.tables import DataError

HEADER = "assignment,student,due,collected,extension_days,percent_per_day,percent_at_most\n"
CLASS = "02-fact,,2026-05-04T12:00+02:00,,,10,50\n"


def written(folder: Path, rows: str, header: str = HEADER) -> Path:
    """A file of these rows."""
    path = folder / "late.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def test_without_a_file_nothing_is_late(tmp_path: Path) -> None:
    """Where nobody wrote a file, no time is known and nothing is taken off."""
    late = load_late(tmp_path / "late.csv")
    assert late == LateTable({})
    assert late.due("02-fact") is None
    assert late.terms("02-fact", "ada", tmp_path) == Terms()


def test_times_are_kept_in_utc(tmp_path: Path) -> None:
    """The distance from UTC is taken off, as nbgrader keeps times."""
    late = load_late(written(tmp_path, CLASS + "02-fact,ada,,2026-05-05T00:30+02:00,,,\n"))
    assert late.due("02-fact") == datetime(2026, 5, 4, 10)
    assert late.terms("02-fact", "ada", tmp_path).collected == datetime(2026, 5, 4, 22, 30)


def test_a_students_row_goes_before_that_of_the_class(tmp_path: Path) -> None:
    """The class's policy holds for all, and one student's time and extension for that student alone."""
    rows = CLASS.replace(",,,10", ",2026-05-06T09:00Z,,10") + "02-fact,ada,,2026-05-04T09:00Z,1.5,,\n"
    late = load_late(written(tmp_path, rows))
    ada, ben = (late.terms("02-fact", name, tmp_path) for name in ("ada", "ben"))
    assert (ada.collected, ada.extension) == (datetime(2026, 5, 4, 9), timedelta(days=1, hours=12))
    assert (ben.collected, ben.extension) == (datetime(2026, 5, 6, 9), None)
    assert (ada.per_day, ada.at_most) == (ben.per_day, ben.at_most) == (0.1, 0.5)
    assert late.terms("03-who", "ada", tmp_path) == Terms()


def test_the_folders_date_counts_only_where_the_file_says_so(tmp_path: Path) -> None:
    """A hand-in's folder has a date, and it is looked at for `folder` alone."""
    home = tmp_path / "ada"
    home.mkdir()
    (home / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC", encoding="utf-8")
    os.utime(home, (1_777_888_800, 1_777_888_800))
    rows = CLASS.replace(",,,10", ",folder,,10")
    assert load_late(written(tmp_path, CLASS)).terms("02-fact", "ada", home).collected is None
    assert load_late(written(tmp_path, rows)).terms("02-fact", "ada", home).collected == datetime(2026, 5, 4, 10)


def test_columns_that_nobody_needs_may_be_left_out(tmp_path: Path) -> None:
    """A list of extensions is a file of three columns."""
    path = written(tmp_path, "02-fact,ada,2\n", header="assignment,student,extension_days\n")
    assert load_late(path).terms("02-fact", "ada", tmp_path) == Terms(extension=timedelta(days=2))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("02-fact,,2026-05-04 12:00,,,,", "column due"),
        ("02-fact,ada,,yesterday,,,", "column collected"),
        ("02-fact,ada,,,two,,", "column extension_days"),
        ("02-fact,,,,,110,", "column percent_per_day"),
        ("02-fact,,,,,nan,", "column percent_per_day"),
        (",ada,,,1,,", "column assignment"),
        ("02-fact,,,,2,,", "an empty cell in a row without a student"),
        ("02-fact,ada,,,,10,", "an empty cell in a student's row"),
        ("02-fact,ada,,folder,,,", "a time in a student's row"),
        ("02-fact,ada,,,1,,\n02-fact,ada,,,2,,", "row 3, column student"),
    ],
)
def test_a_mistake_is_told_by_row_and_column(tmp_path: Path, row: str, told: str) -> None:
    """Nobody loses points to a typing mistake in the file: it is refused, with the place."""
    with pytest.raises(DataError, match=told):
        load_late(written(tmp_path, row + "\n"))


@pytest.mark.parametrize(
    ("hours", "taken"), [(-1, None), (0, None), (0.001, 1.0), (24, 1.0), (24.1, 2.0), (100, 5.0), (10_000, 5.0)]
)
def test_each_day_begun_costs_its_share_up_to_the_most(hours: float, taken: float | None) -> None:
    """Ten per cent a day of ten points, at most half of them; a hand-in in time costs nothing."""
    assert Terms(per_day=0.1, at_most=0.5).penalty(10, timedelta(hours=hours)) == taken


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-5, 100), st.timedeltas(timedelta(days=-400), timedelta(days=4000)))
def test_a_penalty_lies_between_nothing_and_all(per_day: float, most: float, points: float, late: timedelta) -> None:
    """However late, and however the file is filled in, no score falls below zero."""
    taken = Terms(per_day=per_day, at_most=most).penalty(points, late)
    assert taken is None or 0 <= taken <= max(points, 0)
