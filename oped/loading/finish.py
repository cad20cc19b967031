"""From the parts of a source to a document."""

import re
import unicodedata
from dataclasses import replace

from oped.errors import LoadError
from oped.loading.aside import outlet_in, set_apart
from oped.loading.draft import Draft, Part, Role
from oped.loading.head import read_head
from oped.loading.language import check_english
from oped.loading.raw import MOST_CHARACTERS, Raw, too_long
from oped.reading.document import Document, read_text

_INVISIBLE = [
    *(*range(0x09), *range(0x0E, 0x1C), 0x7F, 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F)),
    *(*range(0x2060, 0x2070), *range(0xD800, 0xE000), 0xFEFF, *range(0xFFF0, 0xFFFC), 0xFFFE, 0xFFFF),
]
# Bytes of Windows-1252 that were read as Latin-1, and the ligatures of PDFs.
_MENDED = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)} | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
}
_TIDY = str.maketrans(_MENDED | dict.fromkeys(_INVISIBLE))
# UTF-8 that was read as Windows-1252, such as â€™ for an apostrophe.
_REST = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MISREAD = re.compile(f"[Â-ß]{_REST}|[à-ï]{_REST}{{2}}|[ð-ô]{_REST}{{3}}")
_LOST_QUOTE = "â€\ufffd"  # a closing quotation mark, whose last byte Windows-1252 does not know
_ENCODED = re.compile(r"\S{500}")  # no prose: a picture or other data written as letters
# A paragraph, or as much of one without end as is split into sentences in a short time.
_SHORT_ENOUGH = re.compile(r".{1,20000}(?:(?<=[.!?])(?= )|\Z)|.{1,20000}")
_FEW_WORDS = 100


def document_of(draft: Draft, raw: Raw) -> Document:
    """Tell title, byline and surroundings from the text, and check that the tools can read it.

    Raises:
        LoadError: nothing is left to read, it is a list of links, or not English.
    """
    head = read_head(_tidy_draft(draft))
    parts, apart = set_apart(head.rest, head.author)
    text = "\n\n".join(part.text for part in parts)
    if len(text) > MOST_CHARACTERS:
        raise too_long(raw.name)
    links = sum(part.role is Role.LINK for part in draft.parts)
    if links > 2 and links > len(parts) and len(text.split()) < _FEW_WORDS:
        raise LoadError(f"{raw.name} is a list of links: open the article that you want and load that.")
    check_english(text or "\n".join(apart), raw.name)
    if not text:
        raise LoadError(f"{raw.name} holds no text to read: put the whole article in it and try again.")
    outlet = head.outlet or outlet_in(apart)
    document = read_text(text, title=head.title, author=head.author, outlet=outlet, date=head.date, source=raw.source)
    return replace(document, set_apart=tuple(apart))


def _tidy_draft(draft: Draft) -> Draft:
    parts = (
        Part(piece.strip(), part.role)
        for part in draft.parts
        for paragraph in re.split(r"\n\s*\n", part.text)
        for piece in _SHORT_ENOUGH.findall(tidy(paragraph))
    )
    return Draft(
        tuple(part._replace(role=Role.ASIDE) if _ENCODED.search(part.text) else part for part in parts if part.text),
        tidy(draft.title),
        tidy(draft.author),
        tidy(draft.outlet),
        tidy(draft.date),
    )


def tidy(text: str) -> str:
    """Free a paragraph from line ends, invisible characters and the traces of a wrong encoding.

    Example:
        >>> tidy("It\\u00adis\\nthe townâ€™s  oﬀer.")
        'Itis the town’s offer.'
    """
    mended = _MISREAD.sub(_read_again, text.replace(_LOST_QUOTE, "”"))
    return " ".join(unicodedata.normalize("NFC", mended.translate(_TIDY)).split())


def _read_again(misread: re.Match[str]) -> str:
    try:
        return b"".join(_byte(character) for character in misread[0]).decode("utf-8")
    except UnicodeError:
        return misread[0]


def _byte(character: str) -> bytes:
    return character.encode("cp1252") if ord(character) > 0xFF else character.encode("latin-1")
