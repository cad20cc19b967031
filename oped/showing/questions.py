"""The questions of the lessons' quizzes, kept in `datasets/quizzes/` so that no answer stands in a lesson's code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from oped.library import data_root
from oped.records import make_record, one_of, parse_toml
from oped.showing.widgets.quiz import Question
from oped.tables import DataFile, read_utf8


@dataclass(frozen=True)
class _Asked:
    """One section of a file of questions; its name is the question's id."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    text: str
    options: tuple[str, ...]
    answer: str
    why: str
    hints: tuple[str, ...] = ()


def quizzes() -> tuple[str, ...]:
    """The names of the files of questions, sorted."""
    return tuple(sorted(path.stem for path in data_root().glob("quizzes/*.toml")))


def load_questions(name: str) -> list[Question]:
    """Load the questions of a quiz, in the order of the file.

    >>> [question.id for question in load_questions("05-figures-of-both-sides")][:2]
    ['drones', 'one-giver']

    Raises:
        OpedError: there is no file of that name, or the answer to a question is none of its options.
        DataError: the file is not TOML, or a key is missing, unknown or wrong.
    """
    root = data_root()
    place = f"quizzes/{one_of(name, quizzes(), 'file of questions')}.toml"
    file = DataFile(root / place, f"{root.name}/{place}")
    asked = make_record(dict[str, _Asked], parse_toml(read_utf8(file), file.name), file.name)
    return [Question(id=i, **vars(question)) for i, question in asked.items()]
