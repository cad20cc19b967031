"""All figures of one sentence, in one pass over its tokens."""

from itertools import pairwise
from math import isnan, nan
from typing import NamedTuple

from oped.reading.numbers.joined import join
from oped.reading.numbers.lists import Line, Unit
from oped.reading.numbers.nouns import counted_at, is_plural, per_at, plural_at
from oped.reading.numbers.single import TIMES, Single, read_single
from oped.reading.numbers.surroundings import right_of

_YEARS = Unit("years", "duration")
_LIMITS = {"over": "low", "at least": "low", "under": "high", "nearly": "high", "up to": "high"}
_LINKS = frozenset({"to", "and", "or", ",", "x", "×", "by", "-", "–", "versus", "vs"})
_LIST_LINKS = frozenset({"and", "or", "to", "-", "–", "&"})
_NO_OBJECT = frozenset({"money", "duration", "ratio"})
_OLDEST = 115


class Quantity(NamedTuple):
    """A figure in a sentence; places are token numbers.

    Attributes:
        first, end: its first token and the token after its last.
        value: the number, nan for a range.
        low, high: the least and the greatest value that the words allow, nan where they set no limit.
        unit: percent, USD, hours, km, or the noun counted.
        counts: the noun phrase that is counted or measured.
        per: per what.
        precision: exactly, about, nearly, over, at least, under, up to, range or vague.
        kind: count, money, share, ratio, duration, measure, rate, score or vague.
    """

    first: int
    end: int
    value: float
    low: float
    high: float
    unit: str
    counts: str
    per: str
    precision: str
    kind: str


def find_quantities(line: Line, candidates: list[int]) -> list[Quantity]:
    """The figures that begin at the candidate places, in order."""
    found: list[Quantity] = []
    teams = _team_scores(line, candidates)
    reached = 0
    for i in candidates:
        if i in teams:
            found.append(Quantity(i, i + 1, float(line.texts[i]), nan, nan, "", "", "", "exactly", "score"))
        elif i >= reached:
            refused = reached
            read, reached = read_single(line, i)
            if read is not None and not _goes_on(line, read, refused):
                read = read._replace(first=max(read.first, found[-1].end if found else 0))
                found.append(_finish(line, join(line, read)))
                reached = found[-1].end
    return _lend_units(line, found)


def _team_scores(line: Line, candidates: list[int]) -> tuple[int, ...]:
    """The places of both numbers in "Spain 2, Italy 1"."""
    texts = line.texts
    for one, two in pairwise(candidates):
        names = [one - 1, *(place for place in range(one + 1, two) if texts[place] != ",")]
        labels = any(line.plays(at, "label") or line.plays(at, "weak label") for at in names)
        short = texts[one].isdecimal() and texts[two].isdecimal() and len(texts[one]) < 3 and 2 <= two - one <= 5
        if (
            short
            and not labels
            and len(names) > 1
            and all(line.is_capital(at) and not line.plays(at, "month") for at in names)
        ):
            return one, two
    return ()


def _goes_on(line: Line, read: Single, refused: int) -> bool:
    """Whether a bare number goes on with a list of names: Nos. 3 and 4, pages 12-14."""
    before = line.texts[refused - 1]
    linked = read.first == refused + 1 and line.words[refused] in _LIST_LINKS
    bare = read.unit is None and read.number.digits != "" and plural_at(line, read.end) < 0
    return linked and bare and before.isdecimal() and len(before) < 4


def _finish(line: Line, read: Single) -> Quantity:
    """Add what is counted and per what, and set the limits that the words give."""
    if read.unit is None and _is_age(line, read):
        read = read._replace(unit=_YEARS, counts="age")
    per, end = (read.per, read.end) if read.per else per_at(line, read.end)
    counts, end = _counts(line, read, end)
    if not per:
        per, end = per_at(line, end)
    precision = read.precision
    if not precision and end > read.end:
        precision, end = right_of(line, end)
    low, high = read.low, read.high
    limit = _LIMITS.get(precision)
    if limit and isnan(low):
        low, high = (read.value, nan) if limit == "low" else (nan, read.value)
    if read.number.form == "vague":
        plural = line.words[read.number.first] in line.lists.numbers["vague"]
        low, precision = read.value * (2 if plural else 1), "vague"
    unit = read.unit.name if read.unit else _head_noun(counts)
    kind = _kind(line, read, per)
    return Quantity(read.first, end, read.value, low, high, unit, counts, per, precision or "exactly", kind)


def _is_age(line: Line, read: Single) -> bool:
    """Anna Berg, 42, said; aged 14; ages 5 to 11; the ages of 18 and 24."""
    words, first = line.words, read.first
    if words[first - 1] in ("aged", "age", "ages") or (
        words[first - 1] == "of" and words[first - 2] in ("age", "ages")
    ):
        return True
    name = words[first - 1] == "," and line.is_capital(first - 2) and read.number.digits != ""
    return name and 1 <= read.value <= _OLDEST and words[read.end] in (",", ".", ")", ";")


def _counts(line: Line, read: Single, i: int) -> tuple[str, int]:
    """The noun phrase that the figure counts, behind "of" or at once, and the place after it."""
    if read.counts:
        return read.counts, i
    words, kind = line.words, read.unit.kind if read.unit else "count"
    start = i + (words[i] == "worth" or (words[i] == "in" and kind == "money"))
    of = words[start] == "of"
    start += of
    while of and line.plays(start, "of the"):
        start += 1
    end = counted_at(line, start)
    if end == start:
        return "", i
    if start == i:
        plural = any(is_plural(line, place) for place in range(start, end))
        if (read.unit is None and not plural and read.value != 1) or (kind in _NO_OBJECT and not read.number.tail):
            return "", i
    return line.text(start, end), end


def _head_noun(counts: str) -> str:
    return counts if " and " in counts or " or " in counts else counts.rpartition(" ")[2]


def _kind(line: Line, read: Single, per: str) -> str:
    """The kind of a figure, mostly from its unit; "times" makes a ratio only where something is compared."""
    number = read.number
    if number.form == "vague":
        return "vague"
    if read.kind:
        return read.kind
    kind = read.unit.kind if read.unit else "count"
    if kind == "ratio":
        fold = line.words[number.first].endswith("fold") or read.unit != TIMES
        kind = "ratio" if number.form == "change" or fold or line.plays(read.end, "compared") else "count"
    return "rate" if per and kind in ("count", "measure", "duration") else kind


def _lend_units(line: Line, found: list[Quantity]) -> list[Quantity]:
    """Give a bare number the unit of the next one where only a link stands between: 5, 6 and 7 percent."""
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        between = line.words[one.end : following.first]
        bare = one.unit == "" and one.kind == "count" and following.unit and following.kind not in ("score", "ratio")
        if bare and 0 < len(between) <= 2 and all(word in _LINKS for word in between):
            _, _, _, _, _, unit, counts, per, _, kind = following
            found[at] = one._replace(unit=unit, counts=counts, per=per, kind=kind)
    return found
