"""Take in one hand-in: find the notebook, mend it, and keep the answers of its widgets."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NoReturn

from nbformat import NotebookNode

from oped.grading.assignment import Assignment, plan
from oped.grading.collect import ANSWER_FILE, Caps, HandIn, collect
from oped.grading.given import read_given
from oped.grading.mend import Mended, mend
from oped.grading.messages import REJECTED, Finding, Note, Rejected, notes, rejected, shown

__all__ = ["Caps", "HandIn", "Note", "Rejected", "TakenIn", "collect", "take_in"]

_MODULE = (".py", ".pyc", ".pyd", ".so", ".pth")
_MOST_CANDIDATES = 12


@dataclass(frozen=True)
class TakenIn:
    """A hand-in that can be run and scored.

    Attributes:
        notebook: rebuilt from the release, of format 4.5, without outputs.
        answer_files: the answer files of widgets, by file name.
        notes: what was mended, and what a person should look at; none for a hand-in as it should be.
    """

    notebook: NotebookNode
    answer_files: Mapping[str, bytes]
    notes: tuple[Note, ...]


def take_in(assignment: Assignment, hand_in: HandIn, caps: Caps | None = None) -> TakenIn:
    """Rebuild a hand-in's notebook from the release and the student's answers.

    Raises:
        Rejected: the one thing that can be raised: the hand-in can't be mended.
    """
    caps = caps or Caps()
    path, mended, several = _notebook(assignment, hand_in, caps)
    findings = [*_about_others(assignment, hand_in)]
    if PurePosixPath(path).name != assignment.file:
        findings.append(Finding("renamed", shown(path)))
    if several:
        findings.append(Finding("several-notebooks", shown(path)))
    answer_files, unreadable = _answer_files(hand_in, PurePosixPath(path).parent, caps)
    found = notes([*findings, *unreadable, *mended.findings])
    return TakenIn(mended.notebook, answer_files, (*hand_in.notes, *found))


def _notebook(assignment: Assignment, hand_in: HandIn, caps: Caps) -> tuple[str, Mended, bool]:
    """The best of the notebooks: one with answers, by the right name, with most answers, in the order of the files."""
    found: list[tuple[tuple[bool, bool, int], str, Mended]] = []
    refusals: list[tuple[bool, Rejected]] = []
    candidates = [path for path in hand_in.files if not ANSWER_FILE.fullmatch(PurePosixPath(path).name)]
    candidates.sort(key=lambda path: PurePosixPath(path).name != assignment.file)
    for path in candidates[:_MOST_CANDIDATES]:
        named = PurePosixPath(path).name == assignment.file
        try:
            _check_is_own(assignment, path, hand_in)
            mended = _mended(assignment, path, hand_in.files[path], caps)
        except Rejected as refusal:
            refusals.append((named, refusal))
        else:
            found.append(((mended.answered > 0, named, mended.answered), path, mended))
    if not found:
        _refuse(assignment, hand_in, [refusal for _, refusal in sorted(refusals, key=lambda item: not item[0])])
    _, path, mended = max(found, key=lambda item: item[0])
    return path, mended, len(found) > 1


def _mended(assignment: Assignment, path: str, content: bytes, caps: Caps) -> Mended:
    file = shown(PurePosixPath(path).name)
    given = read_given(content, file, assignment.file, caps)
    mended = mend(plan(assignment), given.cells, caps)
    if not mended.belongs:
        raise rejected("another-notebook", file=file, expected=assignment.file)
    return Mended(mended.notebook, (*given.findings, *mended.findings), mended.answered, mended.belongs)


def _check_is_own(assignment: Assignment, path: str, hand_in: HandIn) -> None:
    """Refuse the solution's own file under a second name, which only somebody on this disk can make."""
    shared = any(note.code == "link-shared" for note in hand_in.notes)
    if shared and hand_in.files[path] == assignment.source.encode():
        raise rejected("link", file=shown(PurePosixPath(path).name))


def _refuse(assignment: Assignment, hand_in: HandIn, refusals: list[Rejected]) -> NoReturn:
    """Say why there is no notebook: what is wrong with the one that there is, or why its file was not read."""
    if refusals:
        raise refusals[0]
    for note in hand_in.notes:
        if note.code in REJECTED:
            facts = {"file": "The notebook", "expected": assignment.file, "size": Caps().notebook // 2**20}
            raise rejected(note.code, **facts)
    raise rejected("nothing", expected=assignment.file)


def _about_others(assignment: Assignment, hand_in: HandIn) -> Iterator[Finding]:
    for path in hand_in.others:
        if PurePosixPath(path).name not in assignment.files:
            yield Finding("modules-ignored" if path.endswith(_MODULE) else "files-ignored", shown(path))


def _answer_files(hand_in: HandIn, folder: PurePosixPath, caps: Caps) -> tuple[dict[str, bytes], list[Finding]]:
    """The answer files beside the notebook, each written anew as a widget writes it."""
    kept, unreadable = {}, []
    for path, content in hand_in.files.items():
        name = PurePosixPath(path).name
        if ANSWER_FILE.fullmatch(name) and PurePosixPath(path).parent == folder:
            try:
                kept[name] = _as_written(content, caps)
            except (ValueError, RecursionError):
                unreadable.append(Finding("answers-unreadable", name))
    return kept, unreadable


def _as_written(content: bytes, caps: Caps) -> bytes:
    value = json.loads(content, parse_constant=_no_number)
    if not isinstance(value, dict) or len(content) > caps.answers:
        raise ValueError("not the object that a widget writes")
    return f"{json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)}\n".encode()


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")
