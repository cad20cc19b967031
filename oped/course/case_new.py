"""A new case drafted from any text: the library's proposals in a folder of its own, for a person to review."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from oped.course.case_rows import TO_WRITE, Rows, proposed_rows
from oped.errors import OpedError
from oped.records import case_name

if TYPE_CHECKING:
    from oped.reading.document import Document

_MOST_PARAGRAPHS = 99
_ABOUT = """\
# A draft by `oped case new`. The keys listed in `unreviewed` hold proposals: read each, mend it, and take it out of the
# list. `rights` says to whom the text belongs and what this folder holds of it; `content_note` what a reader should
# know before reading. An empty `address` means that the text is not on the web.
"""
_FACTS = """\
# Tables of facts by which a reader can check the text: one file NAME.csv beside this one, and one section here.
# Every table has the columns publisher, published (or retrieved) and confidence; see the other cases for examples.
#
# [NAME]
# title = "What it shows"
# description = "What one row is, who counted, and what it can't tell."
# [NAME.columns]
# month = {type = "month"}
# trips = {type = "integer", unit = "trips per month"}
# publisher = {type = "text"}
# published = {type = "text"}
# confidence = {type = "choice", values = ["verified", "derived"]}
"""


@dataclass(frozen=True)
class Draft:
    """A drafted case.

    Attributes:
        folder: where it lies.
        rows: how many rows each of its tables has.
    """

    folder: Path
    rows: Mapping[str, int]


def new_case(source: str, name: str, into: Path, *, today: date, own_text: bool = False) -> Draft:
    """Draft a case from a text; nothing is written but the new folder.

    Args:
        source: whatever `oped.loading.load` takes.
        name: the name of the case and of its folder.
        into: the folder in which it is made.
        today: the day on which the text is read.
        own_text: whether the text's rights allow its sentences to stand as their own restatements.

    Raises:
        OpedError: the text can't be read or is too long, the name can't be used, the folder is there already, or it
            can't be written.
    """
    from oped.loading import load
    from oped.report import read

    folder = into / case_name(name)
    if folder.exists():
        raise OpedError(f'"{folder}" is there already: choose another --name, or take that folder away.')
    document = load(source)
    paragraphs = len({sentence.paragraph for sentence in document.sentences})
    if paragraphs > _MOST_PARAGRAPHS:
        raise OpedError(f"The text has {paragraphs} paragraphs, and a case at most {_MOST_PARAGRAPHS}: take a part.")
    tables = proposed_rows(read(document), own_text=own_text)
    files = {"case.toml": _record(document, paragraphs, today), "facts/facts.toml": _FACTS}
    files |= {f"{stem}.csv": _csv(stem, rows) for stem, rows in tables.items()}
    try:
        (folder / "facts").mkdir(parents=True)
        for place, content in files.items():
            (folder / place).write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OpedError(
            f'"{folder}" can\'t be written ({error.strerror}): choose another folder with --into.'
        ) from None
    return Draft(folder, {stem: len(rows) for stem, rows in tables.items()})


def _record(document: "Document", paragraphs: int, today: date) -> str:
    found = {
        "title": document.title,
        "author": document.author,
        "outlet": document.outlet,
        "date": document.date or today.isoformat(),
    }
    proposed = {key: value for key, value in found.items() if value}
    keys: dict[str, object] = {
        **dict.fromkeys((*found, "section", "rights", "content_note"), TO_WRITE),
        **proposed,
        "address": document.source if "://" in document.source else "",
        "retrieved": today.isoformat(),
        "language": "en",
        "sentences": len(document.sentences),
        "paragraphs": paragraphs,
        "unreviewed": [*proposed, "address"],
    }
    # Texts, numbers and lists of texts are written in TOML as in JSON.
    return _ABOUT + "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())


def _csv(stem: str, rows: Rows) -> str:
    from oped.schemas import CASE_TABLES

    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0] if rows else CASE_TABLES[stem].model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
