"""What stands around a number: its unit, its currency, its sign, the words that say how exact it is."""

from typing import NamedTuple

from oped.reading.numbers.lists import Line, Unit
from oped.reading.numbers.nouns import is_plural
from oped.reading.numbers.spelled import Numeral

LETTER_SCALES = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "t": 1e12}
_MINUS = frozenset({"-", "−", "minus", "negative"})
_GLUED_ONLY = frozenset({"p", "c", "x", "k", "in"})
_GLUED = {"in": Unit("inches", "measure"), "s": Unit("seconds", "duration"), "d": Unit("days", "duration")}
_SCREENS = frozenset({144, 240, 360, 480, 720, 1080, 1440, 2160})
_STRONGEST = "exactly"


class Left(NamedTuple):
    """What stands before a number: where it begins, the currency, the sign, how exact the number is."""

    first: int
    currency: Unit | None
    sign: int
    precision: str


def unit_at(line: Line, i: int) -> tuple[Unit | None, int]:
    """The unit whose name begins at token `i`, the longest, and the place after it."""
    units, text, word = line.lists.units, line.texts[i], line.words[i]
    if text in line.lists.openings or word in line.lists.openings:
        for length in (4, 3, 2):
            exact = " ".join(line.texts[i : i + length])
            if found := units.get(exact) or units.get(exact.lower()):
                return found, i + length
    if text in _GLUED_ONLY or not text:
        return None, i
    found = units.get(text)
    if found is None and (len(text) > 2 or text.islower()):
        found = units.get(word.removesuffix("'s"))
    return found, i + (found is not None)


def unit_after(line: Line, i: int) -> tuple[Unit | None, int]:
    """The unit at `i`, with an adjective or two between allowed: five long years, two more weeks."""
    for place in range(i, i + 3):
        unit, end = unit_at(line, place)
        if unit is not None:
            return unit, end
        if not line.plays(place, "adjective"):
            break
    return None, i


def glued_unit(line: Line, number: Numeral, money: bool) -> tuple[Unit | None, float] | None:
    """The unit glued to the digits, or the factor of a glued letter ($5b, 5m people); None where it means nothing."""
    glued, units = number.glued, line.lists.units
    letter = glued.lower()
    if letter in LETTER_SCALES and (money or letter == "k" or (letter == "m" and _are_millions(line, number))):
        return None if glued == "K" and number.value < 10 and not money else (None, LETTER_SCALES[letter])
    if glued in ("D", "G") or (glued == "p" and number.value in _SCREENS):
        return None
    unit = _GLUED.get(glued) or units.get(glued) or (units.get(letter) if len(glued) > 2 else None)
    return None if unit is None else (unit, 1.0)


def _are_millions(line: Line, number: Numeral) -> bool:
    """Whether 5m are millions: where a plural follows, or nothing in the sentence speaks of lengths."""
    if line.words[number.first - 1] in ("the", "x", "×", "by") or number.value >= 1000:
        return False
    if line.plays(number.end, "length"):
        return False
    counted = is_plural(line, number.end) or is_plural(line, number.end + 1)
    return counted or line.lists.context["length"].isdisjoint(line.words)


def left_of(line: Line, number: Numeral) -> Left:
    """Read what stands before a number, from right to left."""
    words, texts = line.words, line.texts
    first, sign = number.first, 1
    currency = currency_before(line, first) if first else None
    if currency is not None:
        first -= 1 + (texts[first - 1] == ".")
        longer = line.lists.units.get(f"{texts[first - 1]} {texts[first]}")
        if longer and line.is_glued(first):
            first, currency = first - 1, longer
    if first > 2 and words[first - 3 : first] == ["plus", "or", "minus"]:
        first -= 3
    elif first and words[first - 1] in _MINUS and _is_sign(line, first):
        first, sign = first - 1, -1
    elif first and words[first - 1] in ("+", "±"):
        first -= 1
    first, precision = _precision(line, first)
    return Left(first, currency, sign, precision)


def _precision(line: Line, first: int) -> tuple[int, str]:
    """Take in up to three phrases such as "at least" and "an estimated" that end before token `first`."""
    precision = ""
    for _ in range(3):
        if not first or line.words[first - 1] not in line.lists.before_ends:
            break
        for length in (4, 3, 2, 1):
            said = line.lists.before.get(" ".join(line.words[first - length : first])) if length <= first else None
            if said:
                first -= length
                precision = said if precision in ("", _STRONGEST) else precision
                break
        else:
            break
    return first, precision


def currency_before(line: Line, i: int) -> Unit | None:
    """The currency whose sign or code stands before token `i`."""
    text, units = line.texts[i - 1], line.lists.units
    if text == "." and line.words[i - 2] == "rs":
        return units["rs"]
    unit = units.get(text)
    if text.isalpha():
        code = text in ("Rs", "kr", "Kč") or (text.isupper() and len(text) == 3)
        unit = units.get(text.lower()) if code else None
    return unit if unit and unit.kind == "money" else None


def _is_sign(line: Line, first: int) -> bool:
    if line.words[first - 1] in ("minus", "negative"):
        return not line.texts[first - 2][:1].isdigit()
    return line.is_glued(first) and not line.is_glued(first - 1)


def right_of(line: Line, i: int) -> tuple[str, int]:
    """What is said behind a figure of how exact it is: or more, or so, and counting, +."""
    if line.words[i] == "+":
        return "at least", i + 1
    if line.words[i] in line.lists.after_starts:
        for length in (3, 2, 1):
            said = line.lists.after.get(" ".join(line.words[i : i + length]))
            if said:
                return said, i + length
    return "", i
