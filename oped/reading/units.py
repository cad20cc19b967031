"""What stands around a number: its unit, its currency, the words that say how exact it is, what it counts, per what."""

from typing import NamedTuple

from oped.reading.figure_words import Line, Unit
from oped.reading.not_figures import is_plural
from oped.reading.spelled import Numeral

MINUS = frozenset({"-", "−", "minus", "negative"})
_GLUED_ONLY = frozenset({"p", "c", "x", "k", "in"})
_GLUED = {"m": "m", "in": "inches", "s": "seconds", "d": "days"}
_BREAKS = frozenset({"", ".", ",", ";", ":", ")", "(", '"', "”", "?", "!", "—", "–"})
_SCREENS = frozenset({144, 240, 360, 480, 720, 1080, 1440, 2160})
LETTER_SCALES = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "t": 1e12}
_LONG = frozenset("tall long wide high deep away from thick apart of sprint race hurdles swim tower wall".split())


class Left(NamedTuple):
    """What stands before a number: where it begins, the currency, the sign, how exact the number is."""

    first: int
    unit: Unit | None
    sign: int
    precision: str


def unit_at(line: Line, i: int) -> tuple[Unit | None, int]:
    """The unit whose name begins at token `i`, the longest, and the place after it."""
    units, texts = line.lists.units, line.texts
    text = texts[i]
    if not text:
        return None, i
    word = line.words[i]
    if text in line.lists.openings or word in line.lists.openings:
        for length in (4, 3, 2):
            exact = " ".join(texts[i : i + length])
            found = units.get(exact) or units.get(exact.lower())
            if found:
                return found, i + length
    if text in _GLUED_ONLY:
        return None, i
    found = units.get(text)
    if found is None and (len(text) > 2 or text.islower()):
        found = units.get(word) or (units.get(word[:-2]) if word.endswith("'s") else None)
    if found is None and line.words[i - 1] != "":
        return None, i
    return found, i + (found is not None)


def unit_after(line: Line, i: int) -> tuple[Unit | None, int]:
    """The unit at `i`, with an adjective or two between allowed: five long years, two more weeks."""
    unit, end = unit_at(line, i)
    place = i
    while unit is None and place < i + 2 and (line.words[place] in line.lists.context["adjective"]):
        place += 1
        unit, end = unit_at(line, place)
    return (unit, end) if unit else (None, i)


def glued_unit(line: Line, number: Numeral, money: bool) -> tuple[Unit | None, float] | None:
    """The unit glued to the digits and the factor of a glued letter (5m people, $5b); None where it means nothing."""
    glued, units = number.glued, line.lists.units
    if glued in ("m", "mm") and not money and (glued == "mm" or not _millions(line, number)):
        return units[glued], 1.0
    if (glued == "p" and number.value in _SCREENS) or (glued == "K" and number.value < 10) or glued in ("D", "G"):
        return None
    if glued.lower() in LETTER_SCALES and (money or (glued in ("m", "M") and _millions(line, number))):
        return None, LETTER_SCALES[glued.lower()]
    if glued in _GLUED:
        return Unit(_GLUED[glued], "duration" if glued in "sd" else "measure"), 1.0
    if glued == "c" or glued == "p":
        return units[glued], 1.0
    unit = units.get(glued) or (units.get(glued.lower()) if len(glued) > 1 and glued not in ("UP", "AS") else None)
    return None if unit is None else (unit, 1.0)


def _millions(line: Line, number: Numeral) -> bool:
    """Whether 5m are millions: where nothing else in the sentence speaks of lengths."""
    i = number.end
    if line.words[number.first - 1] in ("the", "x", "×", "by") or line.words[i] in _LONG or number.value >= 1000:
        return False
    return is_plural(line, i) or is_plural(line, i + 1) or line.lists.context["length"].isdisjoint(line.words)


def left_of(line: Line, number: Numeral) -> Left:
    """Read what stands before a number, from right to left."""
    words, texts = line.words, line.texts
    first, sign = number.first, 1
    unit: Unit | None = None
    before = texts[first - 1]
    if first and (unit := currency_before(line, first)):
        first -= 1
        if before == ".":
            first -= 1
        if f"{texts[first - 1]} {texts[first]}" in line.lists.units and line.glued(first):
            unit = line.lists.units[f"{texts[first - 1]} {texts[first]}"]
            first -= 1
    if first and words[first - 1] in MINUS and _is_sign(line, first):
        sign = -1
        first -= 1
    elif first and words[first - 1] in ("+", "±"):
        first -= 1
    if words[first - 2 : first] == ["plus", "or"]:
        first, sign = first - 2, 1
    precision = ""
    for _ in range(3):
        if first and words[first - 1] in line.lists.before_last:
            for length in (4, 3, 2, 1):
                said = line.lists.before.get(" ".join(words[first - length : first])) if length <= first else None
                if said:
                    first -= length
                    precision = said if precision in ("", "exactly") else precision
                    break
            else:
                break
    return Left(first, unit, sign, precision)


def currency_before(line: Line, i: int) -> Unit | None:
    """The currency whose sign or code stands before token `i`."""
    text = line.texts[i - 1]
    if text == "." and line.words[i - 2] == "rs":
        return line.lists.units["rs"]
    unit = line.lists.units.get(text) if not text.isalpha() else None
    if unit is None and (text.isupper() or text in ("Rs", "kr", "Kč")) and len(text) in (2, 3):
        unit = line.lists.units.get(text.lower())
    return unit if unit and unit.kind == "money" else None


def _is_sign(line: Line, first: int) -> bool:
    mark = line.words[first - 1]
    if mark in ("minus", "negative"):
        return not line.texts[first - 2][:1].isdigit()
    return line.glued(first) and not line.glued(first - 1)


def right_of(line: Line, i: int) -> tuple[str, int]:
    """What is said behind a figure of how exact it is: or more, or so, and counting, +."""
    if line.words[i] == "+":
        return "at least", i + 1
    for length in (3, 2, 1):
        said = line.lists.after.get(" ".join(line.words[i : i + length]))
        if said:
            return said, i + length
    return "", i


def per_at(line: Line, i: int) -> tuple[str, int]:
    """Per what, read at `i`: a day, per barrel, /km, each year, per 100,000 people; and the place after it."""
    words, context = line.words, line.lists.context
    if words[i] in context["per adverb"]:
        return words[i], i + 1
    if words[i] not in context["per"]:
        return "", i
    start = i + 1
    if words[start] in context["per unit"]:
        end = start + 1
        if words[start] in ("square", "sq", "cubic"):
            end += 1
        if words[start] in ("pound", "dollar", "euro") and words[i] == "the" and words[i - 1] == "":
            return "", i
        return " ".join(words[start:end]), end
    number = words[start].replace(",", "").isdecimal() or words[start] in line.lists.starts
    if (words[i] == "per" or (words[i] == "/" and line.glued(start))) and number:
        return _per_number(line, start)
    if words[i] == "per" and words[start].isalpha():
        return words[start], start + 1
    return "", i


def _per_number(line: Line, i: int) -> tuple[str, int]:
    end = i + 1
    while line.words[end] in line.lists.numbers["scale"]:
        end += 1
    if is_plural(line, end):
        end += 1
    elif is_plural(line, end + 1):
        end += 2
    return " ".join(line.words[i:end]), end


def counted_at(line: Line, i: int) -> tuple[int, int]:
    """The noun phrase at `i`, as the places of its first word and after its last; both are `i` where there is none."""
    words, texts, stop = line.words, line.texts, line.lists.context["stop"]
    end = i
    while end < i + 6:
        word = words[end]
        if word in stop or not word[:1].isalpha() or word in line.lists.starts or word in line.lists.numbers["cardinal"]:
            break
        end += 1
        if is_plural(line, end - 1) and not is_plural(line, end):
            after = words[end + 2]
            if words[end] in ("and", "or") and is_plural(line, end + 1) and texts[end + 1].isalpha() and words[end + 1] not in line.lists.starts and (after in stop or after in _BREAKS):
                end += 2
            break
    return i, end
