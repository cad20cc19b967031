"""The hostile corpus: `tests/hostile/GROUP/NAME.txt`, each a small program that says what it deserves.

The programs are kept as text, so that no tool imports or runs one by accident. Each begins with these fields:

- `tries`: what it does, in a sentence.
- `where`: `in`, `before` or `after` a cell (in the place of the right answer, in front of it, behind it), `own before`
  or `own after` a cell (a code cell of the student's own); or `hand-in`: then the program itself makes the hand-in. It
  finds `notebook`, with right answers and its `cells`, an empty `folder`, `save(bytes)` and the functions of
  `tests.hand_ins`. What `notebook` is at the end is handed in, unless it is None.
- `score`: the points by code that it deserves, of 6; or `rejected` and the code.
- `codes`: the codes of the notes that a person gets; `none`; or several such lists with `|` between them, where the
  system decides which.
- `shows`: what a cell must print or raise (optional). No cell may ever print `REACHED`.

What stands between two `@` is put in: COURSE, HOME, PORT, SOCKET, ABSTRACT, MARK.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests import hand_ins

FOLDER = Path(__file__).parent / "hostile"

_FIELD = re.compile(r"# (\w+): (.+)")
_OF_HAND_INS = ("at", "cell_of", "code", "copy_of", "markdown", "right")
_FIELDS = ("tries", "where", "score", "codes")


@dataclass(frozen=True)
class Case:
    """One program of the corpus."""

    group: str
    name: str
    fields: Mapping[str, str]
    program: str

    @property
    def student(self) -> str:
        """Who hands it in."""
        return f"{self.group}-{self.name}"

    @property
    def rejected(self) -> str:
        """The code with which it is to be turned away, if it is."""
        return self.fields["score"].removeprefix("rejected ") if self.fields["score"].startswith("rejected ") else ""

    @property
    def score(self) -> float | None:
        """The points by code that it deserves; None where it is to be turned away."""
        return None if self.rejected else float(self.fields["score"])

    @cached_property
    def codes(self) -> tuple[frozenset[str], ...]:
        """The sets of notes that are right."""
        return tuple(frozenset(codes.split()) - {"none"} for codes in self.fields["codes"].split("|"))

    @property
    def shows(self) -> str:
        """What a cell must put out, if anything."""
        return self.fields.get("shows", "")

    def hand_in(self, folder: Path, places: Mapping[str, str]) -> None:
        """Write the hand-in into an empty folder."""
        program = self.program
        for name, value in places.items():
            program = program.replace(f"@{name}@", value)
        if self.fields["where"] == "hand-in":
            _make(program, f"{self.group}/{self.name}", folder)
        else:
            _save(folder, _with_program(program, *self.fields["where"].rsplit(" ", 1)))


def cases() -> list[Case]:
    """The corpus, in the order of groups and names."""
    return [_read(path) for path in sorted(FOLDER.glob("*/*.txt"))]


def _read(path: Path) -> Case:
    head, _, program = path.read_text(encoding="utf-8").partition("\n\n")
    found = [_FIELD.fullmatch(line) for line in head.split("\n")]
    fields = {match[1]: match[2] for match in found if match}
    if len(fields) != len(found) or [*fields][: len(_FIELDS)] != [*_FIELDS] or fields.keys() - {*_FIELDS, "shows"}:
        raise ValueError(f"{path} must begin with the fields {', '.join(_FIELDS)}, in this order.")
    return Case(path.parent.name, path.stem, fields, program)


def _with_program(program: str, how: str, name: str) -> hand_ins.Notebook:
    notebook = hand_ins.right()
    cells = notebook["cells"]
    place = hand_ins.at(cells, name)
    answer = cells[place]["source"]
    match how:
        case "in":
            cells[place]["source"] = program
        case "before":
            cells[place]["source"] = f"{program}\n{answer}"
        case "after":
            cells[place]["source"] = f"{answer}\n{program}"
        case "own before" | "own after":
            cells.insert(place + (how == "own after"), hand_ins.code(program))
        case _:
            raise ValueError(how)
    return notebook


def _make(program: str, name: str, folder: Path) -> None:
    notebook = hand_ins.right()
    content: list[bytes] = []
    known: dict[str, Any] = {
        **{name: getattr(hand_ins, name) for name in _OF_HAND_INS},
        **{"released": _released, "save": content.append, "json": json, "Path": Path, "__file__": __file__},
        **{"folder": folder, "notebook": notebook, "cells": notebook["cells"]},
    }
    exec(compile(program, name, "exec"), known)
    if content:
        (folder / _FILE).write_bytes(content[0])
    elif known["notebook"] is not None:
        _save(folder, known["notebook"])


def _released(name: str) -> str:
    """The text of a cell in the release."""
    cells = json.loads(hand_ins.assignment(hand_ins.NUMBERS).release)["cells"]
    return "".join(hand_ins.cell_of(cells, name)["source"])


def _save(folder: Path, notebook: hand_ins.Notebook) -> None:
    (folder / _FILE).write_text(json.dumps(notebook), encoding="utf-8")


_FILE = hand_ins.assignment(hand_ins.NUMBERS).file
