"""Plain text and Markdown: where a part begins, and what it says without markup."""

import re
from collections.abc import Iterator, Sequence

from oped.loading.draft import Draft, Part, Role
from oped.loading.head import is_head_line
from oped.reading.markup import plain_text

_LONG_LINE = 120  # characters: longer lines were not wrapped by hand or by an editor
_HEAD_LINES = 8
_AT_ONCE = 20_000  # characters of one line that are freed from markup together: keeps the time linear
_EMPTY_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_FRONT = re.compile(r"\s*(\+\+\+|---)[^\S\n]*\n(.{0,5000}?)\n\1[^\S\n]*(?:\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"^(title|author|outlet|date)\s*[:=]\s*[\"']?(.*?)[\"']?\s*$", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z", re.DOTALL)
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,}|\*{3,}|_{3,})\s*")
_OPENS = re.compile(r"\s*(?:[-*+•–]\s|\d{1,3}[.)]\s|#{1,6}\s|\||[A-Z][\w .'’-]{0,30}:\s)")
_BULLET = re.compile(r"\A\s*[-*+•–]\s+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’*_)\]]*\s*\Z")
_TARGET = r"\((?:[^()\n]|\([^()\n]*\))*\)"
_LINK = re.compile(rf"\s*(?:[-*+•]\s+)?(?:!?\[[^\[\]]*\]{_TARGET}|<?https?://\S+>?|www\.\S+)\s*")
_NO_TAG = re.compile(r"<(?![a-zA-Z/!?][^<>]*>)")
_MARKED = re.compile(r"[<&\\*_\[\]>#\u00ad\u200b-\u200f\u2060\ufeff]|https?:")


def read_plain(text: str) -> Draft:
    """The parts of a text in which empty lines, or line ends, separate paragraphs.

    Properties are read from front matter (`title: ...` or `title = "..."` between `---` or `+++`), where there is any.

    Example:
        >>> [part.text for part in read_plain("# Who pays?\\n\\nThe *town*\\npays. Read [on](https://example.org).").parts]
        ['Who pays?', 'The town\\npays. Read on.']
    """
    text = _QUOTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    front = _FRONT.match(text)
    known = {name.lower(): value for name, value in _PROPERTY.findall(front[2])} if front else {}
    blocks = _EMPTY_LINE.split(text[front.end() :] if known and front else text)
    parts: list[Part] = []
    for block in blocks:
        at_head = len(parts) < _HEAD_LINES
        for raw in _split([line for line in block.split("\n") if line.strip()], at_head):
            parts += _parts(raw)
    return Draft(tuple(parts), **known)


def _split(lines: Sequence[str], at_head: bool) -> Iterator[str]:
    """The paragraphs of a block without empty lines."""
    apart = any(len(line) > _LONG_LINE for line in lines) or (
        len(lines) > 2 and all(_SENTENCE_END.search(line) for line in lines)
    )
    paragraph: list[str] = []
    for line in lines:
        if _UNDERLINE.fullmatch(line):
            yield f"# {' '.join(paragraph)}" if "=" in line and paragraph else "\n".join(paragraph)
            paragraph = []
            continue
        alone = bool(_HEADING.match(line)) or bool(_LINK.fullmatch(line)) or (at_head and is_head_line(line))
        if paragraph and (apart or alone or _OPENS.match(line)):
            yield "\n".join(paragraph)
            paragraph = []
        paragraph.append(line)
        if alone:
            yield line
            paragraph = []
    yield "\n".join(paragraph)


def _parts(raw: str) -> Iterator[Part]:
    if _LINK.fullmatch(raw):
        yield Part(_plain(raw).strip() or raw.strip(" \t\n<>"), Role.LINK)
        return
    if raw.lstrip().startswith("|"):
        yield Part(raw, Role.ASIDE)
        return
    heading = _HEADING.fullmatch(raw)
    role = Role.TITLE if heading and heading[1] == "#" else Role.TEXT
    for text in _EMPTY_LINE.split(_plain(heading[2] if heading else _BULLET.sub("", raw))):
        if text.strip():
            yield Part(text.strip(), role)


def _plain(raw: str) -> str:
    if not _MARKED.search(raw):
        return raw
    closed = _NO_TAG.sub("&lt;", _without_comments(raw))
    pieces = re.findall(rf"(?s).{{1,{_AT_ONCE}}}(?!\S)|.{{1,{_AT_ONCE}}}", closed)
    return "".join(plain_text(piece).text for piece in pieces)


def _without_comments(raw: str) -> str:
    text, *comments = raw.split("<!--")
    for comment in comments:
        _, closed, after = comment.partition("-->")
        text += after if closed else f"<!--{comment}"
    return text
