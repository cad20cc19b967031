"""What is still to be done to a case, row by row: to mend, to write, to review."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from oped.course.case_rows import TO_WRITE
from oped.errors import OpedError
from oped.library import case_file, cases, data_root, load_case_folder
from oped.records import parse_toml
from oped.tables import DataError, collecting, read_table, read_utf8

_TABLES = ("sentences", "figures", "reasons", "devices", "sources", "argument", "passes")


@dataclass(frozen=True)
class CaseCheck:
    """What is left to do, one sentence each.

    Attributes:
        name: the name of the case.
        invalid: what breaks a rule of the course.
        left: what is not written or not reviewed yet, one sentence a row.
    """

    name: str
    invalid: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return not self.invalid and not self.left


def find_case(name: str) -> Path:
    """The folder of a case, by its name or by its own path.

    Raises:
        OpedError: there is neither.
    """
    if name in cases():
        return data_root() / "cases" / name
    if Path(name).is_dir():
        return Path(name)
    raise OpedError(f'There is no case and no folder "{name}"; the cases are: {", ".join(cases()) or "none yet"}.')


def check_case(folder: Path) -> CaseCheck:
    """Check a case in any folder: every cell and reference, then what a draft leaves to a person."""
    invalid: list[str] = []
    with collecting(invalid):
        load_case_folder(folder)
    left = [*_left_in_record(folder), *(sentence for stem in _TABLES for sentence in _left_in_table(folder, stem))]
    return CaseCheck(folder.resolve().name, tuple(invalid), tuple(left))


def _left_in_record(folder: Path) -> Iterator[str]:
    file = case_file(folder, "case.toml")
    try:
        keys = parse_toml(read_utf8(file), file.name)
    except DataError:
        return
    for key, value in keys.items():
        if value == TO_WRITE:
            yield f"{file.name}, key {key}: still to be written."
    unreviewed = keys.get("unreviewed", [])
    for key in unreviewed if isinstance(unreviewed, list) else []:
        yield f"{file.name}, key {key}: not reviewed yet; check it, then take it out of the list unreviewed."


def _left_in_table(folder: Path, stem: str) -> Iterator[str]:
    try:
        table = read_table(case_file(folder, f"{stem}.csv"))
    except DataError:
        return
    for number, row in table.numbered():
        todo = [f"write {_listed(empty)}"] if (empty := _unwritten(stem, row)) else []
        todo += ["check every cell, then put yes into reviewed"] if row.get("reviewed", "yes") == "no" else []
        if todo:
            yield f"{table.file}, row {number} ({row.get('id') or row.get('figure', 'no id')}): {'; '.join(todo)}."


def _unwritten(stem: str, row: Mapping[str, str]) -> list[str]:
    """The columns that hold nothing of a person's: in passes.csv an empty cell is one not coded yet."""
    return [column for column, cell in row.items() if cell == TO_WRITE or (stem == "passes" and not cell)]


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
