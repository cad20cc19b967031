"""One number with all that belongs to it: unit, currency, sign, precision."""

from math import nan
from typing import NamedTuple

from oped.reading.numbers.compounds import read_numeral
from oped.reading.numbers.digits import SIGNS
from oped.reading.numbers.lists import Line, Lists, Unit
from oped.reading.numbers.names import is_no_figure
from oped.reading.numbers.spelled import Numeral
from oped.reading.numbers.surroundings import LETTER_SCALES, glued_unit, left_of, right_of, unit_after, unit_at

TIMES = Unit("times", "ratio")
SHARE = Unit("share", "share")
_MINUTES = Unit("minutes", "duration")
_DIGITS = frozenset("0123456789") | frozenset(SIGNS)
_ARTICLES = frozenset({"a", "an"})


class Single(NamedTuple):
    """A number with its unit; a range, score or share of two numbers once it is joined with a second one.

    Attributes:
        number: the number as it is written.
        first, end: its first token and the token after its last, unit and modifiers included.
        value, low, high: as in `Quantity`.
        unit: the unit, if any.
        precision: how exact it is said to be; empty where nothing is said.
        counts, per: what a compound itself says is counted, and per what.
        kind: where it does not follow from the unit.
    """

    number: Numeral
    first: int
    end: int
    value: float
    unit: Unit | None
    precision: str = ""
    counts: str = ""
    per: str = ""
    low: float = nan
    high: float = nan
    kind: str = ""


class _Behind(NamedTuple):
    """What stands behind a number or is glued to it."""

    unit: Unit | None
    end: int
    factor: float = 1.0
    counts: str = ""
    per: str = ""
    precision: str = ""


def places(words: list[str], lists: Lists) -> list[int]:
    """The places of the words at which a figure might begin; words are in lower case."""
    starts, ends = lists.starts, lists.before_ends
    return [
        i
        for i, word in enumerate(words)
        if word in starts
        or word[0] in _DIGITS
        or "-" in word
        or word[3:4] in _DIGITS
        or (word in _ARTICLES and i and words[i - 1] in ends)
    ]


def may_start(line: Line, i: int) -> bool:
    """Whether a number may begin at token `i`."""
    word, lists = line.words[i], line.lists
    if not word:
        return False
    if word in _ARTICLES:
        return line.words[i - 1] in lists.before_ends and unit_at(line, i + 1)[0] is not None
    if word in lists.starts or word[0] in _DIGITS or word[3:4] in _DIGITS:
        return True
    head, dash, _ = word.partition("-")
    return bool(dash) and head in lists.starts


def read_single(line: Line, i: int) -> tuple[Single | None, int]:
    """The figure whose number begins at token `i`, if any, and the place from which to read on."""
    number = read_numeral(line, i) if may_start(line, i) else None
    if number is None:
        return None, i + 1
    number = _with_point(line, number)
    left = left_of(line, number)
    currency = line.lists.units[number.code] if number.code else left.currency
    behind = _behind(line, number, currency is not None)
    if behind is None:
        return None, number.end
    unit, end = _unit(line, number, behind, currency)
    if not number.tail and is_no_figure(line, number, unit, currency is not None):
        return None, number.end
    factor = behind.factor * left.sign
    if unit is not None and line.words[end : end + 2] == ["below", "zero"]:
        factor, end = -factor, end + 2
    if factor != 1:
        scale = number.scale * behind.factor
        number = number._replace(value=number.value * factor, other=number.other * factor, scale=scale)
    said, end = right_of(line, end)
    precision = behind.precision or said or left.precision
    return Single(number, left.first, end, number.value, unit, precision, behind.counts, behind.per), end


def _with_point(line: Line, number: Numeral) -> Numeral:
    """The value of .05, whose point is a token of its own."""
    first = number.first
    if line.words[first - 1] != "." or not number.digits or not line.is_glued(first) or line.is_glued(first - 1):
        return number
    return number._replace(first=first - 1, value=float(f"0.{number.digits}"), digits="")


def _unit(line: Line, number: Numeral, behind: _Behind, currency: Unit | None) -> tuple[Unit | None, int]:
    """The unit among what stands before and behind, and the place after it: a currency's sign goes first."""
    unit = behind.unit
    if currency is None:
        if unit is not None and line.words[behind.end - 1] == "won" and number.value < 1000:
            return None, number.end
        if unit is not None and unit.kind == "pounds":
            money = not line.lists.context["money context"].isdisjoint(line.words)
            return line.lists.units["gbp" if money else "lb"], behind.end
        return unit, behind.end
    if unit is None or number.tail or unit.kind == "money":
        return currency, behind.end
    return currency, number.end


def _behind(line: Line, number: Numeral, money: bool) -> _Behind | None:
    end = number.end
    if number.glued:
        glued = glued_unit(line, number, money)
        tail = _tail(line, number) if number.tail else _Behind(None, end)
        return tail._replace(unit=glued[0] or tail.unit, factor=glued[1]) if glued and tail else None
    if number.tail:
        return _tail(line, number)
    if number.form == "part":
        return _Behind(*_part_unit(line, number))
    if number.form in ("multiple", "change"):
        return _Behind(TIMES, end)
    if number.form == "elapsed":
        return _Behind(_MINUTES, end)
    if number.form == "vague" and line.words[end] == "of":
        unit, place = unit_at(line, end + 1)
        return _Behind(unit, place if unit else end)
    if money and line.words[end] in LETTER_SCALES:
        return _Behind(None, end + 1, LETTER_SCALES[line.words[end]])
    return _Behind(*unit_after(line, end))


def _tail(line: Line, number: Numeral) -> _Behind | None:
    """The rest of a compound: 12-day, 14-year-old, 20-a-day, 30-odd, 1,000-strong, 500-page."""
    tail, end, lists = number.tail, number.end, line.lists
    head = tail[0]
    if head in ("plus", "odd", "ish"):
        unit, end = (lists.units.get(tail[1]), end) if len(tail) > 1 else unit_after(line, end)
        return _Behind(unit, end, precision="at least" if head == "plus" else "about")
    if head == "strong":
        return _Behind(None, end)
    if head in ("a", "an", "per", "each") and len(tail) > 1:
        return _Behind(None, end, per=tail[1])
    if head == "time" and number.value >= 2:
        return _Behind(TIMES, end)
    unit = lists.units.get(" ".join(tail[:2])) or lists.units.get(head)
    if unit is not None and number.value > 0:
        old = tail[1:2] in (("old",), ("olds",))
        per = tail[2] if tail[1:2] in (("a",), ("per",)) and len(tail) > 2 else ""
        return _Behind(unit, end, counts="age" if old else "", per=per)
    if head in lists.context["compound"] or number.form == "part" or number.value < 2 or not head.isalpha():
        return None
    return _Behind(Unit(head, "count"), end)


def _part_unit(line: Line, number: Numeral) -> tuple[Unit | None, int]:
    """Half an hour, a quarter of a mile, 3/4 cup; else a share."""
    of = line.words[number.end] == "of"
    place = number.end + of
    article = line.words[place] in _ARTICLES
    if article or not of:
        unit, end = unit_at(line, place + article)
        if unit is not None:
            return unit, end
    return SHARE, number.end
