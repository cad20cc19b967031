"""Numbers in compounds with hyphens: 3-5, 51-49, two-thirds, three-and-a-half, 14-year-old, one-in-five."""

from functools import lru_cache
from typing import NamedTuple

from oped.reading.numbers.digits import SIGNS, coded_numeral, digit_numeral, digit_token
from oped.reading.numbers.lists import Line, Lists
from oped.reading.numbers.spelled import Form, Numeral, mixed, spelled, with_scale, word_numeral

_JOINERS = frozenset({"to", "in", "for", "by", "or"})
_NO_PAIRS = frozenset({(9, 5), (24, 7), (1, 1)})


def read_numeral(line: Line, i: int) -> Numeral | None:
    """The number that begins at token `i`, or None where none can be read there."""
    word = line.words[i]
    if "-" in word and word not in line.lists.numbers["cardinal"]:
        text = line.texts[i].replace("‑", "-")
        end = i + 1
        while line.words[end] in (".", ",") and line.is_glued(end) and line.is_glued(end + 1) and text[-1].isdigit():
            end += 2
            word, text = "".join(line.words[i:end]), "".join(line.texts[i:end])
        if word.endswith("-second") and word[:-7] in line.lists.numbers["ten"] and line.words[i - 1] != "a":
            return None
        found = _compound(word, text, line.lists)
        return with_scale(line, found._replace(first=i, end=end)) if found else None
    if word[0].isdigit() or word[0] in SIGNS:
        return digit_numeral(line, i)
    if word[3:4].isdigit():
        return coded_numeral(line, i)
    return word_numeral(line, i)


class _Head(NamedTuple):
    """The number at the head of a list of parts, and the place after it."""

    value: float
    end: int
    glued: str = ""
    form: Form = "number"


@lru_cache(maxsize=4096)
def _compound(word: str, text: str, lists: Lists) -> Numeral | None:
    """The number in a compound; its places are left at 0 and 1."""
    parts = [*word.split("-"), "", "", ""]
    head = _head(parts, 0, lists)
    if head is None:
        return None
    value, at = head.value, head.end
    if parts[at] in lists.numbers["scale"]:
        value *= lists.numbers["scale"][parts[at]]
        at += 1
    joiner = parts[at] if parts[at] in _JOINERS else ""
    other = _head(parts, at + bool(joiner), lists)
    if parts[at] == "nil":
        return Numeral(0, 1, value, 0.0, form="pair", joiner="-")
    if other is None or head.form == "part" or (head.glued and head.glued != other.glued):
        tail = tuple(part for part in parts[at:] if part)
        named = tail and (tail[0][0].isdigit() or text.split("-")[1][:1].isupper())
        return None if named else Numeral(0, 1, value, form=head.form, glued=head.glued, tail=tail)
    return _pair(parts, value, other, joiner, lists)


def _pair(parts: list[str], value: float, other: _Head, joiner: str, lists: Lists) -> Numeral | None:
    """3-5, 51-49, one-in-five; not 555-1234, 4-4-2, eight-thirty nor nine-to-five."""
    tail = tuple(part for part in parts[other.end :] if part)
    phone = not joiner and len(parts[0]) == 3 and len(parts[1]) == 4 and parts[1].isdecimal()
    spoken = not joiner and not parts[0][0].isdigit() and value != other.value
    if (tail and tail[0][0].isdigit()) or phone or spoken or (value, other.value) in _NO_PAIRS:
        return None
    bare = not (joiner or tail or other.glued) and parts[0].isdecimal()
    size = lists.numbers["short scale"].get(other.glued, 0.0)
    return Numeral(
        *(0, 1, value * (size or 1.0), other.value * (size or 1.0)),
        form="pair",
        glued="" if size else other.glued,
        tail=tail,
        joiner=joiner or "-",
        digits="-".join(parts[:2]) if bare else "",
        scale=size or 1.0,
    )


def _head(parts: list[str], at: int, lists: Lists) -> _Head | None:
    part = parts[at]
    if not part:
        return None
    if part[0].isdigit():
        parsed = digit_token(part)
        return _Head(parsed[0], at + 1, parsed[1]) if parsed else None
    if part in ("half", "quarter"):
        return _Head(0.5 if part == "half" else 0.25, at + 1, form="part")
    value, end = spelled(parts, at, lists)
    if end == at:
        sizes = (lists.numbers[role].get(part) for role in ("scale", "hundred", "group"))
        size = next((size for size in sizes if size), 0.0)
        return _Head(size, at + 1) if size and at == 0 and parts[1] else None
    added, place = mixed(parts, end, lists)
    below = lists.numbers["part" if value == 1 else "parts"].get(parts[end], 0.0)
    if below and not added:
        return _Head(value / below, end + 1, form="part")
    return _Head(value + added, place)
