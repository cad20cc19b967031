"""What a source holds before it is read: bytes, their kind, and the text in them."""

import codecs
import re
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from oped.errors import LoadError

MOST_BYTES = 50_000_000
MOST_CHARACTERS = 5_000_000

_HOW = "save it as .txt, .md, .html, .docx or .pdf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6])\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_KNOWN = re.compile(r"(?:utf-?8|us-ascii|iso-?8859-?\d+|latin-?1|(?:windows|cp)-?125\d|macintosh)", re.IGNORECASE)
_WESTERN = re.compile(r"us-ascii|iso-?8859-?1|latin-?1", re.IGNORECASE)  # browsers read these as Windows-1252 too
_LIKELY = ("windows-1252", "macintosh")  # of old English files
_CONTROL = re.compile("[\0-\b\x0e-\x1f\ufffd]")


class Kind(Enum):
    """What bytes hold."""

    TEXT = auto()
    HTML = auto()
    WORD = auto()
    PDF = auto()


class Raw(NamedTuple):
    """The bytes of a source.

    Attributes:
        data: at most `MOST_BYTES`, or one more where there are too many.
        name: how messages call the source.
        source: the path or address it came from; empty for a paste.
        charset: the encoding that its server tells, or empty.
    """

    data: bytes
    name: str
    source: str = ""
    charset: str = ""


def raw_file(path: Path) -> Raw:
    """The content of a file.

    Raises:
        LoadError: there is no such file, it is a folder, or it may not be read.
    """
    try:
        if path.is_dir():
            raise LoadError(f'"{path}" is a folder: name a file in it.')
        with path.open("rb") as file:
            return Raw(file.read(MOST_BYTES + 1), f'"{path}"', str(path))
    except (FileNotFoundError, NotADirectoryError):
        hint = ", or begin an address with https://" if str(path).startswith("www.") else ""
        raise LoadError(f'There is no file "{path}": check its name and folder{hint}.') from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file has such a name"
        raise LoadError(f'"{path}" can\'t be read ({reason}): check its name and permissions.') from None


def kind_of(raw: Raw) -> Kind:
    """Tell from the content, not the name, what bytes hold.

    Raises:
        LoadError: nothing that can be read.

    Example:
        >>> kind_of(Raw(b"<!doctype html><p>Who pays?", "the letter"))
        <Kind.HTML: 2>
    """
    data = raw.data
    if len(data) > MOST_BYTES:
        raise LoadError(f"{raw.name} is larger than 50 MB: save the text alone, without pictures.")
    if not data.strip():
        raise LoadError(f"{raw.name} is empty: put the text in it and try again.")
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return Kind.WORD
        raise LoadError(f"{raw.name} is a packed file but not a Word file: unpack it, or {_HOW}.")
    if data.startswith(_OLE):
        raise LoadError(
            f"{raw.name} is an old or password-protected Office file: open it and save it as .docx without a password."
        )
    if data.startswith(b"{\\rtf"):
        raise LoadError(f"{raw.name} is an RTF file: open it and save it as .docx or .txt.")
    return Kind.HTML if _HTML.match(text_of(raw)[:20_000]) else Kind.TEXT


def text_of(raw: Raw) -> str:
    """The text in bytes, whatever encoding it was saved in.

    Raises:
        LoadError: there is no text in them, or too much.

    Example:
        >>> text_of(Raw("“Who pays?”".encode("utf-16"), "the letter"))
        '“Who pays?”'
    """
    text = _decoded(raw.data, raw.charset)
    if text is None or len(_CONTROL.findall(text)) > len(text) / 100:
        raise LoadError(f"{raw.name} is not text: {_HOW}, in UTF-8 where you are asked.")
    if not text.strip():
        raise LoadError(f"{raw.name} is empty: put the text in it and try again.")
    if len(text) > MOST_CHARACTERS:
        raise too_long(raw.name)
    return text


def too_long(name: str) -> LoadError:
    """What to say of a text of more than `MOST_CHARACTERS`."""
    return LoadError(f"{name} is longer than 5 million characters: split it into several files.")


def _decoded(data: bytes, charset: str) -> str | None:
    for mark, encoding in _BYTE_ORDER:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    declared = _DECLARED.search(data[:4096])
    told = (charset, "utf-8", declared[1].decode("ascii", "replace") if declared else "")
    for encoding in (*told, *_LIKELY):
        text = _strictly(data, encoding)
        if text is not None and (encoding not in _LIKELY or _mostly_ascii(text)):
            return text
    return _guessed(data)


def _wide(data: bytes) -> str:
    """The byte order of UTF-16 without a mark: every other byte of an English text is zero."""
    start = data[:2000]
    if len(start) < 4 or start.count(0) < len(start) / 3:
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _strictly(data: bytes, encoding: str) -> str | None:
    if not _KNOWN.fullmatch(encoding):
        return None
    try:
        return data.decode("windows-1252" if _WESTERN.fullmatch(encoding) else encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _mostly_ascii(text: str) -> bool:
    """Whether a text reads as English with typographic quotes and dashes, so that its encoding is guessed."""
    odd = [character for character in text if not character.isascii()]
    return len(odd) < len(text) / 20 and sum(character in "‘’“”–—…•€£é\xa0" for character in odd) > len(odd) / 2


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = max(0, error.start - 20_000)
        guess = from_bytes(data[start : start + 40_000]).best()
        if guess:
            return data.decode(guess.encoding, "replace")
    return None
