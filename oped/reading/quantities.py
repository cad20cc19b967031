"""One pass over a sentence's tokens: every number that measures or counts something, as a `Quantity`."""

from dataclasses import dataclass, replace
from math import isnan, nan

from oped.reading.document import Sentence
from oped.reading.figure_words import Line, Lists, Unit, make_line
from oped.reading.not_figures import is_no_figure, is_plural, plural_at
from oped.reading.numerals import SIGNS, read_numeral
from oped.reading.spelled import Numeral
from oped.reading.units import counted_at, currency_before, glued_unit, left_of, per_at, right_of, unit_after, unit_at

_DIGITS = frozenset("0123456789") | frozenset(SIGNS)
_DASHES = frozenset({"-", "–", "—", "−"})
_YEARS = Unit("years", "duration")
_PERCENT = Unit("percent", "share")
_SHARE = Unit("share", "share")
_TIMES = Unit("times", "ratio")
_MINUTES = Unit("minutes", "duration")
_LINKS = frozenset({"to", "and", "or", ",", "x", "×", "by", "-", "–", "versus", "vs", "against"})
_LIMITS = {"over": "low", "at least": "low", "under": "high", "nearly": "high", "up to": "high"}


@dataclass(frozen=True)
class Quantity:
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


@dataclass(frozen=True)
class _Read:
    """A number with its unit, before ranges are joined; `low` and `high` are set once they are."""

    number: Numeral
    first: int
    end: int
    value: float
    unit: Unit | None
    precision: str
    low: float = nan
    high: float = nan
    kind: str = ""
    counts: str = ""
    per: str = ""


def find_quantities(sentence: Sentence, lists: Lists) -> list[Quantity]:
    """The figures of one sentence, in order."""
    starts = lists.starts
    places = [
        i
        for i, token in enumerate(sentence.tokens)
        if token.lower in starts or token.text[0] in _DIGITS or "-" in token.text or token.text[3:4] in _DIGITS
    ]
    if not places:
        return []
    line = make_line(sentence, lists)
    found: list[Quantity] = []
    reached = 0
    for i in places:
        if i >= reached:
            read, reached = _read(line, i)
            if read is not None:
                joined = _join(line, read)
                found.append(_finish(line, joined))
                reached = found[-1].end
    return _lend_units(line, found)


def _read(line: Line, i: int) -> tuple[_Read | None, int]:
    """The figure whose number begins at token `i`, and the place from which to read on."""
    number = _coded(line, i) or (read_numeral(line, i) if _may_start(line, i) else None)
    if number is None:
        return None, i + 1
    left = left_of(line, number)
    sign = float(left.sign)
    unit, end = None, number.end
    per = counts = precision = ""
    if number.tail:
        tail = _tail(line, number)
        if tail is None:
            return None, number.end
        unit, counts, per, precision = tail
    if number.glued:
        glued = glued_unit(line, number, left.unit is not None)
        if glued is None:
            return None, number.end
        unit = glued[0]
        sign *= glued[1]
        number = number._replace(scale=number.scale * glued[1])
    elif not number.tail and number.form != "part":
        unit, end = unit_after(line, number.end)
    elif number.form == "part":
        unit, end = _part_unit(line, number)
    number, unit, end = _leading_point(line, number), unit, end
    if left.unit is not None:
        if unit is None and line.words[end] in ("m", "b", "t") and not isnan(number.value):
            sign *= {"m": 1e6, "b": 1e9, "t": 1e12}[line.words[end]]
            end += 1
        elif unit is not None and not number.tail:
            end = number.end
        if not number.tail or per:
            unit = left.unit
        else:
            counts, unit = number.tail[0], left.unit
    unit = _which_pound(line, unit)
    if not number.tail and is_no_figure(line, number, unit, left.unit is not None):
        return None, number.end
    if line.words[end : end + 2] == ["below", "zero"] and unit:
        sign, end = -abs(sign), end + 2
    if unit is None and _is_age(line, number):
        unit = _YEARS
    number = number._replace(value=number.value * sign, other=number.other * sign)
    said, end = right_of(line, end)
    precision = precision or said or left.precision
    return _Read(number, left.first, end, number.value, unit, precision, counts=counts, per=per), end


def _may_start(line: Line, i: int) -> bool:
    word = line.words[i]
    if word in line.lists.starts or (word and word[0] in _DIGITS):
        return True
    head = word.partition("-")[0]
    return "-" in word and (head in line.lists.starts or head in line.lists.numbers["cardinal"])


def _coded(line: Line, i: int) -> Numeral | None:
    """USD5bn, EUR200m: a currency's code and digits in one token."""
    text = line.texts[i]
    unit = line.lists.units.get(text[:3].lower())
    if not text[:3].isupper() or text[3:4] not in _DIGITS or unit is None or unit.kind != "money":
        return None
    digits = text[3:].rstrip("abcdefghijklmnopqrstuvwxyz")
    scale = {**line.lists.numbers["short scale"], "m": 1e6, "b": 1e9, "k": 1e3, "": 1.0}.get(text[3 + len(digits) :])
    try:
        value = float(digits.replace(",", ""))
    except ValueError:
        return None
    return None if scale is None else Numeral(i, i + 1, value * scale, tail=(unit.name, "money"))
