"""HTML and Markdown taken out of a text, without losing the place of any character."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import accumulate

_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|caption|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|h[1-6r]|"
    "head|header|html|iframe|legend|li|main|nav|[ou]l|p|pre|section|summary|t[dhr]|table|tbody|tfoot|thead|title"
)
_UNREAD = frozenset({"script", "style", "template"})

_INSIDE = r"(?:[^()\n]|\n(?!\s*\n))*"  # brackets, up to the end of the paragraph
_TARGET = rf"{_INSIDE}(?:\({_INSIDE}\){_INSIDE})*"

# What each pattern matches goes; its group, where it has one, stays.
_LEFT_OUT = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        "[\u00ad\u200b-\u200f\u2060\ufeff]",  # soft hyphens, zero-width characters, byte order mark
        r"\r(?=\n)",
        rf"!\[[^\[\]]*\]\({_TARGET}\)",  # ![picture](target)
        rf"\[([^\[\]]+)\]\({_TARGET}\)",  # [link](target "title")
        r"\[([^\[\]\n]*[^\W\d_][^\[\]\n]*)\]\[[^\[\]\n]*\]",  # [link][target]
        r"\[\^?\d+\]",  # [1] and [^1], notes
        r" ?\(\s*https?://[^\s()]+\s*\)|https?://[^\s()<>\[\]]*[\w/#]",
        r"^[ \t]*(?:>[ \t]?)+",  # > quoted lines
        r"^[ \t]*#{1,6}[ \t]+",  # headings
        r"\\(?=[!-/:-@\[-`{-~])",  # escapes
        r"(?<![^\W_])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![^\W_])",  # emphasis
    )
)


@dataclass(frozen=True)
class Plain:
    """A text without markup.

    Attributes:
        text: what a reader sees.
        places: for every character of `text`, where that which stands for it starts and ends in the original.
    """

    text: str
    places: Sequence[tuple[int, int]]


def plain_text(original: str) -> Plain:
    """Take tags, scripts, link targets, emphasis and invisible characters out of HTML, Markdown or plain text.

    Example:
        >>> plain = plain_text("<p>It is&nbsp;<b>[old](https://example.org)</b>.</p>")
        >>> plain.text.split()
        ['It', 'is', 'old.']
        >>> plain.places[plain.text.index("\\xa0")]
        (8, 14)
    """
    text, places = "", []
    for start, end, piece in _Pieces(original).pieces:
        text += piece
        literal = piece == original[start:end]
        places += [(at, at + 1) for at in range(start, end)] if literal else [(start, end)] * len(piece)
    for pattern in _LEFT_OUT:
        kept = list(_kept(pattern, text))
        places = [place for start, end in kept for place in places[start:end]]
        text = "".join(text[start:end] for start, end in kept)
    return Plain(text, places)


def _kept(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in pattern.finditer(text):
        yield at, match.start()
        if pattern.groups:
            yield match.span(1)
        at = match.end()
    yield at, len(text)


class _Pieces(HTMLParser):
    """The pieces of text in HTML: where each starts and ends in the original, and how it reads."""

    def __init__(self, original: str) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[tuple[int, int, str]] = []
        self._original = original
        self._lines = [0, *accumulate(len(line) + 1 for line in original.split("\n"))]
        self._unread = 0
        # The parser raises an AssertionError on a marked section that it doesn't know; as a comment it is passed over.
        self.feed(original.replace("<![", "<!?"))
        self.close()

    def _add(self, source: str, text: str) -> None:
        if not self._unread:
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            self.pieces.append((start, start + len(source), text))

    def handle_data(self, data: str) -> None:
        self._add(data, data)

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name}")

    def _add_reference(self, reference: str) -> None:
        line, column = self.getpos()
        closed = self._original.startswith(";", self._lines[line - 1] + column + len(reference))
        meaning = unescape(f"{reference};")
        source = f"{reference};" if closed else reference
        self._add(source, source if meaning == f"{reference};" else meaning)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unread += tag in _UNREAD
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD and self._unread > 0
        self._break(tag)

    def _break(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self._add("", "\n\n")
