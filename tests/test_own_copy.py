"""The learner's own copy is kept for that learner alone, and the `oped case` commands say what became of it."""

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from oped import own_copy
from oped.cli import main
from oped.course.anchors import fill_anchors
from oped.errors import OpedError
from oped.library import load_case
from tests.aligner_texts import UNRELATED, wrapped


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tests' own case in a folder of its own, with a home for copies; returns a file with its text."""
    shutil.copytree(Path(__file__).parent / "datasets", tmp_path / "datasets")
    monkeypatch.setenv("OPED_DATA", str(tmp_path / "datasets"))
    monkeypatch.setenv("OPED_HOME", str(tmp_path / "home"))
    file = tmp_path / "ferry.txt"
    sentences = [
        "Since the first of May a single crossing on the old ferry has cost a grown person two and a half crowns.",
        "Sadly, and without one word of warning, the boat now leaves the quay only four times on a weekday.",
    ]
    file.write_text(f"The Ferry\n\n{' '.join(sentences)}\n\nThis fare must come down before the summer.\n", "utf-8")
    fill_anchors(tmp_path / "datasets/cases/ferry/sentences.csv", file.read_text("utf-8"))
    return file


def oped(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command as a shell would; returns its exit code."""
    monkeypatch.setattr(sys, "argv", ["oped", "case", *arguments])
    with pytest.raises(SystemExit) as exit_:
        main()
    return int(exit_.value.code or 0)


def test_align_keeps_a_private_copy(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`oped case align` tells how many sentences it found and keeps the copy for this user alone."""
    assert oped(monkeypatch, "align", str(case)) == 0
    kept = case.parent / "home/copies/ferry.txt"
    out = capsys.readouterr().out
    assert "3 of 3 sentences found." in out
    assert "Not found" not in out
    assert str(kept) in out
    assert kept.read_text("utf-8") == case.read_text("utf-8")
    assert list(kept.parent.iterdir()) == [kept]
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_align_names_what_is_missing_and_keeps_nothing_where_told(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing sentences are listed by id; with --no-keep there is no copy."""
    case.write_text(case.read_text("utf-8").replace("This fare must come down before the summer.", ""), "utf-8")
    assert oped(monkeypatch, "align", str(case), "--no-keep", "--case", "ferry") == 0
    out = capsys.readouterr().out
    assert "2 of 3 sentences found.\nNot found: p02s1.\n" in out
    assert own_copy.own_copy("ferry") is None


def test_align_reads_a_paste(case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With - for a file the text comes from standard input."""
    with case.open(encoding="utf-8") as paste:
        monkeypatch.setattr(sys, "stdin", paste)
        assert oped(monkeypatch, "align", "-") == 0
    assert "3 of 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("gone.txt", None, "There is no file"),
        ("folder", None, "is a folder"),
        ("empty.txt", b" \n", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not text"),
        ("article.docx", b"PK\x03\x04", "is a packed file"),
        ("other.txt", UNRELATED.encode(), "No sentence of"),
    ],
)
def test_align_refuses_what_is_not_the_article(
    case: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: bytes | None,
    message: str,
) -> None:
    """A file that can't be the article is one plain sentence and exit code 2, and the kept copy stays."""
    own_copy.save_own_copy("ferry", "kept before")
    (case.parent / "folder").mkdir()
    if data is not None:
        (case.parent / name).write_bytes(data)
    assert oped(monkeypatch, "align", str(case.parent / name)) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1
    assert own_copy.own_copy("ferry") == "kept before"


def test_forget_deletes_the_copy(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`oped case forget` deletes the copy, and says so where there was none."""
    own_copy.save_own_copy("ferry", "kept before")
    assert oped(monkeypatch, "forget") == 0
    assert own_copy.own_copy("ferry") is None
    assert oped(monkeypatch, "forget", "--case", "ferry") == 0
    assert capsys.readouterr().out == "Your copy was deleted.\nThere was no copy to delete.\n"


def test_align_finds_the_case_that_a_copy_belongs_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is more than one case and none is named, the copy is kept for the one that it fits."""
    monkeypatch.delenv("OPED_DATA", raising=False)
    monkeypatch.setenv("OPED_HOME", str(tmp_path))
    text = Path(own_copy.__file__).parents[1] / "datasets/practice/four-day-week-against.md"
    assert oped(monkeypatch, "align", str(text)) == 0
    assert "27 of 28 sentences found.\nNot found: p06s2.\n" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["four-day-week.txt"]
    assert oped(monkeypatch, "forget") == 0
    assert own_copy.own_copy("four-day-week") is None


def test_a_copy_is_never_kept_in_the_checkout(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home inside the course's folder is refused before anything is written."""
    home = Path(own_copy.__file__).parents[1] / "dist" / "home"
    monkeypatch.setenv("OPED_HOME", str(home))
    with pytest.raises(OpedError, match="OPED_HOME"):
        own_copy.save_own_copy("ferry", case.read_text("utf-8"))
    assert not home.exists()


def test_a_home_that_cannot_be_written_is_told(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file stands in the place of the folder, one sentence says what to do."""
    monkeypatch.setenv("OPED_HOME", str(case))
    assert own_copy.own_copy("ferry") is None
    assert not own_copy.forget_own_copy("ferry")
    with pytest.raises(OpedError, match="OPED_HOME"):
        own_copy.save_own_copy("ferry", "text")


def test_a_copy_has_the_name_of_a_case(case: Path) -> None:
    """No name leads out of the folder of copies."""
    with pytest.raises(OpedError, match="not the name of a case"):
        own_copy.save_own_copy("../ferry", case.read_text("utf-8"))


def test_wording_comes_from_the_own_copy(case: Path) -> None:
    """With a copy each found id has the author's wording; without one there is none, and nothing fails."""
    assert own_copy.wording(load_case("ferry")) == {}
    own_copy.save_own_copy("ferry", wrapped(30)(case.read_text("utf-8")))
    wording = own_copy.wording(load_case("ferry"))
    assert list(wording) == ["p01s1", "p01s2", "p02s1"]
    assert wording["p02s1"] == "This fare must come down before the summer."
