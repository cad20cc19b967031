"""Any op-ed in: a file, a paste, standard input or an address becomes a `Document`.

Nothing is written, and nothing is sent but the one request for an address that was asked for.
"""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from oped.errors import LoadError

if TYPE_CHECKING:
    from oped.loading.raw import Raw
    from oped.reading.document import Document

__all__ = ["LoadError", "as_saved", "load", "read_bytes", "read_paste"]

_PASTE = "The pasted text"
_LONGEST_NAME = 255  # characters: file systems take no longer name


def load(source: str | Path) -> "Document":
    """Read a text from wherever it is.

    What a file holds is told from its content, whatever its name ends in: plain text, Markdown, HTML, Word (.docx) or
    PDF. Captions, related articles, disclaimers and the like are not part of the text but of `Document.set_apart`.

    Args:
        source: a path; an address (`https://...`); `-` for standard input; or the text itself, where it has more than
            one line or is too long for the name of a file.

    Raises:
        LoadError: there is no English text in it, or it can't be had; the message says what to do.

    Example:
        >>> document = load("Mend the bridge\\nBy Ada Moor\\n4 March 2025\\n\\nIt is old. It was built for carts.")
        >>> document.title, document.author, document.date, len(document.sentences)
        ('Mend the bridge', 'Ada Moor', '2025-03-04', 2)
    """
    return _read(_raw(source))


def read_paste(text: str) -> "Document":
    """Read a text that is already here: plain, Markdown or HTML.

    Raises:
        LoadError: it holds no English text.
    """
    return read_bytes(text.encode("utf-8", "replace"))


def read_bytes(data: bytes, name: str = _PASTE, address: str = "") -> "Document":
    """Read a text from the content of a file.

    Args:
        data: the content.
        name: how messages call it.
        address: where it is from, if known.

    Raises:
        LoadError: it holds no English text, or is damaged, protected or too large.
    """
    from oped.loading.raw import Raw

    return _read(Raw(data, name, address))


def as_saved(source: str | Path) -> str:
    """The whole text of a source with nothing set apart, for `oped.reading.align.align`.

    Text, Markdown and HTML keep their markup; Word and PDF come as paragraphs with an empty line between.

    Raises:
        LoadError: there is no text in it, or it can't be had; the message says what to do.

    Example:
        >>> as_saved("Who *pays*?\\nAnd when?")
        'Who *pays*?\\nAnd when?'
    """
    from oped.loading.draft import draft_of
    from oped.loading.raw import Kind, kind_of, text_of

    raw = _raw(source)
    if kind_of(raw) in (Kind.TEXT, Kind.HTML):
        return text_of(raw)
    return "\n\n".join(part.text for part in draft_of(raw).parts)


def _read(raw: "Raw") -> "Document":
    from oped.loading.draft import draft_of
    from oped.loading.finish import document_of

    return document_of(draft_of(raw), raw)


def _raw(source: str | Path) -> "Raw":
    from oped.loading.raw import MOST_BYTES, Raw, raw_file

    if isinstance(source, Path):
        return raw_file(source)
    source = source.strip()
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", source) and not re.search(r"[\r\n]", source):
        from oped.loading.address import fetch

        return fetch(source)
    if source == "-":
        return Raw(sys.stdin.buffer.read(MOST_BYTES + 1), "What came in")
    if not source or "\n" in source or "\r" in source or max(map(len, re.split(r"[/\\]", source))) > _LONGEST_NAME:
        return Raw(source.encode("utf-8", "replace"), _PASTE)
    return raw_file(Path(source))
