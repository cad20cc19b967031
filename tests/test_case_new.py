"""`oped case new` drafts a case that loads, marks every proposal, and writes nothing but its own folder."""

import sys
import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from oped.cli import main
from oped.course import case_new
from oped.course.case_new import new_case
from oped.course.case_rows import MOST_WORDS, TO_WRITE
from oped.errors import OpedError
from oped.library import load_case_folder
from oped.reading.align import align
from oped.records import Case
from oped.schemas import CASE_TABLES
from tests.small_course import REPOSITORY

TEXT = """Mend the bridge
By Ada Moor
4 March 2025

Perhaps it is a shameless waste. The county says that over 1,000 lorries and 2.5 million tonnes, cross it each year.

Nobody can dispute that "it \\ must" go, and the longest sentence of this piece says so in very many small words that \
nobody needs, so that it has more than thirty of them and can be no restatement.

Who pays?
"""
TODAY = date(2026, 1, 2)


def oped(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command as a shell would; returns its exit code."""
    monkeypatch.setattr(sys, "argv", ["oped", "case", *arguments])
    with pytest.raises(SystemExit) as exit_:
        main()
    return int(exit_.value.code or 0)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """The case that is drafted from the text, loaded."""
    return load_case_folder(new_case(TEXT, "old-bridge", tmp_path, today=TODAY).folder)


def cells(case: Case, table: str) -> pd.DataFrame:
    """A table of the draft as it stands in its file."""
    frame = getattr(case, table)
    assert isinstance(frame, pd.DataFrame)
    return frame


def test_a_draft_is_a_case_that_loads(case: Case) -> None:
    """Every cell and reference of a draft is allowed, and it has a row for each sentence."""
    assert case.name == "old-bridge"
    assert list(case.sentences["id"]) == ["p01s1", "p01s2", "p02s1", "p03s1"]
    assert case.record.date == date(2025, 3, 4)
    assert case.record.retrieved == TODAY
    assert (case.record.title, case.record.author, case.record.paragraphs) == ("Mend the bridge", "Ada Moor", 3)
    assert case.facts == {}


@pytest.mark.parametrize("table", [name for name in CASE_TABLES if name not in ("passes", "reasons")])
def test_every_row_is_marked_as_not_reviewed(case: Case, table: str) -> None:
    """No proposal can be taken for a person's work."""
    assert set(cells(case, table)["reviewed"]) == {"no"}


def test_what_only_a_person_can_say_is_left_open(case: Case) -> None:
    """The tool restates nothing, codes nothing twice and finds no argument."""
    assert set(case.sentences["restatement"]) == set(case.sentences["changes"]) == {TO_WRITE}
    assert (case.passes.drop(columns="id") == "").all(axis=None)
    assert case.reasons.empty
    assert set(case.argument["text"]) == {"Mend the bridge", TO_WRITE}
    assert set(case.figures["check"]) == {TO_WRITE}
    assert case.record.rights == case.record.content_note == TO_WRITE


def test_proposals_are_the_librarys(case: Case) -> None:
    """Levels, figures, devices and sources are what the reading tools find."""
    assert list(case.sentences["level"])[:2] == ["OPINION", "FACT"]
    assert list(case.sentences["verifiable"])[:2] == ["no", "yes"]
    assert list(case.sentences["hedged"]) == ["yes", "no", "no", "no"]
    assert list(case.figures["value"]) == [1000.0, 2500000.0, 30.0]
    assert "CERTAINTY" in set(case.devices["device"])
    assert case.sources[["source", "how", "named"]].to_numpy().tolist()[0] == ["The county", "neutral", "yes"]


def test_anchors_lead_back_to_the_sentences(case: Case) -> None:
    """A reader's copy can be aligned to a draft at once; a sentence too short for an anchor has none."""
    found = align(TEXT, case.sentences)
    assert list(found["found"]) == [True, True, True, False]
    assert case.sentence("p03s1")["anchor"] == ""


def test_a_text_of_ones_own_is_its_own_restatement(tmp_path: Path) -> None:
    """Where the rights allow it the sentence stands as it is, unless it is longer than a restatement may be."""
    case = load_case_folder(new_case(TEXT, "bridge", tmp_path, today=TODAY, own_text=True).folder)
    assert case.sentence("p01s1")["restatement"] == "Perhaps it is a shameless waste."
    assert case.sentence("p02s1")["restatement"] == TO_WRITE
    assert max(len(cell.split()) for cell in case.sentences["restatement"]) <= MOST_WORDS


def test_a_text_without_a_head_leaves_its_keys_open(tmp_path: Path) -> None:
    """What was not found is to be written, and the day of reading stands in for the day of publication."""
    text = "It was built in 1890 by the county.\nIt carries forty lorries on each day of the week."
    folder = new_case(text, "bare", tmp_path, today=TODAY).folder
    record = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    assert (record["author"], record["outlet"], record["date"]) == (TO_WRITE, TO_WRITE, "2026-01-02")
    assert "author" not in record["unreviewed"]
    assert {"date", "address"} <= set(record["unreviewed"])
    assert list(load_case_folder(folder).devices.columns) == list(CASE_TABLES["devices"].model_fields)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder that is there stays as it is."""
    (tmp_path / "bridge").mkdir()
    with pytest.raises(OpedError, match="is there already: choose another --name"):
        new_case(TEXT, "bridge", tmp_path, today=TODAY)
    assert list((tmp_path / "bridge").iterdir()) == []


@pytest.mark.parametrize("name", ["../bridge", "Bridge", "a b", "", "bridge/x"])
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing can be written outside the folder that was named."""
    (tmp_path / "into").mkdir()
    with pytest.raises(OpedError, match="is not the name of a case"):
        new_case(TEXT, name, tmp_path / "into", today=TODAY)
    assert [path.name for path in tmp_path.rglob("*")] == ["into"]


def test_a_text_with_too_many_paragraphs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case holds at most 99 paragraphs, since its ids have two digits; nothing is written for more."""
    monkeypatch.setattr(case_new, "_MOST_PARAGRAPHS", 2)
    with pytest.raises(OpedError, match="has 3 paragraphs, and a case at most 2: take a part"):
        new_case(TEXT, "bridge", tmp_path, today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where a file stands in the place of the folder, one sentence says what to do."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OpedError, match=r"can't be written .*: choose another folder with --into"):
        new_case(TEXT, "bridge", tmp_path / "file", today=TODAY)


def test_the_command_says_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It writes one folder, into the current one if told no other, and ends with the steps that are left."""
    text = REPOSITORY / "datasets/practice/four-day-week-against.md"
    monkeypatch.chdir(tmp_path)
    assert oped(monkeypatch, "new", str(text), "--name", "mine", "--own-text") == 0
    out = capsys.readouterr().out
    assert out.startswith("Drafted: mine (28 sentences, ")
    assert "`oped case check mine`" in out
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert load_case_folder(tmp_path / "mine").record.title == "Who Pays for Your Friday?"
    assert oped(monkeypatch, "new", str(text), "--name", "mine") == 2
    assert "is there already" in capsys.readouterr().err
