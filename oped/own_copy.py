"""The learner's own copy of a case's text, kept in the user's own folder and nowhere else."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from oped.errors import OpedError
from oped.library import user_root
from oped.records import case_name as checked_name

if TYPE_CHECKING:
    from oped.library import Case

_CHECKOUT = Path(__file__).resolve().parents[1]


def save_own_copy(case_name: str, text: str) -> Path:
    """Keep a copy, readable by this user alone, in place of an older one; returns where it lies.

    Raises:
        OpedError: the user's folder lies inside the course's, or can't be written.
    """
    path = _place(case_name)
    if path.resolve().is_relative_to(_CHECKOUT):
        raise OpedError(
            f'The copy would lie inside the course ("{path}"), from where it could be passed on: '
            "set OPED_HOME to a folder elsewhere."
        )
    part = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The file is born with mode 0600 and appears under its name only when it is whole.
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{case_name}.", suffix=".part", delete=False) as file:
            part = Path(file.name)
            file.write(text.encode("utf-8", "replace"))
        part.replace(path)
    except OSError as error:
        if part:
            part.unlink(missing_ok=True)
        raise OpedError(
            f'The copy can\'t be kept in "{path.parent}" ({error.strerror}): set OPED_HOME to a folder of yours.'
        ) from None
    return path


def own_copy(case_name: str) -> str | None:
    """The copy as it was given, or None where none is kept."""
    try:
        return _place(case_name).read_bytes().decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return None


def forget_own_copy(case_name: str) -> bool:
    """Delete the copy; returns whether there was one."""
    try:
        _place(case_name).unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def wording(case: "Case") -> dict[str, str]:
    """The author's wording by sentence id, from the reader's own copy; empty where none is kept."""
    from oped.reading.align import align

    text = own_copy(case.name)
    if text is None:
        return {}
    table = align(text, case.sentences)
    found = table[table["found"]]
    return dict(zip(found["id"], found["wording"], strict=True))


def _place(case_name: str) -> Path:
    return user_root() / "copies" / f"{checked_name(case_name)}.txt"
