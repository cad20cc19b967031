"""One pass over a sentence's tokens: every number that measures or counts something, as a `Quantity`."""

from dataclasses import dataclass, replace
from math import isnan, nan
from typing import NamedTuple

from oped.reading.document import Sentence
from oped.reading.figure_words import Line, Lists, Unit, make_line
from oped.reading.not_figures import is_no_figure, is_plural, plural_at
from oped.reading.numerals import SIGNS, read_numeral
from oped.reading.spelled import Numeral
from oped.reading.units import (LETTER_SCALES, counted_at, currency_before, glued_unit, left_of, per_at, right_of, unit_after, unit_at)

_DIGITS = frozenset("0123456789") | frozenset(SIGNS)
_DASHES = frozenset({"-", "–", "—", "−"})
_YEARS = Unit("years", "duration")
_PERCENT = Unit("percent", "share")
_SHARE = Unit("share", "share")
_TIMES = Unit("times", "ratio")
_MINUTES = Unit("minutes", "duration")
_ARTICLES = frozenset({"a", "an"})
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
        if token.lower in starts
        or token.text[0] in _DIGITS
        or "-" in token.text
        or token.text[3:4] in _DIGITS
        or (token.lower in _ARTICLES and i and sentence.tokens[i - 1].lower in lists.before_last)
    ]
    if not places:
        return []
    line = make_line(sentence, lists)
    found: list[Quantity] = []
    reached = 0
    teams = _team_scores(line, places)
    for i in places:
        if i in teams:
            found.append(Quantity(i, i + 1, float(line.texts[i]), nan, nan, "", "", "", "exactly", "score"))
        elif i >= reached:
            refused = reached
            read, reached = _read(line, i)
            if read is not None and not _goes_on(line, read, refused):
                joined = _join(line, read)
                found.append(_finish(line, joined))
                reached = found[-1].end
    return _lend_units(line, found)


def _read(line: Line, i: int) -> tuple[_Read | None, int]:
    """The figure whose number begins at token `i`, and the place from which to read on."""
    number = read_numeral(line, i) if _may_start(line, i) else None
    if number is None:
        return None, i + 1
    number = _leading_point(line, number)
    left = left_of(line, number)
    currency = line.lists.units[number.code] if number.code else left.unit
    behind = _behind(line, number, currency is not None)
    if behind is None:
        return None, number.end
    unit, end = behind.unit, behind.end
    if currency is not None:
        end = end if behind.unit is None or number.tail else number.end + (behind.unit.kind == "money")
        unit = currency
    elif unit is not None and unit.kind == "pounds":
        unit = _which_pound(line)
    if not number.tail and is_no_figure(line, number, unit, currency is not None):
        return None, number.end
    factor = behind.factor * left.sign
    if unit is not None and line.words[end : end + 2] == ["below", "zero"]:
        factor, end = -factor, end + 2
    number = number._replace(
        value=number.value * factor, other=number.other * factor, scale=number.scale * behind.factor
    )
    said, end = right_of(line, end)
    precision = behind.precision or said or left.precision
    return _Read(number, left.first, end, number.value, unit, precision, counts=behind.counts, per=behind.per), end


def _team_scores(line: Line, places: list[int]) -> tuple[int, ...]:
    """The places of both numbers in "Spain 2, Italy 1"."""
    texts = line.texts
    for one, two in zip(places, places[1:], strict=False):
        names = [place for place in range(one + 1, two) if texts[place] != ","]
        if names and 2 <= two - one <= 5 and texts[one].isdecimal() and texts[two].isdecimal() and len(texts[one]) < 3:
            words = (texts[one - 1], *(texts[place] for place in names))
            if all(word[:1].isupper() and word.lower() not in line.lists.context["month"] for word in words):
                return one, two
    return ()


def _goes_on(line: Line, read: _Read, refused: int) -> bool:
    """Whether a bare number goes on with a list of names: Nos. 3 and 4, pages 12-14."""
    before = line.texts[refused - 1]
    linked = read.first == refused + 1 and line.words[refused] in ("and", "or", "to", "-", "–", "&")
    bare = read.unit is None and read.number.digits != "" and plural_at(line, read.end) < 0
    return linked and bare and before.isdecimal() and len(before) < 4


def _leading_point(line: Line, number: Numeral) -> Numeral:
    """The value of .05, whose point is a token of its own."""
    first = number.first
    if line.words[first - 1] != "." or not number.digits or not line.glued(first) or line.glued(first - 1):
        return number
    return number._replace(first=first - 1, value=float(f"0.{number.digits}"), digits="")


def _may_start(line: Line, i: int) -> bool:
    word = line.words[i]
    if word in _ARTICLES:
        return line.words[i - 1] in line.lists.before_last and unit_at(line, i + 1)[0] is not None
    if word in line.lists.starts or word[:1] in _DIGITS or word[3:4] in _DIGITS:
        return bool(word)
    head, dash, _ = word.partition("-")
    return bool(dash) and (head in line.lists.starts or head in line.lists.numbers["cardinal"])


class _Behind(NamedTuple):
    """What stands behind a number or is glued to it."""

    unit: Unit | None
    end: int
    factor: float = 1.0
    counts: str = ""
    per: str = ""
    precision: str = ""


def _behind(line: Line, number: Numeral, money: bool) -> _Behind | None:
    if number.glued:
        glued = glued_unit(line, number, money)
        if glued is None:
            return None
        tail = _tail(line, number) if number.tail else _Behind(None, number.end)
        return tail and tail._replace(unit=glued[0] or tail.unit, factor=glued[1])
    if number.tail:
        return _tail(line, number)
    if number.form == "part":
        return _Behind(*_part_unit(line, number))
    if number.form in ("multiple", "change"):
        return _Behind(_TIMES, number.end)
    if number.form == "vague" and line.words[number.end] == "of":
        unit, end = unit_at(line, number.end + 1)
        return _Behind(unit, end if unit else number.end)
    if number.form == "time":
        return _Behind(_MINUTES, number.end)
    if money and line.words[number.end] in LETTER_SCALES:
        return _Behind(None, number.end + 1, LETTER_SCALES[line.words[number.end]])
    unit, end = unit_after(line, number.end)
    if unit is not None and line.words[end : end + 3] == ["and", "a", "half"]:
        return _Behind(unit, end + 3)
    return _Behind(unit, end)


def _tail(line: Line, number: Numeral) -> _Behind | None:
    """The rest of a compound: 12-day, 14-year-old, 20-a-day, 30-odd, 1,000-strong, 500-page."""
    tail, end, lists = number.tail, number.end, line.lists
    head = tail[0]
    if number.form == "time":
        unit = lists.units.get(head)
        return _Behind(unit, end) if unit else None
    if head in ("plus", "odd", "ish"):
        unit, end = (lists.units.get(tail[1]), end) if len(tail) > 1 else unit_after(line, end)
        return _Behind(unit, end, precision="at least" if head == "plus" else "about")
    if head == "strong":
        return _Behind(None, end)
    if head in ("a", "an", "per", "each") and len(tail) > 1:
        return _Behind(None, end, per=tail[1])
    unit = _TIMES if head == "time" and number.value >= 2 else lists.units.get(" ".join(tail[:2])) or lists.units.get(head)
    if unit is not None and number.value > 0:
        old = tail[1:2] in (("old",), ("olds",))
        per = tail[2] if tail[1:2] in (("a",), ("per",)) and len(tail) > 2 else ""
        return _Behind(unit, end, counts="age" if old else "", per=per)
    if head in lists.context["compound"] or number.form == "part" or number.value < 2 or not head.isalpha():
        return None
    return _Behind(Unit(head, "count"), end)


def _part_unit(line: Line, number: Numeral) -> tuple[Unit | None, int]:
    """Half an hour, a quarter of a mile, 3/4 cup; else a share."""
    words = line.words
    place = number.end + (words[number.end] == "of")
    if words[place] in ("a", "an") or place == number.end:
        unit, end = unit_at(line, place + (words[place] in ("a", "an")))
        if unit is not None:
            return unit, end
    return _SHARE, number.end


def _which_pound(line: Line) -> Unit:
    return line.lists.units["gbp" if line.lists.context["money context"].intersection(line.words) else "lb"]


def _is_age(line: Line, read: _Read) -> bool:
    """Anna Berg, 42, said; aged 14; ages 5 to 11."""
    words, first = line.words, read.first
    if words[first - 1] in ("aged", "age", "ages") or (words[first - 1] == "of" and words[first - 2] in ("age", "ages")):
        return True
    name = words[first - 1] == "," and line.texts[first - 2][:1].isupper() and read.number.digits != ""
    return name and 1 <= read.value <= 115 and words[read.end] in (",", ".", ")", ";")


def _join(line: Line, a: _Read) -> _Read:
    """Join a number with a second one: a pair within one token, a range, a score, a share such as one in five."""
    if a.number.form == "pair":
        return _pair(line, a)
    words = line.words
    link = words[a.end]
    if link in ("in", "out") and a.unit is None:
        return _one_in(line, a)
    if link == "±" or words[a.end : a.end + 3] == ["+", "/", "-"]:
        b = _second(line, a.end + (1 if link == "±" else 3))
        return a if b is None else replace(a, end=b.end, unit=b.unit, low=a.value - b.value, high=a.value + b.value)
    between = link == "and" and "between" in words[max(a.first - 4, 0) : a.first]
    if not (link in _DASHES or link in ("to", "or") or between):
        return a
    if link == "—" and not line.glued(a.end):
        return a
    b = _second(line, a.end + 1)
    return a if b is None else _linked(line, a, b, "and" if between else link)


def _second(line: Line, i: int) -> _Read | None:
    """The figure that begins at `i`, with a currency or words such as "as many as" before its number."""
    for place in range(i, i + 5):
        if _may_start(line, place):
            read, _ = _read(line, place)
            return read if read is not None and read.first <= i and read.number.form in ("number", "part") else None
        word = line.words[place]
        if not (word in line.lists.before_words or currency_before(line, place + 1)):
            return None
    return None


def _linked(line: Line, a: _Read, b: _Read, link: str) -> _Read:
    words = line.words
    one_unit = a.unit is None or b.unit == a.unit or (b.unit is None and words[a.end - 1] not in ("%", "percent"))
    one_unit = one_unit and (a.unit is None or b.unit is not None or a.unit.kind == "money")
    scale = b.number.scale if a.number.scale == 1 and a.value * b.number.scale < b.value else 1.0
    low, high = a.value * scale, b.value
    unit = a.unit or b.unit
    if not one_unit:
        return a
    if link in ("to", "-", "–") and unit is None and _is_score(line, a, b):
        return _score(line, a, b)
    moved = words[a.first - 1] == "from" and line.lists.context["change"].intersection(words)
    if high <= low or (link == "to" and moved) or (link == "or" and (high > 3 * low or a.unit is not None)):
        return a
    return replace(a, end=b.end, value=nan, unit=unit, low=low, high=high, precision=b.precision and "range" or "range", per=b.per)


def _is_score(line: Line, a: _Read, b: _Read) -> bool:
    whole = a.value == int(a.value) and b.value == int(b.value) and max(a.value, b.value) < 1000
    if not whole or line.words[a.first - 1] == "from":
        return False
    contest = line.lists.context["contest"].intersection(line.words) and plural_at(line, b.end) < 0
    return a.value >= b.value or bool(contest)


def _score(line: Line, a: _Read, b: _Read) -> _Read:
    ratio = b.value == 1 and line.lists.context["contrast"].intersection(line.words)
    low, high = sorted((a.value, b.value))
    if ratio:
        return replace(a, end=b.end, unit=_TIMES, kind="ratio")
    return replace(a, end=b.end, low=low, high=high, kind="score")


def _pair(line: Line, a: _Read) -> _Read:
    number = a.number
    value, other, joiner = number.value, number.other, number.joiner
    if joiner in ("in",) and value < other:
        return replace(a, value=value / other, unit=_SHARE)
    if joiner in (":", "/") or (joiner == "to" and value > other):
        if joiner == "/":
            low, high = sorted((value, other))
            return replace(a, low=low, high=high, kind="measure", unit=_PERCENT if value == other else a.unit)
        return replace(a, value=value / other if other else value, unit=_TIMES)
    low, high = sorted((value, other))
    second = replace(a, value=other)
    if joiner == "for" or (a.unit is None and joiner in ("-", "to") and _is_score(line, a, second)):
        share = value == other == 50
        return replace(a, low=low, high=high, kind="share" if share else "score", unit=_PERCENT if share else None)
    if joiner == "by":
        return replace(a, low=low, high=high)
    return replace(a, value=nan, low=low, high=high, precision="range")


def _one_in(line: Line, a: _Read) -> _Read:
    """One in five, 8 out of 10, one in every three: a share."""
    words = line.words
    place = a.end + (2 if words[a.end : a.end + 2] == ["out", "of"] else 1)
    if words[a.end] == "out" and place == a.end + 1:
        return a
    place += words[place] in ("every", "each")
    b = _second(line, place)
    if b is None or b.unit is not None or not 0 < a.value < b.value or a.value != int(a.value):
        return a
    round_number = b.value <= 12 or b.value % 5 == 0
    if words[a.end] == "in" and not (round_number and (a.value <= 10 or b.value >= 100)):
        return a
    if line.lists.context["rated"].intersection(words) and b.value in (5, 10, 20, 100):
        return replace(a, end=b.end, low=a.value, high=b.value, kind="score")
    return replace(a, end=b.end, value=a.value / b.value, unit=_SHARE)


def _finish(line: Line, read: _Read) -> Quantity:
    """Add what is counted and per what, and set the limits that the words give."""
    end, per, number = read.end, read.per, read.number
    if read.unit is None and _is_age(line, read):
        read = replace(read, unit=_YEARS, counts="age")
    unit = read.unit
    if not per:
        per, end = per_at(line, end)
    counts, place = _counts(line, read, end)
    if place > end or per == "":
        end = place
        if not per:
            per, end = per_at(line, end)
    if read.precision == "" or end > read.end:
        said, end = right_of(line, end)
        read = replace(read, precision=read.precision or said)
    low, high = read.low, read.high
    limit = _LIMITS.get(read.precision)
    if isnan(low) and isnan(high):
        low = read.value if limit == "low" else nan
        high = read.value if limit == "high" else nan
    precision = read.precision or "exactly"
    if number.form == "vague":
        low, precision = read.value * (2 if line.words[number.first] in line.lists.numbers["vague"] else 1), "vague"
    kind = read.kind or _kind(line, read, per)
    name = unit.name if unit else (counts if " and " in counts or " or " in counts else counts.split(" ")[-1])
    return Quantity(read.first, end, read.value, low, high, name, counts, per, precision, kind)


def _kind(line: Line, read: _Read, per: str) -> str:
    unit = read.unit
    if read.number.form == "vague":
        return "vague"
    kind = unit.kind if unit else "count"
    if unit == _TIMES or kind == "ratio":
        follows = line.words[read.end]
        ratio = read.number.form == "change" or follows in line.lists.context["than"] or line.words[read.number.first].endswith("fold")
        kind = "ratio" if ratio or read.number.form == "pair" else "count"
    return "rate" if per and kind in ("count", "measure", "duration") else kind


def _counts(line: Line, read: _Read, i: int) -> tuple[str, int]:
    """The noun phrase that the figure counts, and the place after it."""
    words = line.words
    if read.counts:
        return read.counts, i
    start = i
    if words[start] == "worth" or (words[start] == "in" and read.unit and read.unit.kind == "money"):
        start += 1
    of = words[start] == "of"
    start += of
    while of and words[start] in ("the", "these", "those", "its", "their", "his", "her", "our", "all", "such", "some", "that"):
        start += 1
    _, end = counted_at(line, start)
    if end == start:
        return "", i
    if not of and start == i:
        if read.unit is None and not any(is_plural(line, k) for k in range(start, end)) and read.value != 1:
            return "", i
        if read.unit is not None and read.unit.kind in ("money", "duration", "ratio") and not read.number.tail:
            return "", i
    text = line.sentence.text
    base = line.sentence.start
    return text[line.tokens[start].start - base : line.tokens[end - 1].end - base], end


def _lend_units(line: Line, found: list[Quantity]) -> list[Quantity]:
    """Give a bare number the unit of the next one where only a link is between: 5, 6 and 7 percent."""
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        between = line.words[one.end : following.first]
        if one.unit == "" and one.kind == "count" and following.unit and following.kind not in ("score", "ratio"):
            if between and all(word in _LINKS for word in between) and len(between) <= 2:
                kind = following.kind
                found[at] = replace(one, unit=following.unit, counts=following.counts, per=following.per, kind=kind)
    return found
