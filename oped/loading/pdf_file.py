"""PDF files with a text layer."""

import io
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from oped.errors import LoadError
from oped.loading.boundary import parsing
from oped.loading.draft import Draft, Part
from oped.loading.head import is_head_line
from oped.loading.raw import MOST_CHARACTERS, too_long

if TYPE_CHECKING:
    from pypdf import PdfReader

    from oped.loading.raw import Raw

_MOST_PAGES = 500
_MOST_SECONDS = 30.0
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "brotli_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
    "page_tree_maximum_entries": 5_000,
    "page_tree_maximum_page_entries": 50_000,
    "xform_maximum_invocations_per_extraction": 500,
    "jbig2dec_binary": None,  # no other program is started
}
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*\Z")
_NUMBER = re.compile(r"\d+")
_HYPHENATED = re.compile(r"[a-z]-\Z")
_INDENT = 6  # points
_GAP = 1.3  # of the usual distance of lines
_SHORT = 0.75  # of the longest line
_HEAD_LINES = 10
_NOT_A_TITLE = re.compile(r"about:|untitled|microsoft word|\S+\.\w{2,5}\Z|\S+\Z", re.IGNORECASE)


class _Line(NamedTuple):
    """A line of a page; `x` and `y` are where it begins, in points from the lower left corner."""

    text: str
    x: float
    y: float
    page: int


def read_pdf(raw: "Raw") -> Draft:
    """The paragraphs of a PDF; title and author from its properties, where somebody filled them in.

    The properties' dates say when the file was made, not when the text was published, so they are not used.

    Raises:
        LoadError: the file is damaged, protected, too long, takes too long, or is a scan without a text layer.
    """
    import pypdf

    with (
        parsing(f"{raw.name} is a damaged PDF: open it in a browser, copy the text and paste it.", "pypdf"),
        pypdf.apply_configuration(**_LIMITS),
    ):
        reader = pypdf.PdfReader(io.BytesIO(raw.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LoadError(f"{raw.name} is protected by a password: save a copy without one.")
        lines = _without_running_heads(_lines(reader, raw.name), len(reader.pages))
        if not lines:
            raise LoadError(
                f"{raw.name} holds pictures of pages, not text: run text recognition (OCR) on it, or paste the text."
            )
        known: Any = reader.metadata or {}
        title, author = (_property(known, key) for key in ("/Title", "/Author"))
    return Draft(
        tuple(Part(paragraph) for paragraph in _paragraphs(lines)),
        title="" if _NOT_A_TITLE.match(title) else title,
        author=author if " " in author else "",
    )


def _property(known: Any, key: str) -> str:
    return " ".join(str(known.get(key) or "").split())


def _lines(reader: "PdfReader", name: str) -> list[_Line]:
    if len(reader.pages) > _MOST_PAGES:
        raise LoadError(f"{name} has more than {_MOST_PAGES} pages: save the pages you need as a file of their own.")
    deadline = time.monotonic() + _MOST_SECONDS
    lines: list[_Line] = []
    characters = 0

    def in_time(*_: object) -> None:
        if time.monotonic() > deadline:
            raise LoadError(f"{name} takes too long to read: open it in a browser, copy the text and paste it.")

    for number, page in enumerate(reader.pages):
        pieces: list[tuple[str, float, float]] = []

        def keep(
            text: str, cm: list[float], tm: list[float], *_: object, to: list[tuple[str, float, float]] = pieces
        ) -> None:
            in_time()
            to.append((text, tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

        page.extract_text(visitor_operand_before=in_time, visitor_text=keep)
        lines += _page_lines(pieces, number)
        characters += sum(len(text) for text, _, _ in pieces)
        if characters > MOST_CHARACTERS:
            raise too_long(name)
    return lines


def _page_lines(pieces: Sequence[tuple[str, float, float]], page: int) -> Iterator[_Line]:
    text, x, y = "", 0.0, 0.0
    for piece, at_x, at_y in (*pieces, ("\n", 0.0, 0.0)):
        head, *more = piece.split("\n")
        if head.strip() and not text.strip():
            x, y = at_x, at_y
        text += head
        for following in more:
            if text.strip():
                yield _Line(" ".join(text.split()), x, y, page)
            text, x, y = following, at_x, at_y


def _without_running_heads(lines: Sequence[_Line], pages: int) -> list[_Line]:
    """Leave out page numbers, and what stands at the upper or lower edge of most pages."""
    edges: dict[int, set[float]] = defaultdict(set)
    for line in lines:
        edges[line.page].add(line.y)
    outer = {page: {*sorted(heights)[:2], *sorted(heights)[-2:]} for page, heights in edges.items()}
    at_edge = [line for line in lines if line.y in outer[line.page]]
    on_pages = Counter(pattern for pattern, _ in {(_NUMBER.sub("#", line.text), line.page) for line in at_edge})
    heads = {
        line
        for line in at_edge
        if _PAGE_NUMBER.fullmatch(line.text) or (pages > 2 and on_pages[_NUMBER.sub("#", line.text)] > 0.6 * pages)
    }
    return [line for line in lines if line not in heads]


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    """Join lines; a paragraph begins after a wider gap, at an indent, after a short last line, at byline and date."""
    falls = sorted(
        first.y - second.y for first, second in pairwise(lines) if first.page == second.page and first.y - second.y > 1
    )
    leading = falls[len(falls) // 4] if falls else 0.0
    width = max(len(line.text) for line in lines)
    paragraph: list[str] = []
    for at, line in enumerate(lines):
        before, after = lines[at - 1] if at else line, lines[at + 1] if at + 1 < len(lines) else line
        same_column = line.page == before.page and before.y >= line.y
        indented = line.x - (before if same_column else after).x > _INDENT
        ended = bool(_SENTENCE_END.search(before.text))
        if (
            (same_column and before.y - line.y > _GAP * leading)
            or (ended and (indented or len(before.text) < _SHORT * width))
            or (at < _HEAD_LINES and (is_head_line(line.text) or is_head_line(before.text)))
        ):
            yield "".join(paragraph)
            paragraph = [line.text]
        elif paragraph and _HYPHENATED.search(before.text[-2:]) and line.text[0].islower():
            paragraph += [paragraph.pop()[:-1], line.text]
        else:
            paragraph += [" ", line.text]
    yield "".join(paragraph)
