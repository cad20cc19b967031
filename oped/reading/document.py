"""A text cut into paragraphs, sentences and tokens, each with its place in the text."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import sentencex

if TYPE_CHECKING:
    import pandas as pd

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*?\n[^\S\n]*\n|\s*\Z)", re.DOTALL)
TOKEN = re.compile(r"\w+(?:[.,:]\d+)*(?:['’\-‑]\w+)*|[^\w\s]")


class Token(NamedTuple):
    """One word, number or punctuation mark; `start` and `end` are character offsets into the document's text."""

    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """One sentence.

    Attributes:
        id: `pNNsM`, paragraph and sentence counted from 1.
        paragraph: the paragraph's number, from 1.
        start, end: character offsets into `Document.text`, so that `document.text[start:end] == text`.
    """

    id: str
    paragraph: int
    start: int
    end: int
    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens, made once, with offsets into the document's text."""
        base = self.start
        return tuple(
            [Token(text := m[0], text.lower(), base + m.start(), base + m.end()) for m in TOKEN.finditer(self.text)]
        )


@dataclass(frozen=True)
class Document:
    """A text and what is known about it; fields that were not found are empty.

    >>> doc = read_text("The bridge is old. It should go.\\n\\nWho pays?", title="Bridge")
    >>> [s.id for s in doc.sentences]
    ['p01s1', 'p01s2', 'p02s1']
    >>> doc.text[doc.sentences[1].start : doc.sentences[1].end]
    'It should go.'
    """

    text: str
    title: str = ""
    author: str = ""
    outlet: str = ""
    date: str = ""
    source: str = ""
    set_apart: tuple[str, ...] = field(default=())

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order, split by `sentencex` inside each paragraph."""
        found = []
        for number, paragraph in enumerate(_PARAGRAPH.finditer(self.text), start=1):
            at = paragraph.start()
            index = 0
            for piece in sentencex.segment("en", paragraph.group()):
                stripped = piece.strip()
                if stripped:
                    index += 1
                    start = at + piece.index(stripped)
                    found.append(Sentence(f"p{number:02d}s{index}", number, start, start + len(stripped), stripped))
                at += len(piece)
        return tuple(found)

    @property
    def table(self) -> "pd.DataFrame":
        """One row a sentence: id, paragraph, start, end, text."""
        import pandas as pd

        columns = ["id", "paragraph", "start", "end", "text"]
        rows = [(s.id, s.paragraph, s.start, s.end, s.text) for s in self.sentences]
        return pd.DataFrame(rows, columns=columns)


def read_text(
    text: str, *, title: str = "", author: str = "", outlet: str = "", date: str = "", source: str = ""
) -> Document:
    """Make a `Document` of plain text in which an empty line separates paragraphs."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return Document(normal, title=title, author=author, outlet=outlet, date=date, source=source)
