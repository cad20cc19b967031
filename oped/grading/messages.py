"""What is told about a hand-in: notes on what was mended, and the one sentence with which it is turned away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from oped.errors import OpedError

MOST_NAMED = 4
MOST_OF_A_NAME = 60


@dataclass(frozen=True)
class Note:
    """One thing that was mended, or that a person should look at."""

    code: str
    message: str
    suspicious: bool = False


class Rejected(OpedError):
    """A hand-in that can't be mended; the message tells the student what to do."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code beside the message."""
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type["Rejected"], tuple[str, str]]:
        """Travel between processes whole."""
        return type(self), (self.code, self.message)


class Finding(NamedTuple):
    """Something found while taking in: the note's code, and the cell or file that it is about, if any."""

    code: str
    what: str = ""


REJECTED = {
    "nothing": "There is no notebook in this hand-in; hand in {expected}.",
    "empty-file": "{file} is empty; save your notebook in JupyterLab and hand in {expected} again.",
    "too-large": "{file} is over {size} MB; choose Edit, Clear Outputs of All Cells, save, and hand it in again.",
    "too-deep": "{file} is nested too deeply to be a notebook; hand in {expected} as JupyterLab saves it.",
    "too-many-parts": "{file} has too much in it; choose Edit, Clear Outputs of All Cells, save, and hand it in again.",
    "too-many-cells": "{file} has more than {most} cells; take out those that you don't need and hand it in again.",
    "git-conflict": (
        "{file} holds the conflict markers of git (<<<<<<< and >>>>>>>); settle the conflict, "
        "check that JupyterLab opens the file, and hand it in again."
    ),
    "damaged": "{file} breaks off or is damaged; if JupyterLab opens it, save it there and hand in {expected} again.",
    "not-a-notebook": "{file} isn't a notebook; hand in {expected} as JupyterLab saves it.",
    "old-format": "{file} has an old notebook format; open it in JupyterLab, save it, and hand it in again.",
    "another-notebook": "{file} isn't the notebook of this exercise; hand in {expected}.",
    "link": "{file} is a link to a file, which isn't followed; hand in the file itself.",
    "not-a-file": "{file} isn't an ordinary file; hand in {expected} as JupyterLab saves it.",
    "unreadable": "{file} can't be opened for reading; hand in {expected} again.",
    "too-many-files": "There are too many files in this hand-in; hand in {expected} alone.",
}

NOTES = {
    # about files
    "link": "A link isn't followed, so this was left out: {what}.",
    "link-shared": "A file also has another name on this disk, as in some backups; it was read as it is: {what}.",
    "not-a-file": "What isn't an ordinary file was left out: {what}.",
    "too-large": "What is larger than a hand-in may be was left out: {what}.",
    "unreadable": "What can't be opened for reading was left out: {what}.",
    "too-many-files": "There are more files than a hand-in needs; the rest were left out.",
    "modules-ignored": "A hand-in's own modules aren't imported; put the code into the notebook: {what}.",
    "files-ignored": "Only the notebook and the answers of its widgets are graded; left out: {what}.",
    "answers-unreadable": "An answer file that isn't the small JSON file a widget writes was left out: {what}.",
    "renamed": "The notebook was found under another name: {what}.",
    "several-notebooks": "There are several notebooks; this one was graded: {what}.",
    # about the notebook as a file
    "encoding": "The file isn't in plain UTF-8; it was read as well as it can be.",
    "trailing-text": "What follows the end of the notebook in its file was left out.",
    "old-format": "The notebook has an old format and was read as the format of today.",
    "foreign-format": "The notebook names a format that isn't known; its cells were read as the format of today.",
    "odd-cell": "A cell isn't made as a notebook's cells are; what could be read of it was kept.",
    "odd-characters": "Characters that are no text were replaced in a cell.",
    "pictures-left-out": "A picture pasted into text isn't kept; a person finds it in what was handed in.",
    # about its cells
    "labels-mended": "The labels of cells were missing or changed; they were found by what is in them: {what}.",
    "labels-changed": "What nbgrader keeps about cells was changed and put back: {what}.",
    "foreign-schema": "The cells carry the labels of another version of nbgrader; those of the release were used.",
    "points-changed": "The points of cells were changed and put back: {what}.",
    "retyped": "The type of cells was changed and put back: {what}.",
    "order-restored": "The cells were out of order and were put back.",
    "locked-restored": "Locked cells were altered and put back: {what}.",
    "test-restored": "Test cells were altered and put back: {what}.",
    "missing-restored": "Locked cells were missing and were put back: {what}.",
    "answer-missing": "Answers have no cell of their own any more and count as not given: {what}.",
    "answers-together": "Several answers stand in one cell; they were graded from there: {what}.",
    "merged-parted": "Something was added to locked cells; it was kept in a cell of its own below: {what}.",
    "split-joined": "Answers were split into several cells and were joined: {what}.",
    "copy-dropped": "Copies of cells were left out: {what}.",
    "two-answers": "There are two different answers; the first counts, the others are kept to be read: {what}.",
    "answer-too-long": "Answers were too long and were left out: {what}.",
    "own-cells-moved": "The student's own code among the first, locked cells was moved below them.",
    "own-cells-dropped": "There are more or longer cells of the student's own than are kept; the rest were left out.",
}

SUSPICIOUS = frozenset({"link", "link-shared", "not-a-file", "points-changed", "test-restored", "two-answers"})


def notes(findings: Iterable[Finding]) -> tuple[Note, ...]:
    """One note a code, in the order in which the codes were first found.

    >>> [note.message for note in notes([Finding("retyped", "q1-levels"), Finding("retyped", "q2-types")])]
    ['The type of cells was changed and put back: q1-levels, q2-types.']
    """
    found: dict[str, dict[str, None]] = {}
    for code, what in findings:
        found.setdefault(code, {})[what] = None
    return tuple(
        Note(code, NOTES[code].format(what=_listed([*what])), code in SUSPICIOUS) for code, what in found.items()
    )


def rejected(code: str, **facts: object) -> Rejected:
    """The rejection of this code, with the facts that its message names."""
    return Rejected(code, REJECTED[code].format(**facts))


def shown(name: str) -> str:
    """A file's name as it can be shown: without characters that don't print, and not too long.

    >>> shown("my\\nnotes.ipynb")
    'my�notes.ipynb'
    """
    clean = "".join(character if character.isprintable() else "�" for character in name)
    return clean if len(clean) <= MOST_OF_A_NAME else f"{clean[: MOST_OF_A_NAME - 9]}...{clean[-6:]}"


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
