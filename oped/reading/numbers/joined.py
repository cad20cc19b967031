"""Figures of two numbers: ranges, scores, ratios, and shares such as one in five."""

from oped.reading.numbers.lists import Line, Unit
from oped.reading.numbers.nouns import plural_at
from oped.reading.numbers.single import SHARE, TIMES, Single, may_start, read_single
from oped.reading.numbers.surroundings import currency_before

_DASHES = frozenset({"-", "–", "—", "−"})
_PERCENT = Unit("percent", "share")
_RATINGS = frozenset({5, 10, 20, 100})
_LARGEST_SCORE = 1000
_EARLIEST_YEAR = 1000


def join(line: Line, a: Single) -> Single:
    """Join a number with a second one behind it, or with the other half of its token; else leave it as it is."""
    if a.number.form == "pair":
        return _pair(line, a)
    words, link = line.words, line.words[a.end]
    if link in ("in", "out") and a.unit is None:
        return _one_in(line, a)
    if link == "±" or words[a.end : a.end + 3] == ["+", "/", "-"]:
        b = _second(line, a.end + (1 if link == "±" else 3))
        return a._replace(end=b.end, unit=b.unit, low=a.value - b.value, high=a.value + b.value) if b else a
    between = link == "and" and "between" in words[max(a.first - 4, 0) : a.first]
    dash = link in _DASHES and (link != "—" or line.is_glued(a.end))
    if link == "-" and words[a.end + 1] in ("to", "or"):
        a = a._replace(end=a.end + 1)
        dash, link = False, words[a.end]
    if not (dash or between or link in ("to", "or")):
        return a
    b = _second(line, a.end + 1)
    return a if b is None else _linked(line, a, b, "between" if between else "-" if dash else link)


def _second(line: Line, i: int) -> Single | None:
    """The figure that begins at `i`, with a currency or words such as "as many as" before its number."""
    for place in range(i, i + 5):
        if may_start(line, place):
            read, _ = read_single(line, place)
            return read if read and read.first <= i and read.number.form in ("number", "part") else None
        if line.words[place] not in line.lists.before_words and not currency_before(line, place + 1):
            return None
    return None


def _linked(line: Line, a: Single, b: Single, link: str) -> Single:
    """A range, a score, or `a` alone where the two numbers are two figures: "fell from 5 to 3"."""
    if not _share_unit(line, a, b):
        return a
    unit = a.unit or b.unit
    if link in ("to", "-") and unit is None and _is_score(line, a, b):
        return _score(line, a, b)
    if link in ("to", "-") and b.value < a.value < 0:
        a, b = a._replace(value=b.value), b._replace(value=a.value)
    small = a.number.scale == 1 and a.value * b.number.scale < b.value
    low, high = a.value * (b.number.scale if small else 1.0), b.value
    change = line.words[a.first - 1] == "from" and not line.lists.context["change"].isdisjoint(line.words)
    apart = (link == "to" and change) or (link == "or" and (high > 3 * low or a.unit is not None))
    if high <= low or apart:
        return a
    return a._replace(end=b.end, value=float("nan"), unit=unit, low=low, high=high, precision="range", per=b.per)


def _share_unit(line: Line, a: Single, b: Single) -> bool:
    """Whether the unit of one can be meant for both: $3 to 5, 3 to 5 km, 3% to 5%; not "300 points to 38,500"."""
    if a.unit is None or a.unit == b.unit:
        return True
    return a.unit.kind == "money" and b.unit is None


def _is_score(line: Line, a: Single, b: Single) -> bool:
    whole = a.value == int(a.value) and b.value == int(b.value) and max(a.value, b.value) < _LARGEST_SCORE
    if not whole or line.words[a.first - 1] == "from":
        return False
    contest = not line.lists.context["contest"].isdisjoint(line.words)
    return a.value >= b.value or (contest and plural_at(line, b.end) < 0)


def _score(line: Line, a: Single, b: Single) -> Single:
    """Seven to four; with one as the second number and "odds" or the like in the sentence a ratio."""
    if b.value == 1 and not line.lists.context["contrast"].isdisjoint(line.words):
        return a._replace(end=b.end, unit=TIMES, kind="ratio")
    return a._replace(end=b.end, low=min(a.value, b.value), high=max(a.value, b.value), kind="score")


def _pair(line: Line, a: Single) -> Single:
    """The two numbers of one token: 3-5, 51-49, one-in-five, 4:1, 120/80, 50-50, 9-by-13."""
    value, other, joiner = a.value, a.number.other, a.number.joiner
    low, high = min(value, other), max(value, other)
    if joiner == "in" and value < other:
        return a._replace(value=value / other, unit=SHARE)
    if value == other == 50 and joiner in ("-", "/"):
        return a._replace(unit=_PERCENT, kind="share")
    if joiner == ":" or (joiner == "to" and other == 1):
        return a._replace(value=value / other if other else value, unit=TIMES, kind="ratio")
    if joiner in ("/", "by"):
        return a._replace(low=low, high=high, kind="measure")
    score = joiner == "for" or (a.unit is None and _is_score(line, a, a._replace(value=other)))
    if score:
        return a._replace(low=low, high=high, kind="score")
    return a._replace(value=float("nan"), low=low, high=high, precision="range")


def _one_in(line: Line, a: Single) -> Single:
    """One in five, 8 out of 10, one in every three: a share; with "rated" or the like a score."""
    words = line.words
    place = a.end + 1 + (words[a.end] == "out")
    if words[a.end] == "out" and words[a.end + 1] != "of":
        return a
    place += words[place] in ("every", "each")
    b = _second(line, place)
    if b is None or b.unit is not None or not 0 < a.value <= b.value or a.value != int(a.value):
        return a
    round_number = b.value % 5 == 0 and (a.value <= 10 or b.value >= 100)
    common = b.value <= 12 or round_number or (a.value == 1 and b.value < _EARLIEST_YEAR)
    if words[a.end] == "in" and not common:
        return a
    if a.value == b.value or (b.value in _RATINGS and not line.lists.context["rated"].isdisjoint(words)):
        return a._replace(end=b.end, low=a.value, high=b.value, kind="score")
    return a._replace(end=b.end, value=a.value / b.value, unit=SHARE)
