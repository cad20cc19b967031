"""The head of a text that has no properties: title, byline and date line."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from oped.loading.draft import Draft, Part, Role

_REACH = 8  # parts: a byline further down is not the head's
_LONGEST = 200  # characters
_LONGEST_STANDFIRST = 60  # words
_NAME = r"(?:[A-Z][\w.'’-]*|de|da|del|der|di|du|van|von|la|le|bin|al|el|ibn)"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{1,5}}(?:(?:\s*,\s*|\s*,?\s+(?:and|&)\s+){_NAME}(?:\s+{_NAME}){{1,5}}){{0,5}}"
_BYLINE = re.compile(
    rf"(?:(?i:(?:(?:words|written|story|opinion|analysis|comment|guest essay)\s+)?by|author)\s*:?\s+)({_NAMES})"
    r"(?:,\s+[\w .,'’&-]{3,80})?"
)
_BARE_NAMES = re.compile(_NAMES)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(
    r"(?:(?i:(?:first |last )?(?:published|updated|posted|date|on))\s*:?\s+(?:on\s+)?)?"
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
    rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)(?:T[\d:.Z+-]+)?|(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}}))"
    r"(?:,?\s+(?:at\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?",
)
_BETWEEN = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|,\s+(?=\d{1,2}\s+[A-Z]|[A-Z][a-z]+\.?\s+\d{1,2},)")
_TITLE_END = re.compile(r"[\w)\]\"'”’%]\Z")
_KICKER = re.compile(r"opinion|analysis|comment(?:ary)?|editorial|op-ed|column|guest essay", re.IGNORECASE)
_LABEL = re.compile(r"(?:title|headline)\s*:\s+", re.IGNORECASE)
_OUTLET = re.compile(r"(?:outlet|publication|published in)\s*:\s+(.{2,80})", re.IGNORECASE)


class Head(NamedTuple):
    """What the head tells, and the parts that are left."""

    title: str
    author: str
    outlet: str
    date: str
    rest: tuple[Part, ...]


def is_head_line(line: str) -> bool:
    """Whether a line is a byline, a date line, both, or the name of a section such as "Opinion".

    Example:
        >>> is_head_line("By Ada Moor | 4 March 2025"), is_head_line("By May the bridge had moved.")
        (True, False)
    """
    return bool(_told(line) or _KICKER.fullmatch(line.strip()))


def read_head(draft: Draft) -> Head:
    """Take title, byline and date line off the top.

    The title is a part that its source marks as one, else the source's own property, else a first part that doesn't end
    like a sentence or that a byline or date line follows. Byline and date line come before the source's properties.
    What stands between title and byline is set apart.
    """
    parts = list(draft.parts)
    told = _told_by_lines(parts)
    last = max(told, default=0)
    found = {"title": "", "author": draft.author, "outlet": draft.outlet, "date": draft.date}
    for properties in told.values():
        found |= properties
    at = _title_at(parts, draft.title, last)
    marked = at is not None and parts[at].role is Role.TITLE
    title = draft.title if draft.title and not marked else "" if at is None else _LABEL.sub("", parts[at].text)
    rest = [
        part._replace(role=Role.ASIDE) if number < last else part
        for number, part in enumerate(parts)
        if number not in told and number != at
    ]
    return Head(title, found["author"], found["outlet"], found["date"], tuple(rest))


def _told_by_lines(parts: Sequence[Part]) -> dict[int, dict[str, str]]:
    """The lines of the head that are no title, by their number, and what each tells."""
    told: dict[int, dict[str, str]] = {}
    standfirst = 0
    for at, part in enumerate(parts[:_REACH]):
        properties = _told(part.text)
        if properties:
            told[at] = properties
        elif at and part.role is Role.TEXT:
            standfirst += len(part.text.split())
        if standfirst > _LONGEST_STANDFIRST:
            break
    if told and not any("author" in properties for properties in told.values()):
        names = (
            at for at in range(1, max(told)) if at not in told and _BARE_NAMES.fullmatch(parts[at].text[:_LONGEST])
        )
        told |= {at: {"author": parts[at].text} for at in [*names][:1]}
    return told


def _title_at(parts: Sequence[Part], known: str, last: int) -> int | None:
    """Where the title stands: the first part that is no caption or link, or one before the last line of the head."""
    plain = [at for at, part in enumerate(parts) if part.role in (Role.TEXT, Role.TITLE)]
    candidates = [at for at in plain if at < last] or plain[:1]
    for at in candidates:
        if parts[at].role is Role.TITLE or (known and _same(parts[at].text, known)):
            return at
    for at in candidates:
        text = parts[at].text
        if not known and len(text) <= _LONGEST and not _told(text) and not _KICKER.fullmatch(text):
            stands_out = len(plain) > 1 and _TITLE_END.search(text) and text[0] not in "\"“‘'"
            return at if last > at or stands_out else None
    return None


def _same(text: str, title: str) -> bool:
    """Whether a part repeats the title, which on a web page may have the outlet's name added."""
    one, other = (re.sub(r"\W+", " ", words).casefold().strip() for words in (text, title))
    return bool(one) and (one == other or (len(one) > 10 and other.startswith(one)))


def _told(line: str) -> dict[str, str]:
    if len(line) > _LONGEST:
        return {}
    for pieces in ([line], _BETWEEN.split(line)):
        read = [_told_by_piece(piece.strip()) for piece in pieces]
        if all(read):
            return {name: value for properties in read for name, value in properties.items()}
    return {}


def _told_by_piece(piece: str) -> dict[str, str]:
    byline = _BYLINE.fullmatch(piece)
    if byline:
        return {"author": byline[1]}
    outlet = _OUTLET.fullmatch(piece)
    if outlet:
        return {"outlet": outlet[1]}
    day = _DAY.fullmatch(piece)
    return {"date": _iso(day)} if day and _iso(day) else {}


def _iso(day: re.Match[str]) -> str:
    year, month, number = day["y"] or day["y2"], day["m"] or day["m2"], day["d"] or day["d2"]
    try:
        if day["iso"]:
            return date.fromisoformat(day["iso"]).isoformat()
        return date(int(year), _MONTHS.index(month[:3]) + 1, int(number)).isoformat()
    except ValueError:
        return ""
