"""What a source says, part by part, before the argument is told from what stands around it."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from oped.loading.raw import Raw


PROSE = 10  # words: a table cell with as many is a paragraph, one with fewer is data


class Role(Enum):
    """What a source itself says of a part."""

    TEXT = auto()
    TITLE = auto()
    ASIDE = auto()
    LINK = auto()


class Part(NamedTuple):
    """A paragraph, heading, caption or link of a source."""

    text: str
    role: Role = Role.TEXT


@dataclass(frozen=True)
class Draft:
    """The parts of a source in order, and what its properties tell; fields that were not found are empty."""

    parts: tuple[Part, ...]
    title: str = ""
    author: str = ""
    outlet: str = ""
    date: str = ""


def draft_of(raw: "Raw") -> Draft:
    """Take a source apart with the reader for its kind.

    Raises:
        LoadError: it is damaged, protected, too large, or holds no text.
    """
    from oped.loading.raw import Kind, kind_of, text_of

    match kind_of(raw):
        case Kind.PDF:
            from oped.loading.pdf_file import read_pdf

            return read_pdf(raw)
        case Kind.WORD:
            from oped.loading.word_file import read_word

            return read_word(raw)
        case Kind.HTML:
            from oped.loading.web_page import read_web_page

            return read_web_page(text_of(raw), raw)
        case Kind.TEXT:
            from oped.loading.plain_file import read_plain

            return read_plain(text_of(raw))
