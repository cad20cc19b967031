"""The file of answers: whole or not at all, nothing merged silently, nothing lost."""

import json
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from pydantic import Field

from oped.errors import OpedError
from oped.showing.answers import AnswerStore, Given, Percent, answer_path, read_answers

IDS = ["p01s1", "p01s2"]
LEVELS = ["FACT", "MIXED", "OPINION"]


class Levels(Given):
    """What a widget for levels would keep."""

    answers: dict[str, str] = Field(default_factory=dict)
    confidence: dict[str, Percent] = Field(default_factory=dict)


SOME = Levels(answers={"p01s1": "FACT", "p01s2": "OPINION"}, confidence={"p01s2": 80})


def store(folder: Path) -> AnswerStore[Levels]:
    """Open the store as a new kernel would."""
    return AnswerStore("bridge", Levels, folder)


def load(
    opened: AnswerStore[Levels], ids: Collection[str] = IDS, labels: Collection[str] = LEVELS
) -> tuple[Levels, str]:
    """Load the answers that fit these ids and labels."""

    def fitting(kept: Levels) -> Levels:
        fits = {i for i, label in kept.answers.items() if i in ids and label in labels}
        return Levels(
            answers={i: label for i, label in kept.answers.items() if i in fits},
            confidence={i: percent for i, percent in kept.confidence.items() if i in fits},
        )

    return opened.load(fitting)


def test_saved_answers_come_back(tmp_path: Path) -> None:
    """What one kernel saved, the next one loads, and a cell can read it without a widget."""
    assert store(tmp_path).save(SOME) == ""
    assert load(store(tmp_path)) == (SOME, "")
    assert read_answers("bridge", tmp_path) == SOME.answers
    assert [path.name for path in tmp_path.iterdir()] == ["bridge.answers.json"]


def test_no_file_means_no_answers(tmp_path: Path) -> None:
    """Before the first click there is no file, and looking makes none."""
    assert load(store(tmp_path)) == (Levels(), "")
    assert read_answers("bridge", tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_answers_that_fit_nothing_are_set_aside_and_return(tmp_path: Path) -> None:
    """An answer to a sentence that is not shown stays in the file, is reported, and counts again when it fits."""
    store(tmp_path).save(SOME)
    narrow = store(tmp_path)
    given, notice = load(narrow, ids=["p01s1"])
    assert given.answers == {"p01s1": "FACT"}
    assert "p01s2" in notice
    narrow.save(Levels(answers={"p01s1": "MIXED"}))
    given, notice = load(store(tmp_path))
    assert given == Levels(answers={"p01s1": "MIXED", "p01s2": "OPINION"}, confidence={"p01s2": 80})
    assert notice == ""


def test_a_file_of_the_first_version_is_read(tmp_path: Path) -> None:
    """Answers that were saved before the files had a second version are still there."""
    old = {"version": 1, "name": "bridge", **SOME.model_dump(), "set_aside": {"answers": {}, "confidence": {}}}
    answer_path("bridge", tmp_path).write_text(json.dumps(old))
    assert load(store(tmp_path)) == (SOME, "")


def test_private_answers_have_a_file_of_their_own(tmp_path: Path) -> None:
    """What is private is told apart by the file's name, and nothing but the widget reads it."""
    AnswerStore("bridge", Levels, tmp_path, ending="private").save(SOME)
    assert [path.name for path in tmp_path.iterdir()] == ["bridge.private.json"]
    assert read_answers("bridge", tmp_path) == {}


def test_unknown_labels_are_set_aside(tmp_path: Path) -> None:
    """An answer from another set of labels is not shown as one of these."""
    store(tmp_path).save(SOME)
    given, notice = load(store(tmp_path), labels=["EVENT", "FACT"])
    assert given.answers == {"p01s1": "FACT"}
    assert "set aside" in notice


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b'{"version": 3, "name": "bridge"}',
        b'{"version": 2, "name": "bridge", "notes": {}}',
        b'{"version": 1, "name": "other"}',
        b'{"version": 1, "name": "bridge", "confidence": {"p01s1": 30}}',
        b'{"version": 1, "name": "bridge", "answers": {"p01s1": 3}}',
    ],
)
def test_unreadable_file_is_kept_under_another_name(tmp_path: Path, content: bytes) -> None:
    """A file that makes no sense is renamed, told about, and a new one can be written."""
    path = answer_path("bridge", tmp_path)
    path.write_bytes(content)
    opened = store(tmp_path)
    given, notice = load(opened)
    assert given == Levels()
    assert "bridge.answers.json.1.bak" in notice
    assert (tmp_path / "bridge.answers.json.1.bak").read_bytes() == content
    assert opened.save(SOME) == ""


def test_every_unreadable_file_is_kept(tmp_path: Path) -> None:
    """A second broken file does not overwrite the first."""
    for content in ("one", "two"):
        answer_path("bridge", tmp_path).write_text(content)
        load(store(tmp_path))
    assert sorted(path.read_text() for path in tmp_path.glob("*.bak")) == ["one", "two"]


def test_reading_alone_renames_nothing(tmp_path: Path) -> None:
    """A cell that only reads says what to do and leaves a broken file where it is."""
    answer_path("bridge", tmp_path).write_text("{")
    with pytest.raises(OpedError, match="run the cell that shows 'bridge' again"):
        read_answers("bridge", tmp_path)
    assert answer_path("bridge", tmp_path).read_text() == "{"


def test_two_open_notebooks_do_not_overwrite_each_other(tmp_path: Path) -> None:
    """Who comes second is told, and the file stays as the first one left it."""
    first, second = store(tmp_path), store(tmp_path)
    load(first)
    load(second)
    assert first.save(SOME) == ""
    assert "another notebook" in second.save(Levels(answers={"p01s1": "MIXED"}))
    assert read_answers("bridge", tmp_path) == SOME.answers


def test_failed_write_is_told_and_leaves_no_draft(tmp_path: Path) -> None:
    """Where the file can't be written the reader is told, and what was there stays."""
    gone = tmp_path / "gone"
    gone.mkdir()
    opened = store(gone)
    gone.rmdir()
    assert opened.save(SOME).startswith("Not saved (")
    assert list(tmp_path.iterdir()) == []


def test_failed_replacement_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between writing and replacing keeps the last whole file."""
    opened = store(tmp_path)
    opened.save(SOME)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert opened.save(Levels()) == (
        "Not saved (No space left on device): make this folder writable, or your answers end with the kernel."
    )
    assert json.loads(answer_path("bridge", tmp_path).read_text())["answers"] == SOME.answers
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["", "../up", "a/b", "Big", "a b", "-a", "a.json", "é"])
def test_names_that_could_leave_the_folder_are_refused(name: str) -> None:
    """A name is small letters, digits and hyphens, nothing else."""
    with pytest.raises(OpedError, match="small letters, digits and hyphens"):
        answer_path(name)


@for_all(st.dictionaries(st.sampled_from(IDS), st.sampled_from(LEVELS)))
def test_any_answers_come_back(tmp_path_factory: pytest.TempPathFactory, answers: dict[str, str]) -> None:
    """Whatever was answered is what the next kernel finds."""
    folder = tmp_path_factory.mktemp("answers")
    store(folder).save(Levels(answers=answers))
    assert load(store(folder)) == (Levels(answers=answers), "")
