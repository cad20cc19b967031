"""What is known of a case, a practice text and a table of facts: plain records, and the loaded whole."""

import datetime
import re
import tomllib
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, cast

from oped.errors import OpedError
from oped.tables import DataError, allowed_for, quoted

if TYPE_CHECKING:
    import pandas as pd
    from pydantic import TypeAdapter, ValidationError

    from oped.reading.document import Document

_NO_OTHER_KEYS = {"extra": "forbid"}
_FENCE = "+++\n"
_CASE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

RecordT = TypeVar("RecordT")


@dataclass(frozen=True)
class CaseRecord:
    """What is known of the article itself, and what the course says before a reader starts.

    Attributes:
        date: the day of publication; later figures were unknowable to the author.
        address: where the publisher has it; "" where the text is not on the web.
        retrieved: the day on which it was read there.
        language: the text's language, as a two-letter code.
        sentences, paragraphs: how many the text has.
        restated: whether the sentences stand in our words; false where the course may hold the writer's own.
        rights: to whom the text belongs and what the course holds of it.
        content_note: what a reader should know before reading.
        caption, disclaimer: what stands around the text, in our words.
        linked_words: where the author links to something, as "pNNsM: at most six words".
        practice_alternative: the practice text for readers who choose not to read this article; "" where there is none.
        unreviewed: the keys whose values are proposals that no person has read yet.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _NO_OTHER_KEYS

    title: str
    author: str
    outlet: str
    section: str
    date: datetime.date
    address: str
    retrieved: datetime.date
    language: str
    sentences: int
    paragraphs: int
    rights: str
    content_note: str
    restated: bool = True
    caption: str = ""
    disclaimer: str = ""
    linked_words: tuple[str, ...] = ()
    practice_alternative: str = ""
    unreviewed: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnRecord:
    """One column of a table of facts.

    Attributes:
        unit: the unit of its numbers; "" where they have none.
        note: what a reader must know of it.
        values: what a choice may be.
        optional: whether a cell may be empty.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _NO_OTHER_KEYS

    type: Literal["date", "month", "text", "number", "integer", "choice", "url", "flag"]
    unit: str = ""
    note: str = ""
    values: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class FactsRecord:
    """One table of facts: what it shows, its columns, and the numbers of the lessons that use it."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _NO_OTHER_KEYS

    title: str
    description: str
    columns: dict[str, ColumnRecord]
    used_in: tuple[str, ...] = ()

    @property
    def types(self) -> dict[str, str]:
        """The type of each column, by name."""
        return {name: column.type for name, column in self.columns.items()}


@dataclass(frozen=True)
class PracticeRecord:
    """The front matter of a practice text: its side of its question, the invented place and author, its rights.

    Attributes:
        kind: what sort of text it is; only an op-ed takes a side.
        side: the side of the question; None for a report or an editorial.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _NO_OTHER_KEYS

    title: str
    question: str
    place: str
    about: str
    rights: str
    kind: Literal["op-ed", "report", "editorial"] = "op-ed"
    side: Literal["for", "against"] | None = None
    author: str = ""
    outlet: str = ""
    date: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True, eq=False)
class Case:
    """A case: the record, what a careful reader made of each sentence, and tables of facts to check it by.

    Attributes:
        sentences: one row a sentence, `id` pNNsM; lists in `accepted_levels` are separated by ";".
        figures: one row a quantity; `value` is a number in the row's `unit`, missing where the text gives none.
        reasons: why a question to a figure is answered so; lists in `accepted` are separated by ";".
        devices, sources, argument: as the datasheet describes them.
        passes: level and type of each sentence in the first and in the second coding.
        facts: the tables by name, dates as timestamps and numbers as numbers.
        about: what each of those tables shows, with a unit for each column.
    """

    name: str
    record: CaseRecord
    sentences: "pd.DataFrame"
    figures: "pd.DataFrame"
    reasons: "pd.DataFrame"
    devices: "pd.DataFrame"
    sources: "pd.DataFrame"
    argument: "pd.DataFrame"
    passes: "pd.DataFrame"
    facts: "Mapping[str, pd.DataFrame]"
    about: Mapping[str, FactsRecord]

    def table(self, name: str) -> "pd.DataFrame":
        """One table of facts. Raises OpedError where there is none of that name."""
        return self.facts[one_of(name, tuple(self.facts), "table of facts")]

    def sentence(self, sentence_id: str) -> "pd.Series":
        """One sentence's row. Raises OpedError where there is no sentence of that id."""
        found = self.sentences[self.sentences["id"] == sentence_id]
        if found.empty:
            ids = self.sentences["id"]
            raise OpedError(f'There is no sentence "{sentence_id}"; ids run from {ids.iloc[0]} to {ids.iloc[-1]}.')
        return found.iloc[0]


@dataclass(frozen=True, eq=False)
class Practice:
    """An op-ed written for the course; `labels` is None where its key is not shipped."""

    name: str
    record: PracticeRecord
    document: "Document"
    labels: "pd.DataFrame | None"


def one_of(name: str, names: tuple[str, ...], what: str) -> str:
    """The name itself, if it is one of the names. Raises OpedError, which lists them, if it is not."""
    if name not in names:
        raise OpedError(f'There is no {what} "{name}"; choose one of: {", ".join(names) or "none yet"}.')
    return name


def case_name(name: str) -> str:
    """The name itself, if a case may have it.

    >>> case_name("four-day-week")
    'four-day-week'

    Raises:
        OpedError: it holds other characters than small letters and digits, with single hyphens between.
    """
    if not _CASE_NAME.fullmatch(name):
        raise OpedError(f'"{name}" is not the name of a case: use small letters, digits and hyphens.')
    return name


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The keys of a TOML text; `file` names it in messages. Raises DataError where it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError([f"{file} is not valid TOML: {error}."]) from None


def front_matter(text: str, file: str) -> tuple[str, str]:
    """The TOML between the first two lines of +++, and what follows it. Raises DataError where there is none."""
    opening, _, rest = text.replace("\r\n", "\n").partition(_FENCE)
    front, fence, body = rest.partition("\n" + _FENCE)
    if opening or not fence:
        raise DataError([f"{file} must begin with its front matter between two lines of +++."])
    return front, body.strip()


def wrong_key(file: str, key: str, value: object, allowed: str) -> str:
    """The sentence that tells of one wrong key of a TOML file."""
    return f"{file}, key {key}: {quoted(value)} is not allowed; allowed: {allowed}."


def make_record(kind: type[RecordT], keys: Mapping[str, Any], file: str) -> RecordT:
    """A record of this kind, or a dict of records, filled from the keys of a file.

    Raises:
        DataError: a key is missing, unknown or holds a wrong value.
    """
    from pydantic import ValidationError

    try:
        record: RecordT = _adapter(cast("Hashable", kind)).validate_python(keys)
    except ValidationError as failure:
        raise DataError(list(_record_problems(failure, file))) from None
    return record


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    """The adapter for a kind of record; making one takes longer than using it."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _record_problems(failure: "ValidationError", file: str) -> Iterator[str]:
    for error in failure.errors():
        key = ".".join(str(part) for part in error["loc"])
        match error["type"]:
            case "missing":
                yield f"{file} lacks the key {key}."
            case "unexpected_keyword_argument":
                yield f"{file} has a key {key} that is not known."
            case _:
                yield wrong_key(file, key, error["input"], allowed_for(error))
