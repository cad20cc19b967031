"""A class's codings as one table, made from the answer files that were handed in; it holds no name.

Readers get numbers in the order of their answers, not of their names, so the numbers tell nothing about who is who.
A class of fewer than five is not written, and neither is a sentence that fewer than five coded: in so small a group
everybody could be told.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from oped.errors import OpedError
from oped.labels import LevelName
from oped.schemas import SentenceId
from oped.showing.answers import Percent, answer_path

SMALLEST = 5
_LARGEST = 1_000_000  # bytes; an honest file has a few thousand
_COLUMNS = ("coder", "sentence", "level", "confidence")


class _Coded(BaseModel):
    """What an Annotator keeps of whole sentences."""

    answers: dict[SentenceId, LevelName] = Field(max_length=1000)
    confidence: dict[SentenceId, Percent] = Field(default_factory=dict)


@dataclass(frozen=True)
class ClassCodings:
    """The codings of a class.

    Attributes:
        rows: coder, sentence, level, confidence (empty where nobody said), as the file has them.
        readers: how many readers are in it.
        left_out: folders of hand-ins whose file is missing, unreadable or without an answer; for the instructor only.
    """

    rows: tuple[tuple[str, str, str, str], ...]
    readers: int
    left_out: tuple[str, ...]


def class_codings(submitted: Path, assignment: str, name: str) -> ClassCodings:
    """Gather `submitted/STUDENT/ASSIGNMENT/NAME.answers.json`.

    Args:
        submitted: the folder that holds one folder a student.
        assignment: the exercise with which the file was handed in, such as 09-how-much-agree.
        name: the name of the panel in the lesson, such as lesson-09-alone.

    Raises:
        OpedError: the name can't be a panel's, or no sentence was coded by five readers.
    """
    folders = sorted(path for path in submitted.resolve().glob("*") if (path / assignment).is_dir())
    coded = {folder.name: _read(answer_path(name, folder / assignment)) for folder in folders}
    given = [one for one in coded.values() if one]
    often = Counter(sentence for one in given for sentence in one.answers)
    wanted = sorted(sentence for sentence, number in often.items() if number >= SMALLEST)
    if not wanted:
        raise OpedError(
            f"{len(given)} of {len(folders)} hand-ins for {assignment} hold {name}.answers.json; "
            f"fewer than {SMALLEST} readers of a sentence could be told apart, so nothing is written."
        )
    records = sorted(
        [(i, one.answers[i], str(one.confidence.get(i, ""))) for i in wanted if i in one.answers] for one in given
    )
    rows = tuple(
        (f"reader-{number:02d}", *row) for number, record in enumerate(filter(None, records), start=1) for row in record
    )
    return ClassCodings(rows, len({row[0] for row in rows}), tuple(who for who, one in coded.items() if not one))


def write_class_codings(codings: ClassCodings, file: Path) -> None:
    """Write the table as a CSV file, whole or not at all.

    Raises:
        OpedError: the file can't be written.
    """
    draft = file.with_name(f".{file.name}.draft")
    try:
        with draft.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target, lineterminator="\n").writerows([_COLUMNS, *codings.rows])
        draft.replace(file)
    except OSError as error:
        raise OpedError(f"{file} can't be written ({error.strerror}): choose another place with --out.") from None


def _read(path: Path) -> _Coded | None:
    """The codings in a hand-in's file; None where there are none that can be read, or where a link leads elsewhere."""
    if path.resolve() != path or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    try:
        coded = _Coded.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return coded if coded.answers else None
