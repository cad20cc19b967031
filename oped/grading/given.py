"""The cells that a notebook's bytes hold, whatever program wrote them; nothing else of the file is kept."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oped.grading.clean import PICTURE
from oped.grading.collect import Caps
from oped.grading.messages import Finding, rejected

_MEGABYTE = 2**20
_MOST_PARTS = 1_000_000
_AROUND = " \t\r\n\0\ufeff"
_OURS, _THEIRS = (re.compile(rf"^{sign}{{7}} ", re.MULTILINE) for sign in "<>")
_ATTACHED = re.compile(r"!\[[^\]\n]{0,300}\]\(attachment:[^)\n]{0,300}\)")
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_NO_TEXT = re.compile("[\ud800-\udfff\0]")
_TYPES = ("code", "markdown", "raw")

_LONGEST_INTEGER = 18


@dataclass(frozen=True)
class GivenCell:
    """One cell as it was handed in.

    Attributes:
        place: counted from 0.
        cell_type: code, markdown or raw.
        source: its text, with `\\n` at the end of lines.
        id: its cell id, if any.
        labels: what nbgrader keeps about it, if anything.
    """

    place: int
    cell_type: str
    source: str
    id: str = ""
    labels: Mapping[str, Any] | None = None

    @property
    def grade_id(self) -> str:
        """The grade id that it carries, if any."""
        found = (self.labels or {}).get("grade_id")
        return found if isinstance(found, str) else ""


@dataclass(frozen=True)
class Given:
    """A notebook as it was handed in, and what was mended while reading it."""

    cells: tuple[GivenCell, ...]
    findings: tuple[Finding, ...] = ()


def read_given(content: bytes, file: str, expected: str, caps: Caps) -> Given:
    """Read a notebook's cells.

    Args:
        content: the file.
        file: its name, and `expected`, the name it should have: for the messages.
        caps: the most that is taken.

    Raises:
        Rejected: if the file can't be read as a notebook.
    """
    if len(content) > caps.notebook:
        raise rejected("too-large", file=file, size=caps.notebook // _MEGABYTE)
    text, findings = _text(content)
    if not text:
        raise rejected("empty-file", file=file, expected=expected)
    notebook, rest = _json(text, file, expected)
    findings += [Finding("trailing-text")] if rest else []
    cells, more = _cells(notebook, file, expected)
    if len(cells) > caps.cells:
        raise rejected("too-many-cells", file=file, most=caps.cells)
    given = []
    for place, raw in enumerate(cells):
        cell, odd = _cell(place, raw)
        given.append(cell)
        more += odd
    return Given(tuple(given), (*findings, *more))


def _text(content: bytes) -> tuple[str, list[Finding]]:
    """The file's text: UTF-8, UTF-16 or UTF-32; a byte that fits none of these is read as Windows reads it."""
    encoding = json.detect_encoding(content)
    try:
        text = content.decode(encoding)
        mended = encoding != "utf-8"
    except UnicodeDecodeError:
        mended = True
        if encoding.startswith("utf-8"):
            text = _BAD_BYTE.sub(_windows, content.decode("utf-8-sig", "surrogateescape"))
        else:
            text = content.decode(encoding, "replace")
    return text.strip(_AROUND), [Finding("encoding")] if mended else []


def _windows(match: re.Match[str]) -> str:
    return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace")


def _json(text: str, file: str, expected: str) -> tuple[Any, str]:
    """The first JSON value of the text, and what follows it."""
    if text.count("[") + text.count("{") > _MOST_PARTS:  # each takes up to 200 bytes of memory once read
        raise rejected("too-many-parts", file=file)
    try:
        value, end = json.JSONDecoder(strict=False, parse_int=_whole_number).raw_decode(text)
    except RecursionError:
        raise rejected("too-deep", file=file, expected=expected) from None
    except ValueError:
        if _holds_conflict(text):
            raise rejected("git-conflict", file=file) from None
        code = "damaged" if text.startswith("{") else "not-a-notebook"
        raise rejected(code, file=file, expected=expected) from None
    return value, text[end:].strip(_AROUND)


def _holds_conflict(text: str) -> bool:
    """Whether git's two markers stand in the text, one after the other."""
    ours = _OURS.search(text)
    return ours is not None and _THEIRS.search(text, ours.end()) is not None


def _whole_number(digits: str) -> float:
    """A number; Python refuses to read one of thousands of digits as an integer."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def _cells(notebook: Any, file: str, expected: str) -> tuple[list[Any], list[Finding]]:
    """The cells of any version of the format."""
    if not isinstance(notebook, dict):
        raise rejected("not-a-notebook", file=file, expected=expected)
    version, cells = notebook.get("nbformat"), notebook.get("cells")
    if isinstance(cells, list):
        return cells, [] if version == 4 else [Finding("foreign-format")]
    if not isinstance(notebook.get("worksheets"), list):
        raise rejected("not-a-notebook", file=file, expected=expected)
    return _upgraded(notebook, file), [Finding("old-format")]


def _upgraded(notebook: dict[str, Any], file: str) -> list[Any]:
    """The cells of a notebook of format 3 or older, as format 4 has them."""
    import nbformat

    try:
        cells = nbformat.convert(nbformat.from_dict(notebook), 4).cells
    except Exception:  # the converter meets whatever a stranger wrote, and fails in as many ways
        raise rejected("old-format", file=file) from None
    return list(cells)


def _cell(place: int, raw: Any) -> tuple[GivenCell, list[Finding]]:
    if not isinstance(raw, dict):
        return GivenCell(place, "raw", ""), [Finding("odd-cell")]
    kind, metadata, cell_id = raw.get("cell_type"), raw.get("metadata"), raw.get("id")
    labels = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    source = raw.get("source")
    findings = []
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if kind not in _TYPES or not isinstance(source, str):
        findings.append(Finding("odd-cell"))
    text = source if isinstance(source, str) else ""
    clean = _NO_TEXT.sub("�", text)
    if clean != text:
        findings.append(Finding("odd-characters"))
    clean = clean.replace("\r\n", "\n").replace("\r", "\n")
    if kind == "markdown":
        clean, pictures = _ATTACHED.subn(PICTURE, clean)
        findings += [Finding("pictures-left-out")] * (pictures > 0)
    cell = GivenCell(
        place,
        kind if kind in _TYPES else "raw",
        clean,
        cell_id if isinstance(cell_id, str) else "",
        labels if isinstance(labels, dict) else None,
    )
    return cell, findings
