"""A hand-in's folder is read as data: nothing is followed, and no more is read than a hand-in needs."""

import os
import socket
import sys
from pathlib import Path

import pytest

from oped.grading.collect import Caps, HandIn, collect

NOTEBOOK = b'{"cells": [], "nbformat": 4}'

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="grading runs where bubblewrap runs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a student called ada."""
    path = tmp_path / "submitted" / "ada" / "05-numbers"
    path.mkdir(parents=True)
    return path


def codes(hand_in: HandIn) -> list[str]:
    """The codes of the notes."""
    return [note.code for note in hand_in.notes]


def test_an_ordinary_hand_in_is_read_without_a_note(folder: Path) -> None:
    """The notebook and widget answers are read; the collector's time stamp and hidden files are passed over."""
    (folder / "b.ipynb").write_bytes(NOTEBOOK)
    (folder / "lesson-02.answers.json").write_bytes(b"{}")
    (folder / "timestamp.txt").write_text("2026-01-01", encoding="utf-8")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "b-checkpoint.ipynb").write_bytes(NOTEBOOK)
    assert collect(folder) == HandIn("ada", {"b.ipynb": NOTEBOOK, "lesson-02.answers.json": b"{}"})


def test_a_notebook_is_known_by_what_is_in_it_and_other_files_are_named_only(folder: Path) -> None:
    """A file that a browser saved under another name is read, in UTF-16 too; a module and a table are not."""
    (folder / "saved.txt").write_bytes(NOTEBOOK)
    (folder / "wide.json").write_bytes(NOTEBOOK.decode().encode("utf-16"))
    (folder / "helper.py").write_text("import os", encoding="utf-8")
    (folder / "table.csv").write_text("a,b", encoding="utf-8")
    found = collect(folder)
    assert set(found.files) == {"saved.txt", "wide.json"}
    assert found.others == ("helper.py", "table.csv")


def test_a_notebook_in_a_folder_is_found_but_not_at_any_depth(folder: Path) -> None:
    """An unpacked archive adds a folder or two."""
    deep = folder / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    (folder / "a" / "near.ipynb").write_bytes(NOTEBOOK)
    (deep / "far.ipynb").write_bytes(NOTEBOOK)
    assert list(collect(folder).files) == ["a/near.ipynb"]


def test_links_pipes_and_sockets_are_left_out_and_suspicious(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a link to a file or folder nor what isn't a file is opened."""
    secret = tmp_path / "keys.ipynb"
    secret.write_bytes(NOTEBOOK)
    (folder / "linked.ipynb").symlink_to(secret)
    (folder / "folder").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.ipynb")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(folder)  # a socket's path must be short
        listening.bind("socket.ipynb")
        found = collect(folder)
    assert not found.files
    assert {note.code: note.suspicious for note in found.notes} == {"link": True, "not-a-file": True}
    assert all(name in found.notes[0].message for name in ("linked.ipynb", "folder"))


def test_a_file_with_a_second_name_is_read_and_noted(folder: Path, tmp_path: Path) -> None:
    """A backup that stores equal files once makes such names; a person should know all the same."""
    (tmp_path / "backup.ipynb").write_bytes(NOTEBOOK)
    (folder / "a.ipynb").hardlink_to(tmp_path / "backup.ipynb")
    found = collect(folder)
    assert found.files == {"a.ipynb": NOTEBOOK}
    assert {note.code: note.suspicious for note in found.notes} == {"link-shared": True}


def test_a_folder_that_is_a_link_or_missing_or_a_file_is_noted(folder: Path, tmp_path: Path) -> None:
    """One student's broken folder raises nothing."""
    linked = folder.parent / "linked"
    linked.symlink_to(tmp_path)
    (folder.parent / "file").write_bytes(NOTEBOOK)
    for name, code in (("linked", "link"), ("file", "unreadable"), ("missing", "unreadable")):
        found = collect(folder.parent / name)
        assert (found.student, dict(found.files), codes(found)) == ("ada", {}, [code])


def test_a_folder_called_like_a_notebook_is_a_folder(folder: Path) -> None:
    """Nothing is read from it as if it were a file."""
    (folder / "x.ipynb").mkdir()
    assert collect(folder) == HandIn("ada", {})


def test_what_is_too_large_is_not_read(folder: Path) -> None:
    """A file with a terabyte of nothing in it takes no memory."""
    with (folder / "huge.ipynb").open("wb") as file:
        file.truncate(2**40)
    (folder / "a.answers.json").write_bytes(b"{" + b" " * 70_000 + b"}")
    found = collect(folder)
    assert not found.files
    assert codes(found) == ["too-large"]


@pytest.mark.parametrize("caps", [Caps(files=3), Caps(total=3 * len(NOTEBOOK)), Caps(entries=3)])
def test_a_flood_of_files_is_cut_off(folder: Path, caps: Caps) -> None:
    """Files, their bytes together, and names in a folder are counted."""
    for number in range(9):
        (folder / f"{number}.ipynb").write_bytes(NOTEBOOK)
    found = collect(folder, caps)
    assert len(found.files) == 3
    assert codes(found) == ["too-many-files"]


@pytest.mark.parametrize("caps", [Caps(files=3), Caps(notebook=100, total=100 + 2 * len(NOTEBOOK)), Caps(entries=3)])
def test_the_expected_notebook_is_found_in_a_flood(folder: Path, caps: Caps) -> None:
    """It is read although others come before it, in its folder and in others."""
    for place in (folder, folder / "a", folder / "b"):
        place.mkdir(exist_ok=True)
        for number in range(3):
            (place / f"{number}.ipynb").write_bytes(NOTEBOOK)
    (folder / "b" / "mine.ipynb").write_bytes(NOTEBOOK)
    assert "b/mine.ipynb" in collect(folder, Caps(files=3), expected="mine.ipynb").files
    (folder / "mine.ipynb").write_bytes(NOTEBOOK)
    assert "mine.ipynb" in collect(folder, caps, expected="mine.ipynb").files


def test_a_notebook_is_found_among_thousands_of_other_files(folder: Path) -> None:
    """Names are listed before any file is looked at; no more names are listed than there may be."""
    for number in range(1500):
        (folder / f"a{number}.txt").touch()
    (folder / "z.ipynb").write_bytes(NOTEBOOK)
    found = collect(folder)
    assert (list(found.files), codes(found)) == (["z.ipynb"], ["too-many-files"])
    assert codes(collect(folder, Caps(names=5))) == ["too-many-files"]


def test_odd_names_are_shown_so_that_they_print(folder: Path) -> None:
    """Line ends, bytes that are no text and long names come out clean, and the file is read all the same."""
    for name in (b"a\nb\x1b[31m.ipynb", b"\xff\xfe.ipynb", b"x" * 240 + b".ipynb"):
        (folder / os.fsdecode(name)).write_bytes(NOTEBOOK)
    found = collect(folder)
    assert len(found.files) == 3
    assert all(path.isprintable() and len(path) <= 60 and path.endswith(".ipynb") for path in found.files)


def test_a_file_without_the_right_to_read_it_is_noted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is told."""
    (folder / "mine.ipynb").write_bytes(NOTEBOOK)
    really_open = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == "mine.ipynb":
            raise PermissionError(13, "Permission denied", path)
        return really_open(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    assert codes(collect(folder)) == ["unreadable"]
