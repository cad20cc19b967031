"""The course's data: where they lie, and cases, practice texts and lexicons loaded and checked.

Every load reads the files again and returns tables of its own, so that a reader may change them freely.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oped.records import (
    Case,
    CaseRecord,
    ColumnRecord,
    FactsRecord,
    Practice,
    PracticeRecord,
    front_matter,
    make_record,
    one_of,
    parse_toml,
)
from oped.tables import (
    DataError,
    DataFile,
    Table,
    check_columns,
    check_rows,
    collecting,
    read_table,
    read_utf8,
    to_frame,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Case",
    "CaseRecord",
    "ColumnRecord",
    "DataError",
    "FactsRecord",
    "Practice",
    "PracticeRecord",
    "case_file",
    "cases",
    "data_root",
    "lexicons",
    "load_case",
    "load_case_folder",
    "load_lexicon",
    "load_practice",
    "practice_table",
    "practice_tables",
    "practice_texts",
    "user_root",
]

_PACKAGE = Path(__file__).resolve().parent
_PRACTICE_DATA = "practice/data"


def data_root() -> Path:
    """The folder of the course's data: what OPED_DATA names, else the installed package's own, else the checkout's.

    Raises:
        DataError: OPED_DATA names no folder, or there are no data beside the package.
    """
    named = os.environ.get("OPED_DATA")
    if named:
        if not Path(named).is_dir():
            raise DataError([f'OPED_DATA names "{named}", which is not a folder: correct it or unset it.'])
        return Path(named).resolve()
    # The checkout comes second: beside an installed package, "datasets" may be another project's.
    for folder in (_PACKAGE / "_datasets", _PACKAGE.parent / "datasets"):
        if (folder / "practice").is_dir():
            return folder
    raise DataError(["The course's datasets were not found: set OPED_DATA to the folder that holds them."])


def user_root() -> Path:
    """The user's own data folder: OPED_HOME, else where this system keeps such data. It may not exist yet."""
    import platformdirs

    named = os.environ.get("OPED_HOME")
    return Path(named).resolve() if named else platformdirs.user_data_path("oped", appauthor=False)


def cases() -> tuple[str, ...]:
    """The names of the cases, sorted."""
    return tuple(sorted(path.parent.name for path in data_root().glob("cases/*/case.toml")))


def practice_texts() -> tuple[str, ...]:
    """The names of the practice texts, sorted."""
    return tuple(sorted(path.stem for path in data_root().glob("practice/*.md") if path.stem != "README"))


def practice_tables() -> tuple[str, ...]:
    """The names of the tables behind the practice texts, sorted."""
    return tuple(sorted(path.stem for path in data_root().glob(f"{_PRACTICE_DATA}/*.csv")))


def lexicons() -> tuple[str, ...]:
    """The names of the lexicons, sorted."""
    return tuple(sorted(path.stem for path in data_root().glob("lexicons/*.csv")))


def load_case(name: str) -> Case:
    """Load a case and check all of it: cells, ids, and references between tables.

    Raises:
        OpedError: there is no case of that name.
        DataError: one sentence for each thing that is wrong.
    """
    return load_case_folder(data_root() / "cases" / one_of(name, cases(), "case"))


def load_case_folder(folder: Path) -> Case:
    """Load a case from a folder anywhere, such as one that `oped case new` has drafted, and check all of it.

    Raises:
        DataError: one sentence for each thing that is wrong.
    """
    from oped.references import case_problems
    from oped.schemas import CASE_TABLES

    problems: list[str] = []
    tables: dict[str, Table] = {}
    facts: dict[str, Table] = {}
    about: dict[str, FactsRecord] = {}
    with collecting(problems):
        file = case_file(folder, "case.toml")
        record = make_record(CaseRecord, parse_toml(read_utf8(file), file.name), file.name)
    for stem, model in CASE_TABLES.items():
        with collecting(problems):
            tables[stem] = check_rows(read_table(case_file(folder, f"{stem}.csv")), model)
    with collecting(problems):
        about = _table_records(case_file(folder, "facts/facts.toml"))
    for stem, facts_record in about.items():
        with collecting(problems):
            facts[stem] = _facts_table(case_file(folder, f"facts/{stem}.csv"), facts_record)
    problems = problems or case_problems(record, file.name, tables, facts, practice_texts())
    if problems:
        raise DataError(problems)
    frames = {stem: to_frame(table, {"value": "number"} if stem == "figures" else {}) for stem, table in tables.items()}
    return Case(
        name=folder.resolve().name,
        record=record,
        **frames,
        facts={stem: to_frame(table, about[stem].types) for stem, table in facts.items()},
        about=about,
    )


def load_practice(name: str) -> Practice:
    """Load a practice text and, where its key is shipped, the labels of its sentences.

    Raises:
        OpedError: there is no practice text of that name.
        DataError: the front matter or a label is wrong, or the labels' ids are not those of the sentences.
    """
    from oped.reading.document import read_text
    from oped.references import practice_problems
    from oped.schemas import PracticeRow

    file = _file(f"practice/{one_of(name, practice_texts(), 'practice text')}.md")
    front, text = front_matter(read_utf8(file), file.name)
    record = make_record(PracticeRecord, parse_toml(front, file.name), file.name)
    document = read_text(text, title=record.title, author=record.author)
    key = _file(f"practice/{name}.csv")
    if not key.path.exists():
        return Practice(name, record, document, labels=None)
    table = check_rows(read_table(key), PracticeRow)
    problems = practice_problems(table, [sentence.id for sentence in document.sentences])
    if problems:
        raise DataError(problems)
    return Practice(name, record, document, labels=to_frame(table, {}))


def practice_table(name: str) -> "pd.DataFrame":
    """Load one of the invented tables behind the practice texts; `datasets/practice/data/data.toml` has its units.

    >>> int(practice_table("fishing_rescues")["rescues"].sum())
    41

    Raises:
        OpedError: there is no table of that name.
        DataError: its description is wrong, or a cell does not fit it.
    """
    from oped.schemas import facts_cells

    described = _table_records(_file(f"{_PRACTICE_DATA}/data.toml"))
    record = described[one_of(name, practice_tables(), "practice table")]
    table = check_columns(read_table(_file(f"{_PRACTICE_DATA}/{name}.csv")), facts_cells(record.columns))
    return to_frame(table, record.types)


def load_lexicon(name: str) -> "pd.DataFrame":
    """Load a list of cues; every row names its source.

    Raises:
        OpedError: there is no lexicon of that name.
        DataError: the file can't be read as a table, or a row has no source.
    """
    from oped.references import lexicon_problems

    table = read_table(_file(f"lexicons/{one_of(name, lexicons(), 'lexicon')}.csv"))
    problems = lexicon_problems(table)
    if problems:
        raise DataError(problems)
    return to_frame(table, {})


def case_file(folder: Path, place: str) -> DataFile:
    """A file of a case, and its name in messages: from the datasets on, or from the case's own folder on."""
    root, folder = data_root(), folder.resolve()
    shown = f"{root.name}/{folder.relative_to(root).as_posix()}" if folder.is_relative_to(root) else folder.name
    return DataFile(folder / place, f"{shown}/{place}")


def _file(place: str) -> DataFile:
    root = data_root()
    return DataFile(root / place, f"{root.name}/{place}")


def _table_records(file: DataFile) -> dict[str, FactsRecord]:
    """What a TOML file says of the tables that lie beside it."""
    sections = _sections(read_utf8(file), file.name)
    problems = [
        f"{file.name} has no section [{path.stem}], which {path.name} needs."
        for path in sorted(file.path.parent.glob("*.csv"))
        if path.stem not in sections
    ]
    with collecting(problems):
        records = make_record(dict[str, FactsRecord], sections, file.name)
    if problems:
        raise DataError(problems)
    return records


@lru_cache(maxsize=16)
def _sections(text: str, file: str) -> Mapping[str, Any]:
    """The sections of a TOML text; reading the same text again takes longer than all else that a table needs."""
    return parse_toml(text, file)


def _facts_table(file: DataFile, record: FactsRecord) -> Table:
    from oped.references import facts_problems
    from oped.schemas import facts_cells

    table = check_columns(read_table(file), facts_cells(record.columns))
    problems = facts_problems(table)
    if problems:
        raise DataError(problems)
    return table
