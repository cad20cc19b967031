"""Read a hand-in's folder as data: nothing is followed, nothing runs, and no more is read than a hand-in needs."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from oped.grading.messages import Finding, Note, notes, shown

ANSWER_FILE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.answers\.json")

_PLACED_BY_TOOLS = frozenset({"timestamp.txt", "__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"})
_KEYS = (b'"cells"', b'"nbformat"', b'"worksheets"')
_HEAD = 65_536
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True)
class Caps:
    """The most that is taken of one hand-in.

    Attributes:
        notebook: bytes of a notebook.
        answers: bytes of a widget's answer file.
        total: bytes of all files together.
        files: files that are read.
        entries: names that are looked at in one folder.
        names: names that are listed in all folders together, so that a notebook is found among them.
        depth: folders within folders.
        cells: cells of a notebook.
        own_cells: cells of the student's own that are kept.
        aside: further answers to one question that are kept to be read.
        characters: of one cell.
    """

    notebook: int = 16 * 2**20
    answers: int = 64 * 2**10
    total: int = 48 * 2**20
    files: int = 40
    entries: int = 1000
    names: int = 100_000
    depth: int = 3
    cells: int = 2000
    own_cells: int = 200
    aside: int = 3
    characters: int = 200_000


@dataclass(frozen=True)
class HandIn:
    """What a student handed in.

    Attributes:
        student: the student's id.
        files: notebooks (whatever they are called) and answer files, by path from the hand-in's folder.
        notes: what was left out, and why.
        others: further files that were not read, by path.
    """

    student: str
    files: Mapping[str, bytes]
    notes: tuple[Note, ...] = ()
    others: tuple[str, ...] = ()


def collect(folder: Path, caps: Caps | None = None, *, expected: str = "") -> HandIn:
    """Read the folder `submitted/STUDENT/ASSIGNMENT`. It raises nothing: what can't be read is noted.

    Links are not followed, nor are pipes and devices; a module and a time stamp of the student's are not taken. A file
    with a second name (a hard link) is read, since backups make such names, and noted.

    Args:
        folder: what was handed in.
        caps: the most that is taken.
        expected: the notebook's file name, for which room is kept where there are many files.
    """
    found = _Found(caps or Caps(), expected)
    try:
        with _opened(str(folder), os.O_DIRECTORY) as inside:
            found.read_folder(inside, "", 0)
    except OSError:
        found.findings.append(Finding("link" if folder.is_symlink() else "unreadable", shown(folder.name)))
    files = dict(sorted(found.files.items(), key=lambda item: _order(item[0])))
    return HandIn(folder.parent.name, files, notes(found.findings), tuple(found.others))


class _Found:
    """What was found so far, and how much may still be read."""

    def __init__(self, caps: Caps, expected: str) -> None:
        self.caps, self.expected = caps, expected
        self.left, self.names_left = caps.total, caps.names
        self.files: dict[str, bytes] = {}
        self.others: list[str] = []
        self.findings: list[Finding] = []

    def read_folder(self, folder: int, path: str, depth: int) -> None:
        with os.scandir(folder) as entries:
            listed = list(islice(entries, self.names_left + 1))
            listed.sort(key=self._rank)
        most = min(self.caps.entries, self.names_left)
        self.names_left = max(0, self.names_left - len(listed))
        if len(listed) > most:
            self.findings.append(Finding("too-many-files"))
        for name in (entry.name for entry in listed[:most]):
            if name.startswith(".") or name in _PLACED_BY_TOOLS:
                continue
            try:
                self._read(folder, name, f"{path}{shown(name)}", depth)
            except OSError:
                self.findings.append(Finding("unreadable", f"{path}{shown(name)}"))

    def _read(self, folder: int, name: str, path: str, depth: int) -> None:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            if depth < self.caps.depth:
                with _opened(name, os.O_DIRECTORY, folder) as inside:
                    self.read_folder(inside, f"{path}/", depth + 1)
        elif stat.S_ISLNK(mode):
            self.findings.append(Finding("link", path))
        elif not stat.S_ISREG(mode):
            self.findings.append(Finding("not-a-file", path))
        else:
            with _opened(name, 0, folder) as file:
                self._read_file(file, name, path)

    def _read_file(self, file: int, name: str, path: str) -> None:
        found = os.fstat(file)
        answers = ANSWER_FILE.fullmatch(name)
        if not stat.S_ISREG(found.st_mode):
            self.findings.append(Finding("link", path))
        elif not answers and not name.lower().endswith(".ipynb") and not _looks_like_notebook(os.pread(file, _HEAD, 0)):
            self.others.append(path)
        elif found.st_size > (self.caps.answers if answers else self.caps.notebook):
            self.findings.append(Finding("too-large", path))
        elif not self._has_room(name, found.st_size):
            self.findings.append(Finding("too-many-files"))
        elif path not in self.files:
            with open(file, "rb", closefd=False) as opened:
                self.files[path] = opened.read(found.st_size)
            self.left -= found.st_size
            self.findings += [Finding("link-shared", path)] * (found.st_nlink > 1)

    def _has_room(self, name: str, size: int) -> bool:
        """Whether another file is taken; the expected notebook finds room that no other file may use."""
        kept = bool(self.expected) and name != self.expected
        files, left = self.caps.files - kept, self.left - kept * self.caps.notebook
        return len(self.files) < files and size <= left

    def _rank(self, entry: os.DirEntry[str]) -> tuple[int, str]:
        """The expected notebook first, then notebooks, answer files, folders and all else, each by name."""
        name = entry.name
        if name == self.expected:
            return 0, name
        if name.lower().endswith(".ipynb"):
            return 1, name
        if ANSWER_FILE.fullmatch(name):
            return 2, name
        return 4 - entry.is_dir(follow_symlinks=False), name


@contextmanager
def _opened(name: str, flags: int, folder: int | None = None) -> Iterator[int]:
    opened = os.open(name, _OPEN | flags, dir_fd=folder)
    try:
        yield opened
    finally:
        os.close(opened)


def _looks_like_notebook(head: bytes) -> bool:
    """Whether a file may be a notebook under another name; in UTF-16 every other byte is zero."""
    narrow = head.replace(b"\0", b"")
    return any(key in narrow for key in _KEYS)


def _order(path: str) -> tuple[bool, int, str]:
    """Notebooks first, then what lies near, then by name."""
    return not path.lower().endswith(".ipynb"), path.count("/"), path
