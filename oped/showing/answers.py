"""Answers given in a widget, kept in a small JSON file beside the notebook: `NAME.answers.json`.

A widget's own state is gone when the kernel stops, and a grader runs a notebook without clicking; the file is what
lasts. Nothing is merged silently and nothing is lost: an answer that fits nothing on the page is set aside in the
file, a file that can't be read is renamed, and a file that somebody else wrote meanwhile is left as it is.
"""

import json
import os
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from oped.errors import OpedError

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VERSION = 2

Percent = Annotated[int, Field(ge=50, le=100)]
Ending = Literal["answers", "private"]


class Given(BaseModel):
    """What a widget keeps: dicts, each by the id of what is answered. Every widget has its own kind."""

    model_config = ConfigDict(extra="forbid")


GivenT = TypeVar("GivenT", bound=Given)


class _File(BaseModel):
    """What every file holds around a widget's dicts; `set_aside` are answers that fitted nothing when it was written.

    Version 1 knew labels and how sure only, under the same names.
    """

    model_config = ConfigDict(extra="allow")

    version: Literal[1, 2]
    name: str
    set_aside: dict[str, dict[str, Any]] = Field(default_factory=dict)


class _Answered(BaseModel):
    answers: dict[str, str]


def answer_path(name: str, folder: Path | None = None, ending: Ending = "answers") -> Path:
    """Tell where a widget's answers are kept: in the notebook's folder unless another is given.

    >>> answer_path("lesson-02-levels", Path("lessons")).as_posix()
    'lessons/lesson-02-levels.answers.json'

    Raises:
        OpedError: the name holds more than small letters, digits and hyphens.
    """
    if not _NAME.fullmatch(name):
        raise OpedError(f"{name!r} can't name a file of answers; use small letters, digits and hyphens: my-first-text.")
    return (folder or Path.cwd()) / f"{name}.{ending}.json"


def read_answers(name: str, folder: Path | None = None) -> dict[str, str]:
    """Read the answer given to each id, without the widget; empty where nothing was answered yet.

    Raises:
        OpedError: the name is not allowed, or the file can't be read.
    """
    path = answer_path(name, folder)
    if not path.exists():
        return {}
    try:
        return _Answered.model_validate_json(path.read_bytes()).answers
    except (OSError, ValidationError):
        raise OpedError(f"{path.name} can't be read; run the cell that shows {name!r} again, which mends it.") from None


class AnswerStore(Generic[GivenT]):
    """One widget's answer file: loads what fits the page, saves every change."""

    def __init__(
        self, name: str, kind: type[GivenT], folder: Path | None = None, *, ending: Ending = "answers"
    ) -> None:
        """Name the file and what it holds; nothing is read or written yet.

        Raises:
            OpedError: the name is not allowed.
        """
        self.path = answer_path(name, folder, ending)
        self.name = name
        self.kind = kind
        self.set_aside = kind()
        self._last_seen: bytes | None = None

    def load(self, fitting: Callable[[GivenT], GivenT]) -> tuple[GivenT, str]:
        """Read the answers that fit the page.

        Args:
            fitting: picks, out of all that the file holds, what fits.

        Returns:
            The answers, and a sentence for the reader about what could not be used (empty if all is well).
        """
        if not self.path.exists():
            return self.kind(), ""
        try:
            content = self.path.read_bytes()
            kept = self._parse(content)
        except OSError as error:
            return (
                self.kind(),
                f"{self.path.name} can't be opened ({error.strerror}); give yourself the right to read it.",
            )
        except ValueError:
            return self.kind(), self._rename_unreadable()
        self._last_seen = content
        given = fitting(kept)
        self.set_aside = _without(kept, given)
        aside = dict.fromkeys(i for _, part in self.set_aside for i in part)
        if not aside:
            return given, ""
        return given, f"Earlier answers that fit nothing here ({', '.join(aside)}) are set aside in {self.path.name}."

    def save(self, given: GivenT) -> str:
        """Write the answers, whole or not at all.

        Returns:
            A sentence for the reader where they were not saved, or an empty text.
        """
        content = {"version": _VERSION, "name": self.name, **given.model_dump()}
        content["set_aside"] = self.set_aside.model_dump()
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            if self.path.exists() and self.path.read_bytes() != self._last_seen:
                return f"Not saved: another notebook changed {self.path.name}. Run this cell again to see its answers."
            draft.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
            draft.replace(self.path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            return f"Not saved ({error.strerror}): make this folder writable, or your answers end with the kernel."
        self._last_seen = self.path.read_bytes()
        return ""

    def _parse(self, content: bytes) -> GivenT:
        """Everything that the file holds, what was set aside included. Raises ValueError where it makes no sense."""
        file = _File.model_validate_json(content)
        if file.name != self.name:
            raise ValueError(file.name)
        kept, aside = self.kind.model_validate(file.model_extra), self.kind.model_validate(file.set_aside)
        return self.kind.model_validate({name: part | getattr(kept, name) for name, part in aside})

    def _rename_unreadable(self) -> str:
        names = (self.path.with_name(f"{self.path.name}.{n}.bak") for n in count(1))
        kept = next(path for path in names if not path.exists())
        self.path.rename(kept)
        return f"{self.path.name} could not be read and is kept as {kept.name}; your answers start empty."


def _without(everything: GivenT, some: GivenT) -> GivenT:
    rest = {name: {i: value for i, value in part.items() if i not in getattr(some, name)} for name, part in everything}
    return type(everything).model_validate(rest)
