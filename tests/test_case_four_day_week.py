"""The second case: the practice text as it is, its key as it was coded, and invented tables that agree with it."""

from pathlib import Path

import pandas as pd
import pytest

from oped.course.bundle import student_files
from oped.course.layout import Course
from oped.labels import ANSWERS, DEVICES, QUESTIONS, TYPES
from oped.library import load_case, load_practice, practice_table
from oped.reading.argument import ArgumentMap
from tests.small_course import REPOSITORY

TEXT = "four-day-week-against"
CASE = load_case("four-day-week")
PRACTICE = load_practice(TEXT)
SENTENCES = {sentence.id: sentence.text for sentence in PRACTICE.document.sentences}
FOLDER = REPOSITORY / "datasets" / "practice"
TRIAL = ("2025-01", "2025-06")
BEFORE = ("2024-01", "2024-06")


def practice_rows(name: str, column: str) -> pd.DataFrame:
    """The rows of a table of the practice library that are about this text."""
    table = pd.read_csv(FOLDER / name, dtype=str, keep_default_na=False)
    return table[table[column] == TEXT].reset_index(drop=True)


def within(table: pd.DataFrame, months: tuple[str, str]) -> pd.DataFrame:
    """The rows from one month to another, both included."""
    return table[table["month"].between(*months)]


def test_each_sentence_stands_as_it_is() -> None:
    """The text is the course's own, so its sentences are their own restatements."""
    assert dict(zip(CASE.sentences["id"], CASE.sentences["restatement"], strict=True)) == SENTENCES


def test_labels_and_codings_are_those_of_the_practice_library() -> None:
    """Nothing that was coded twice is changed by a second home."""
    assert PRACTICE.labels is not None
    shared = [column for column in PRACTICE.labels.columns if column in CASE.sentences.columns]
    assert len(shared) == 11
    pd.testing.assert_frame_equal(CASE.sentences[shared], PRACTICE.labels[shared])
    coded = practice_rows("passes.csv", "text").drop(columns="text")
    assert CASE.passes.to_numpy().tolist() == coded.to_numpy().tolist()


def test_devices_are_those_of_the_key() -> None:
    """Each mark is the key's, in its words, and each of the fourteen devices occurs."""
    marked = practice_rows("devices.csv", "file")[["sentence", "phrase", "device"]]
    assert CASE.devices[["sentence", "phrase", "device"]].to_numpy().tolist() == marked.to_numpy().tolist()
    assert set(CASE.devices["device"]) == set(DEVICES)


def test_what_a_check_of_a_number_shows_is_the_status_of_the_key() -> None:
    """A number holds, misleads or can't be known in the case as it does in the practice library."""
    words = {"holds": "Holds", "misleads": "Misleads", "unknown": "Cannot be known"}
    key = practice_rows("figures.csv", "file").set_index("sentence")["status"]
    assert list(CASE.figures["sentence"]) == list(key.index)
    for row in CASE.figures.itertuples():
        assert str(row.check).startswith(words[key[str(row.sentence)]]), row.sentence


def test_the_ten_questions_have_answers_of_all_kinds() -> None:
    """Each answer is to be found, and no figure is answered by one word alone."""
    answers = CASE.figures[list(QUESTIONS)]
    assert set(answers.to_numpy().ravel()) == set(ANSWERS)
    assert (answers.nunique(axis=1) > 1).all()


@pytest.mark.parametrize("table", ["sentences", "figures", "devices", "sources", "argument", "passes"])
def test_no_column_is_empty(table: str) -> None:
    """Whatever a lesson asks of a case has an answer here."""
    frame: pd.DataFrame = getattr(CASE, table)
    assert not frame.empty
    assert (frame != "").any().all()


def test_voices_and_types_have_all_kinds() -> None:
    """Every rung of the ladder and every type but the empty one occurs, and links as well as unlinked voices."""
    assert set(CASE.sources["how"]) == {"neutral", "doubting", "endorsing", "unnamed"}
    assert set(CASE.sources["named"]) == set(CASE.sources["linked"]) == {"yes", "no"}
    assert set(CASE.sentences["type"]) == set(TYPES) - {"NOT_A_CLAIM"}
    for words in CASE.record.linked_words:
        sentence, _, linked = words.partition(": ")
        assert linked in SENTENCES[sentence]
        assert "yes" in set(CASE.sources.query("sentence == @sentence")["linked"])


def test_the_argument_is_sound_and_has_every_part() -> None:
    """The map can be drawn as it is, and has warrants and objections that the piece leaves unsaid."""
    stored = ArgumentMap.from_table(CASE.argument)
    assert stored.problems() == []
    assert [gap for gap in stored.gaps() if "is said" in gap] == []
    assert set(CASE.argument.query("stated == 'no'")["kind"]) == {"warrant", "objection"}
    assert set(CASE.argument.query("kind == 'objection'")["met"]) == {"yes", "no"}


def test_tables_of_the_practice_library_are_in_the_case() -> None:
    """The numbers of both op-eds can be checked here as there."""
    for name, columns in (
        ("departments", ["department", "year", "week", "staff", "sick_days", "overtime"]),
        ("service", ["service", "year", "applications", "wait", "staff_present"]),
        ("records", ["item", "value", "unit", "period", "note"]),
    ):
        ours = set(CASE.table(name)[columns].itertuples(index=False, name=None))
        assert set(practice_table(f"four_day_{name}")[columns].itertuples(index=False, name=None)) <= ours


@pytest.mark.parametrize(("months", "year"), [(BEFORE, 2024), (TRIAL, 2025)])
def test_months_add_up_to_half_years(months: tuple[str, str], year: int) -> None:
    """Applications, waits and overtime by the month give the half-years of the practice library."""
    service = CASE.table("service").query("year == @year").set_index("service")
    registry = within(CASE.table("service_monthly"), months)
    permits = within(CASE.table("permits_monthly"), months)
    waited = (permits["applications"] * permits["wait"]).sum() / permits["applications"].sum()
    passports = (registry["passports"] * registry["passport_wait"]).sum() / registry["passports"].sum()
    assert registry["passports"].sum() == service.loc["registry, passports only", "applications"]
    both = registry["passports"].sum() + registry["other_papers"].sum()
    assert both == service.loc["registry, all papers", "applications"]
    assert permits["applications"].sum() == service.loc["planning, building permits", "applications"]
    assert round(waited) == service.loc["planning, building permits", "wait"]
    assert round(passports) == service.loc["registry, passports only", "wait"]
    assert round(permits["planners_present"].mean(), 1) == service.loc["planning, building permits", "staff_present"]
    overtime = within(CASE.table("overtime_monthly"), months).sum(numeric_only=True)
    for row in CASE.table("departments").query("year == @year").itertuples():
        assert overtime[str(row.department).replace(" ", "_")] == row.overtime


def test_shares_and_averages_follow_from_their_rows() -> None:
    """What is worked out in a table can be worked out again."""
    bases = CASE.table("permit_bases")
    again = (100 * (bases["trial"] - bases["before"]) / bases["before"]).round(1)
    assert list(again) == list(bases["percent"])
    roster = CASE.table("home_roster_weekly")
    assert (roster["hours_needed"] - roster["hours_filled"] == roster["hours_short"]).all()
    assert roster[roster["week_start"].dt.strftime("%Y-%m") == "2025-10"]["hours_short"].mean() == 37
    survey = CASE.table("survey_readings").set_index("who")["percent"]
    assert (survey["staff union"], survey["the op-ed"]) == (round(100 * 71 / 118), round(100 * 71 / 118))
    pay = CASE.table("town_money").query("item == 'pay' and start.dt.year == 2024")
    money = pay.groupby("kind")["thousand_crowns"].sum()
    assert money["month"] == money["year"]
    kept = CASE.table("trials_elsewhere")["result"] != "ended"
    rates = CASE.table("base_rates")
    assert (kept.sum(), len(kept)) == (rates["parts"][0], rates["of"][0])
    homes = CASE.table("homes_elsewhere")
    assert list((100 * homes["left"] / homes["carers"]).round(1)) == list(homes["left_percent"])
    intervals = CASE.table("intervals")
    assert list((intervals["end"] - intervals["start"]).dt.days) == list(intervals["days"])


def test_everything_is_marked_as_invented_and_some_of_it_as_later() -> None:
    """No row can be taken for a record, and what came after the op-ed is unknowable to its author."""
    for name, table in CASE.facts.items():
        assert set(table["confidence"]) == {"invented"}, name
        assert (table["published"] <= "2025-11-08").equals(table["known_to_author"]), name
    assert not CASE.table("permits_monthly")["known_to_author"].all()


def test_students_get_the_open_case_and_no_key_of_the_practice_library() -> None:
    """The case is in the bundle whole; the practice library's keys are not, not even this text's."""
    names = set(student_files(Course(REPOSITORY)))
    folder = REPOSITORY / "datasets" / "cases" / "four-day-week"
    assert {path.relative_to(REPOSITORY).as_posix() for path in folder.rglob("*") if path.is_file()} <= names
    assert f"datasets/practice/{TEXT}.md" in names
    assert f"datasets/practice/{TEXT}.csv" not in names


def test_no_exercise_is_about_the_open_pair() -> None:
    """What a student can read up in the case is not asked for points."""
    loading = [path.name for path in Course(REPOSITORY).solutions() if "four-day-week" in Path(path).read_text("utf-8")]
    assert loading == []
