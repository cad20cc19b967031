"""Numbers in words: forty-two, a hundred and one, two thirds, half a million, dozens, twice, several hundred."""

from math import nan
from typing import Literal, NamedTuple

from oped.reading.numbers.lists import Line, Lists

Form = Literal["number", "pair", "part", "multiple", "change", "vague", "few", "elapsed"]


class Numeral(NamedTuple):
    """A number in a sentence.

    Attributes:
        first, end: its first token and the token after its last.
        value: the number; `other` the second one of a pair such as 3-5.
        form: how it is written: a part is a fraction, a multiple "twice", a change "doubled", vague "dozens", few
            "a couple", elapsed 2:14:30 in minutes.
        glued: what stands right behind its digits, for example km.
        tail: the rest of a compound with hyphens, for example year, old.
        joiner: what stands between the two numbers of a pair.
        digits: the digits as written where there is nothing else, else empty.
        scale: what a word such as million has multiplied it by.
        code: the currency code in front of its digits within one token, as in EUR200m.
    """

    first: int
    end: int
    value: float
    other: float = nan
    form: Form = "number"
    glued: str = ""
    tail: tuple[str, ...] = ()
    joiner: str = ""
    digits: str = ""
    scale: float = 1.0
    code: str = ""


def spelled(words: list[str], i: int, lists: Lists) -> tuple[float, int]:
    """The value of the number words from `words[i]` on and the place after them, which is `i` where there are none.

    The list must end in empty words. "Hundred" and the like need a number or an article before them.
    """
    cardinal, scales, tens = lists.numbers["cardinal"], lists.numbers["scale"], lists.numbers["ten"]
    total = current = 0.0
    last = "article" if i > 0 and words[i - 1] in ("a", "an") else ""
    at = i
    while True:
        word = words[at]
        if word in cardinal and (last not in ("unit", "ten") or (last == "ten" and 0 < cardinal[word] < 10)):
            current += cardinal[word]
            last = "ten" if word in tens else "unit"
        elif word == "hundred" and last not in ("", "hundred", "and"):
            current = max(current, 1.0) * 100
            last = "hundred"
        elif word in scales and last not in ("", "and"):
            total = total * scales[word] if last == "scale" else total + max(current, 1.0) * scales[word]
            current, last = 0.0, "scale"
        elif word == "and" and last in ("hundred", "scale") and cardinal.get(words[at + 1]):
            last = "and"
        else:
            return total + current, at
        at += 1


def mixed(words: list[str], i: int, lists: Lists) -> tuple[float, int]:
    """The fraction in "and a half", "and three quarters", and the place after it."""
    if words[i] != "and":
        return 0.0, i
    upper, _, lower = words[i + 1].partition("-")
    place = i + 2
    if not lower:
        lower, place = words[place], place + 1
    above = 1.0 if upper == "a" else lists.numbers["cardinal"].get(upper, 0.0)
    below = lists.numbers["part" if above == 1 else "parts"].get(lower, 0.0)
    return (above / below, place) if 0 < above < below else (0.0, i)


def scale_at(words: list[str], i: int, lists: Lists) -> float:
    """What a word multiplies the number before it by: hundred, dozen, million, bn; 0 where it does not."""
    word = words[i]
    if word == "grand" and words[i + 1].isalpha() and words[i + 1] not in lists.context["stop"]:
        return 0.0
    for role in ("scale", "hundred", "group", "short scale"):
        if word in lists.numbers[role]:
            return lists.numbers[role][word]
    return 0.0


def with_scale(line: Line, number: Numeral) -> Numeral:
    """Add to a number what follows it: million, bn, "and a half", "hundred thousand", "million-year-old"."""
    words, lists = line.words, line.lists
    head, dash, rest = words[number.end].partition("-")
    size = lists.numbers["scale"].get(head, 0.0) if dash and not number.tail else 0.0
    if size:
        tail = tuple(rest.split("-"))
        return number._replace(end=number.end + 1, value=number.value * size, tail=tail, digits="", scale=size)
    added, end = mixed(words, number.end, lists)
    scale = 1.0
    while size := scale_at(words, end, lists):
        scale *= size
        end += 1
    if end == number.end:
        return number
    more, end = mixed(words, end, lists) if scale > 1 else (0.0, end)
    value = (number.value + added + more) * scale
    return number._replace(end=end, value=value, other=number.other * scale, digits="", scale=scale)


def word_numeral(line: Line, i: int) -> Numeral | None:
    """The number that begins with the word at `i`."""
    words, numbers = line.words, line.lists.numbers
    word = words[i]
    if word in ("a", "an"):
        return _article(line, i)
    if word in numbers["vague"]:
        return _vague(line, i)
    if word in numbers["few"]:
        return _few(line, i)
    if word in numbers["multiple"]:
        return Numeral(i, i + 1, numbers["multiple"][word], form="multiple")
    for role in ("change", "change base"):
        if word in numbers[role]:
            return Numeral(i, i + 1, numbers[role][word], form="change")
    if word == "half":
        return _half(line, i)
    if word in numbers["part"]:
        return _part(line, i)
    value, end = spelled(words, i, line.lists)
    if end == i:
        return _group(line, i)
    if words[end] == "point" and words[end + 1] in numbers["digit"]:
        return _spoken_point(line, i, value, end + 1)
    if words[i - 1] == "or" and words[i - 3] in ("a", "an") and value < 10 and end == i + 1:
        return Numeral(i - 3, end, 1.0, value, form="pair", tail=(words[i - 2],), joiner="or")
    article = words[i - 1] in ("a", "an") and value >= 100
    return part_of(line, Numeral(i - article, end, value))


def part_of(line: Line, number: Numeral) -> Numeral:
    """Two thirds, one quarter, three tenths of a million; any other number with its scale."""
    words, end = line.words, number.end
    below = line.lists.numbers["part" if number.value == 1 else "parts"].get(words[end], 0.0)
    periods = words[end] == "quarters" and number.value != 3 and words[end + 1] != "of"
    if below and 0 < number.value < 100 and not periods and words[end + 1] not in ("time", "party"):
        return _of_scale(line, Numeral(number.first, end + 1, number.value / below, form="part"))
    return with_scale(line, number)


def _article(line: Line, i: int) -> Numeral | None:
    """More than a year, nearly an hour; not "just a minute" nor "more than a year earlier"."""
    words, before = line.words, line.lists.before
    limit = before.get(words[i - 1]) or before.get(" ".join(words[i - 2 : i]), "exactly")
    return (
        None if limit == "exactly" or words[i - 1] == "within" or line.plays(i + 2, "since") else Numeral(i, i + 1, 1.0)
    )


def _group(line: Line, i: int) -> Numeral | None:
    """A dozen, another million; several hundred, a few thousand, many million."""
    words = line.words
    size = scale_at(words, i, line.lists)
    before = words[i - 1]
    if not size:
        return None
    if line.plays(i - 1, "round") and words[i - 2] == "a":
        return with_scale(line, Numeral(i - 2, i + 1, size))
    if words[i] in line.lists.numbers["group"] and before in ("a", "per", "the", "last", "next", "another"):
        return with_scale(line, Numeral(i - (before == "a"), i + 1, size))
    if before == "another":
        return with_scale(line, Numeral(i - 1, i + 1, size))
    if not line.plays(i - 1, "several"):
        return None
    end = i + 1
    while more := scale_at(words, end, line.lists):
        size *= more
        end += 1
    first = i - 1 - (before == "few" and words[i - 2] == "a")
    return Numeral(first, end, size, form="vague")


def _vague(line: Line, i: int) -> Numeral | None:
    words, vague = line.words, line.lists.numbers["vague"]
    if words[i] in ("tens", "scores") and words[i + 1] != "of":
        return None
    value, end = vague[words[i]], i + 1
    while words[end] == "of" and words[end + 1] in vague:
        value *= vague[words[end + 1]]
        end += 2
    return Numeral(i, end, value, form="vague")


def _few(line: Line, i: int) -> Numeral | None:
    """A couple of days, a couple of hundred, a pair of swans; not the couple."""
    words = line.words
    of = words[i + 1] == "of"
    size = scale_at(words, i + 1 + of, line.lists)
    if not line.plays(i - 1, "few before") or not (of or size):
        return None
    value = line.lists.numbers["few"][words[i]]
    if size:
        return Numeral(i - 1, i + 2 + of, value * size)
    return Numeral(i - 1, i + 1, value, form="few")


def _part(line: Line, i: int) -> Numeral | None:
    """A third of, by a quarter; never the third time, a third man, a quarter past."""
    words = line.words
    if words[i - 1] != "a" or words[i + 1] in ("time", "party"):
        return None
    than = words[i - 2] == "than" and words[i - 3] in ("more", "less")
    if line.plays(i + 1, "part after") or line.plays(i - 2, "part before") or than:
        return _of_scale(line, Numeral(i - 1, i + 1, 1.0 / line.lists.numbers["part"][words[i]], form="part"))
    return None


def _half(line: Line, i: int) -> Numeral | None:
    """Half the, by half, half a million, half a dozen; never the first half, half past."""
    words = line.words
    article = words[i - 1] in ("a", "an")
    if article and words[i - 2] == "and" and words[i - 4] in ("a", "an", "one"):
        return Numeral(i - 4, i + 1, 1.5, tail=(words[i - 3],))
    if line.plays(i - 1, "never before half") or line.plays(i + 1, "never after half"):
        return None
    place = i + 1 + (words[i + 1] == "a")
    if size := scale_at(words, place, line.lists):
        return Numeral(i - article, place + 1, 0.5 * size)
    starting = i == 0 and line.texts[1].islower()
    if line.plays(i + 1, "half after") or line.plays(i - 1 - article, "half before") or starting:
        return _of_scale(line, Numeral(i - article, i + 1, 0.5, form="part"))
    return None


def _of_scale(line: Line, number: Numeral) -> Numeral:
    """Three quarters of a million is a number; three quarters of the people are a part."""
    words, end = line.words, number.end
    if words[end] == "of" and words[end + 1] in ("a", "one") and (size := scale_at(words, end + 2, line.lists)):
        return number._replace(end=end + 3, value=number.value * size, form="number")
    return number


def _spoken_point(line: Line, i: int, value: float, end: int) -> Numeral:
    """Three point two five, as it is said."""
    digits = ""
    while line.words[end] in line.lists.numbers["digit"]:
        digits += f"{line.lists.numbers['digit'][line.words[end]]:.0f}"
        end += 1
    return with_scale(line, Numeral(i, end, float(f"{value:.0f}.{digits}")))
