"""Answers given in a widget, kept in a small JSON file beside the notebook: `NAME.answers.json`.

A widget's own state is gone when the kernel stops, and a grader runs a notebook without clicking; the file is what
lasts. Nothing is merged silently and nothing is lost: an answer that fits no sentence on the page is set aside in the
file, a file that can't be read is renamed, and a file that somebody else wrote meanwhile is left as it is.
"""

import os
import re
from collections.abc import Collection
from itertools import count
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from oped.errors import OpedError

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Percent = Annotated[int, Field(ge=50, le=100)]


class Given(BaseModel):
    """Answers by sentence id: label names, and how sure in per cent (50 to 100)."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, str] = Field(default_factory=dict)
    confidence: dict[str, Percent] = Field(default_factory=dict)


class AnswerFile(Given):
    """What `NAME.answers.json` holds; `set_aside` are answers that fitted nothing when the file was last written."""

    version: Literal[1] = 1
    name: str
    set_aside: Given = Field(default_factory=Given)


def answer_path(name: str, folder: Path | None = None) -> Path:
    """Tell where a widget's answers are kept: in the notebook's folder unless another is given.

    >>> answer_path("lesson-02-levels", Path("lessons")).as_posix()
    'lessons/lesson-02-levels.answers.json'

    Raises:
        OpedError: the name holds more than small letters, digits and hyphens.
    """
    if not _NAME.fullmatch(name):
        raise OpedError(f"{name!r} can't name a file of answers; use small letters, digits and hyphens: my-first-text.")
    return (folder or Path.cwd()) / f"{name}.answers.json"


def read_answers(name: str, folder: Path | None = None) -> dict[str, str]:
    """Read the label given to each sentence id, without the widget; empty where nothing was answered yet.

    Raises:
        OpedError: the name is not allowed, or the file can't be read.
    """
    path = answer_path(name, folder)
    if not path.exists():
        return {}
    try:
        return AnswerFile.model_validate_json(path.read_bytes()).answers
    except (OSError, ValidationError):
        raise OpedError(f"{path.name} can't be read; run the cell that shows {name!r} again, which mends it.") from None


class AnswerStore:
    """One widget's answer file: loads what fits the sentences on the page, saves every change."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        """Name the file; nothing is read or written yet.

        Raises:
            OpedError: the name is not allowed.
        """
        self.path = answer_path(name, folder)
        self.name = name
        self.set_aside = Given()
        self._last_seen: bytes | None = None

    def load(self, ids: Collection[str], labels: Collection[str]) -> tuple[Given, str]:
        """Read the answers that fit these sentence ids and label names.

        Returns:
            The answers, and a sentence for the reader about what could not be used (empty if all is well).
        """
        if not self.path.exists():
            return Given(), ""
        try:
            content = self.path.read_bytes()
            kept = AnswerFile.model_validate_json(content)
            if kept.name != self.name:
                raise ValueError(kept.name)
        except OSError as error:
            return Given(), f"{self.path.name} can't be opened ({error.strerror}); give yourself the right to read it."
        except ValueError:
            return Given(), self._rename_unreadable()
        self._last_seen = content
        answers = kept.set_aside.answers | kept.answers
        confidence = kept.set_aside.confidence | kept.confidence
        fits = {i for i, label in answers.items() if i in ids and label in labels}
        self.set_aside = _part(answers, confidence, answers.keys() - fits)
        if self.set_aside.answers:
            aside = ", ".join(self.set_aside.answers)
            return _part(answers, confidence, fits), (
                f"Earlier answers that fit no sentence or label here ({aside}) are set aside in {self.path.name}."
            )
        return _part(answers, confidence, fits), ""

    def save(self, given: Given) -> str:
        """Write the answers, whole or not at all.

        Returns:
            A sentence for the reader where they were not saved, or an empty text.
        """
        content = AnswerFile(name=self.name, set_aside=self.set_aside, **given.model_dump()).model_dump_json(indent=2)
        draft = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            if self.path.exists() and self.path.read_bytes() != self._last_seen:
                return f"Not saved: another notebook changed {self.path.name}. Run this cell again to see its answers."
            draft.write_text(content + "\n", encoding="utf-8", newline="\n")
            draft.replace(self.path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            return f"Not saved ({error.strerror}): make this folder writable, or your answers end with the kernel."
        self._last_seen = self.path.read_bytes()
        return ""

    def _rename_unreadable(self) -> str:
        names = (self.path.with_name(f"{self.path.name}.{n}.bak") for n in count(1))
        kept = next(path for path in names if not path.exists())
        self.path.rename(kept)
        return f"{self.path.name} could not be read and is kept as {kept.name}; your answers start empty."


def _part(answers: dict[str, str], confidence: dict[str, int], ids: Collection[str]) -> Given:
    return Given(
        answers={i: label for i, label in answers.items() if i in ids},
        confidence={i: percent for i, percent in confidence.items() if i in ids},
    )
