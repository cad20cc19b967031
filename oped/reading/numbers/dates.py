"""Numbers that are dates, years or times of day, and so no figures."""

from math import isnan

from oped.reading.numbers.lists import Line
from oped.reading.numbers.nouns import plural_at
from oped.reading.numbers.spelled import Numeral

_AND = frozenset({"and", "to", "-", "–", "—", "or", "&", "/"})
_LISTED = _AND | {","}
_QUARTERS = frozenset({"00", "15", "30", "45"})


def is_month(line: Line, i: int) -> bool:
    """Whether the word at `i` is a month, by its capital too."""
    return line.plays(i, "month") and line.is_capital(i)


def is_date(line: Line, number: Numeral) -> bool:
    """27 March, March 5, the 3rd and 4 of May, 5-7 June; not "In March 12 people died"."""
    words, first, end = line.words, number.first, number.end
    if number.value != int(number.value if not isnan(number.value) else 0) or not 1 <= number.value <= 31:
        return False
    if is_month(line, end) or (words[end] == "of" and is_month(line, end + 1)):
        return True
    if words[end] in _AND and words[end + 1][:1].isdigit() and is_month(line, end + 2):
        return True
    before = first - 1
    for _ in range(2):
        if words[before] in _LISTED and words[before - 1][:1].isdigit():
            before -= 2
    before -= words[before] == "."
    counting = line.plays(before - 1, "in a month") and plural_at(line, end) >= 0
    return is_month(line, before) and not counting


def is_year(line: Line, number: Numeral) -> bool:
    """In 1998, the 2008 crisis, 44 BC, 2019-20; not "about 2000 people" nor "1500 homes"."""
    words, first, end = line.words, number.first, number.end
    if line.plays(end, "era") or line.plays(first - 1, "era"):
        return True
    if words[end] in ("a", "b", "c") and words[end + 1] == "." and words[end + 2] in ("c", "d"):
        return True
    if number.form == "pair":
        left, _, right = number.digits.partition("-")
        years = len(left) == 4 and 1000 <= number.value <= 2100 and len(right) in (2, 4)
        return years and plural_at(line, end) < 0
    if not number.digits:
        return _is_spoken_year(line, number)
    if len(number.digits) == 3:
        return words[first - 1] == "year" or (words[first - 1] == "in" and not words[end][:1].isalpha())
    return len(number.digits) == 4 and 1000 <= number.value <= 2100 and not _is_counted(line, number)


def _is_counted(line: Line, number: Numeral) -> bool:
    """Whether four digits that could be a year count something."""
    words, end = line.words, number.end
    before = words[number.first - 1]
    noun = plural_at(line, end)
    near = noun == end
    strong = noun >= 0 and line.plays(noun, "counted")
    if words[end] in ("a", "per", "each") and line.plays(end + 1, "window noun"):
        return True
    if strong and near and before in line.lists.before_ends and before != "around":
        return True
    if words[end] == "of" and line.plays(end + 1, "them"):
        return not line.plays(number.first - 1, "year before")
    if line.plays(number.first - 1, "count before") and (near or before in ("than", "least", "nearly", "killed")):
        return before not in ("of", "to") or strong
    if line.plays(number.first - 1, "year before") or is_month(line, number.first - 1):
        return strong and near and number.value < 1900 and before in ("about", "around", "for", "of")
    if number.value < 1900:
        return noun >= 0
    return strong or (near and number.value % 100 == 0)


def _is_spoken_year(line: Line, number: Numeral) -> bool:
    """Nineteen eighty-four, twenty twenty; in two thousand and eight."""
    first, end = number.first, number.end
    if line.cardinal(first) == 0 or end != first + 1:
        dated = line.words[first - 1] in ("in", "since", "until", "by") and plural_at(line, end) < 0
        return 2000 <= number.value < 2100 and dated
    if 15 <= number.value <= 20 and line.cardinal(end) >= 10:
        return True
    return 15 <= line.cardinal(first - 1) <= 20 and number.value >= 10


def is_clock(line: Line, number: Numeral) -> bool:
    """5 p.m., from 5 to 7 o'clock, half past eight, ten to six, at seven, the 8.15 from Euston."""
    words, first, end = line.words, number.first, number.end
    if number.value > 24:
        return number.value <= 2400 and words[end] in ("gmt", "utc", "hrs")
    linked = words[end] in _AND and words[end + 1][:1].isdigit()
    if linked and words[end + 1].endswith(("am", "pm")):
        return True
    place = end + 2 if linked else end
    if words[place] in ("a", "p") and words[place + 1] == "." and words[place + 2] == "m":
        return True
    if line.plays(place, "clock after") or _is_told(line, number) or _is_train(line, number):
        return True
    if words[first - 1] in ("until", "till") or (words[first - 1] == "from" and words[end] in ("until", "till")):
        return number.value <= 12 and plural_at(line, end) < 0
    alone = not words[end].isalpha() or line.plays(end, "after the hour")
    return words[first - 1] == "at" and number.value <= 12 and isnan(number.other) and alone


def _is_told(line: Line, number: Numeral) -> bool:
    """Half past eight, a quarter to nine, ten past five, at ten to six: either number."""
    words, first, end = line.words, number.first, number.end
    if words[first - 1] in ("half-past", "quarter-past", "quarter-to"):
        return True
    if words[first - 1] in ("past", "to", "before", "after") and words[first - 2] in ("half", "quarter"):
        return True
    if words[first - 1] == "past" and line.cardinal(first - 2):
        return True
    if words[end] == "past" and line.cardinal(end + 1):
        return True
    if words[first - 1] == "to" and words[first - 3] == "at" and line.cardinal(first - 2):
        return True
    return words[end] == "to" and words[first - 1] == "at" and line.cardinal(end + 1) > 0


def _is_train(line: Line, number: Numeral) -> bool:
    """The 8.15 from Euston, at 7.30."""
    _, point, minutes = line.texts[number.first].partition(".")
    before, after = line.words[number.first - 1], line.words[number.end]
    if not point or len(minutes) != 2 or minutes > "59":
        return False
    return (before == "the" and after in ("from", "to", "train")) or (before == "at" and minutes in _QUARTERS)
