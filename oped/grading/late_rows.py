"""What a cell of `late.csv` may hold."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from oped.schemas import Text

FOLDER = "folder"


def _or_empty(fits: Callable[[str], bool], allowed: str) -> AfterValidator:
    def check(cell: str) -> str:
        if cell and not fits(cell):
            raise ValueError(f"{allowed}, or an empty cell")
        return cell

    return AfterValidator(check)


def _is_time(cell: str) -> bool:
    try:
        return datetime.fromisoformat(cell).tzinfo is not None
    except ValueError:
        return False


def _from_zero_to(most: float) -> AfterValidator:
    def fits(cell: str) -> bool:
        try:
            return 0 <= float(cell) <= most
        except ValueError:
            return False

    return _or_empty(fits, f"a number from 0 to {most:g}")


class LateRow(BaseModel):
    """One row; columns that nobody needs may be left out of the file."""

    assignment: Text
    student: str
    due: Annotated[str, _or_empty(_is_time, "a time such as 2026-05-04T12:00+02:00")] = ""
    collected: Annotated[
        str, _or_empty(lambda cell: cell == FOLDER or _is_time(cell), "a time such as 2026-05-04T12:00+02:00, folder")
    ] = ""
    extension_days: Annotated[str, _from_zero_to(365)] = ""
    percent_per_day: Annotated[str, _from_zero_to(100)] = ""
    percent_at_most: Annotated[str, _from_zero_to(100)] = ""
