"""Numbers in words: forty-two, a hundred and one, two thirds, half a million, dozens, twice, several hundred."""

from math import nan
from typing import Literal, NamedTuple

from oped.reading.figure_words import Line, Lists

Form = Literal["number", "pair", "part", "multiple", "change", "vague", "few", "time"]

_HALF_NEVER_AFTER = frozenset("first second other top bottom latter better early far your my final".split())
_HALF_NEVER_BEFORE = frozenset("past asleep way time term hearted dead empty full brother sister".split())
_HALF_OF = frozenset("of the a an all its his her their our my your these those that this as what again".split())
_LIMITS = frozenset(
    "by in than about nearly almost roughly over under only least to up around exactly just approximately".split()
)
_COMPARED = frozenset("of more less fewer higher lower larger smaller bigger cheaper faster as".split())
_FEW = frozenset("a another last next past first".split())
_SINCE = frozenset("earlier ago before - previously".split())
_SEVERAL = frozenset("several few many some".split())


class Numeral(NamedTuple):
    """A number in a sentence.

    Attributes:
        first, end: its first token and the token after its last.
        value: the number; `other` the second one of a pair such as 3-5.
        form: how it is written; `number` where nothing special is to be said.
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

    The list must end in an empty word or two. "Hundred" and the like need a number or an article before them.
    """
    cardinal, scales, tens = lists.numbers["cardinal"], lists.numbers["scale"], lists.numbers["ten"]
    total = current = 0.0
    last = ""
    at = i
    article = i > 0 and words[i - 1] in ("a", "an")
    while True:
        word = words[at]
        if word in cardinal and (last in ("", "hundred", "scale", "and") or (last == "ten" and 0 < cardinal[word] < 10)):
            current += cardinal[word]
            last = "ten" if word in tens else "unit"
        elif word == "hundred" and last not in ("hundred", "and") and (last or article):
            current = max(current, 1.0) * 100
            last = "hundred"
        elif word in scales and last != "and" and (last or article):
            total, current = (total + current) * scales[word] if last == "scale" else total + max(current, 1.0) * scales[word], 0.0
            last = "scale"
        elif word == "and" and last in ("hundred", "scale") and words[at + 1] in cardinal and cardinal[words[at + 1]]:
            last = "and"
        else:
            return total + current, at
        at += 1


def mixed(words: list[str], i: int, lists: Lists) -> tuple[float, int]:
    """The fraction in "and a half", "and three quarters", and the place after it."""
    if words[i] != "and":
        return 0.0, i
    cardinal = lists.numbers["cardinal"]
    upper, _, lower = words[i + 1].partition("-")
    place = i + 2
    if not lower:
        lower, place = words[i + 2], i + 3
    above = 1.0 if upper == "a" else cardinal.get(upper, 0.0)
    below = lists.numbers["part" if above == 1 else "parts"].get(lower, 0.0)
    return (above / below, place) if above and below > above else (0.0, i)


def scale_at(words: list[str], i: int, lists: Lists) -> float:
    """What a word multiplies the number before it by: hundred, dozen, million, bn; 0 where it does not."""
    word = words[i]
    numbers = lists.numbers
    for role in ("scale", "hundred", "group"):
        if word in numbers[role]:
            return numbers[role][word]
    if word == "grand" and words[i + 1].isalpha() and words[i + 1] not in lists.context["stop"]:
        return 0.0
    return numbers["short scale"].get(word, 0.0)


def with_scale(line: Line, numeral: Numeral) -> Numeral:
    """Add to a number what follows it: million, bn, "and a half", "hundred thousand"."""
    words, lists = line.words, line.lists
    head, dash, rest = words[numeral.end].partition("-")
    if dash and head in lists.numbers["scale"] and not numeral.tail:
        size = lists.numbers["scale"][head]
        return numeral._replace(
            value=numeral.value * size, end=numeral.end + 1, tail=tuple(rest.split("-")), digits="", scale=size
        )
    added, end = mixed(words, numeral.end, lists)
    value = numeral.value + added
    scale = 1.0
    while size := scale_at(words, end, lists):
        scale *= size
        end += 1
    if end == numeral.end:
        return numeral
    value *= scale
    if scale > 1:
        added, end = mixed(words, end, lists)
        value += added * scale
    return numeral._replace(value=value, other=numeral.other * scale, end=end, digits="", scale=scale)


def word_numeral(line: Line, i: int) -> Numeral | None:
    """The number that begins with the word at `i`."""
    words, numbers = line.words, line.lists.numbers
    word = words[i]
    if word in ("a", "an"):
        limit = line.lists.before.get(words[i - 1]) or line.lists.before.get(" ".join(words[i - 2 : i]), "exactly")
        return Numeral(i, i + 1, 1.0) if limit != "exactly" and words[i + 2] not in _SINCE else None
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
    article = words[i - 1] in ("a", "an")
    if words[end] == "point" and end > i and words[end + 1] in numbers["digit"]:
        return _spoken_point(line, i, value, end + 1)
    if end == i:
        if word in numbers["group"] and (article or words[i - 1] in ("per", "the", "last", "next")):
            return Numeral(i - article, i + 1, numbers["group"][word])
        return _several(line, i)
    return part_of(line, Numeral(i - (article and value >= 100), end, value))


def part_of(line: Line, numeral: Numeral) -> Numeral:
    """Two thirds, one quarter, three tenths of a million; any other number with its scale."""
    words = line.words
    below = line.lists.numbers["part" if numeral.value == 1 else "parts"].get(words[numeral.end], 0.0)
    time = words[numeral.end] == "quarters" and numeral.value != 3 and words[numeral.end + 1] != "of"
    ordinal = words[numeral.end] in ("second", "third", "fourth", "fifth") and words[numeral.end + 1] in ("time", "party")
    if below and 0 < numeral.value < 100 and not time and not ordinal:
        return _of_scale(line, Numeral(numeral.first, numeral.end + 1, numeral.value / below, form="part"))
    return with_scale(line, numeral)


def _spoken_point(line: Line, i: int, value: float, end: int) -> Numeral:
    """Three point two five."""
    digits = ""
    while line.words[end] in line.lists.numbers["digit"]:
        digits += str(int(line.lists.numbers["digit"][line.words[end]]))
        end += 1
    return with_scale(line, Numeral(i, end, float(f"{int(value)}.{digits}")))


def _several(line: Line, i: int) -> Numeral | None:
    """Several hundred, a few thousand, many million."""
    words = line.words
    size = scale_at(words, i, line.lists)
    if size and words[i - 1] in ("another", "per"):
        return with_scale(line, Numeral(i - 1, i + 1, size, scale=size)) if words[i - 1] == "another" else None
    if not size or words[i - 1] not in _SEVERAL:
        return None
    end = i + 1
    while more := scale_at(words, end, line.lists):
        size *= more
        end += 1
    first = i - 1 - (words[i - 1] == "few" and words[i - 2] == "a")
    return Numeral(first, end, size, form="vague")


def _vague(line: Line, i: int) -> Numeral | None:
    words, vague = line.words, line.lists.numbers["vague"]
    if words[i] in ("tens", "scores") and words[i + 1] != "of":
        return None
    value = vague[words[i]]
    end = i + 1
    while words[end] == "of" and words[end + 1] in vague:
        value *= vague[words[end + 1]]
        end += 2
    return Numeral(i, end, value, form="vague")


def _few(line: Line, i: int) -> Numeral | None:
    words = line.words
    if words[i - 1] not in _FEW or (words[i + 1] != "of" and not scale_at(words, i + 1, line.lists)):
        return None
    value = line.lists.numbers["few"][words[i]]
    of = words[i + 1] == "of"
    size = scale_at(words, i + 1 + of, line.lists)
    if size:
        return Numeral(i - 1, i + 2 + of, value * size)
    return Numeral(i - 1, i + 1, value, form="few")


def _part(line: Line, i: int) -> Numeral | None:
    """A third of, by a quarter; never the third time, a third man, a quarter past."""
    words = line.words
    if words[i - 1] != "a":
        return None
    after, before = words[i + 1], words[i - 2]
    limited = before in _LIMITS and before not in ("in", "to", "just")
    if after in _COMPARED or (limited and not after.isalpha()) or (limited and before != "than" and after != "time"):
        return _of_scale(line, Numeral(i - 1, i + 1, 1.0 / line.lists.numbers["part"][words[i]], form="part"))
    if before == "than" and words[i - 3] in ("more", "less") and after != "time":
        return Numeral(i - 1, i + 1, 1.0 / line.lists.numbers["part"][words[i]], form="part")
    return None


def _half(line: Line, i: int) -> Numeral | None:
    """Half the, by half, half a million, half a dozen; never the first half, half past."""
    words, lists = line.words, line.lists
    article = words[i - 1] in ("a", "an")
    after = words[i + 1]
    if article and words[i - 2] == "and" and words[i - 4] in ("a", "an", "one"):
        return Numeral(i - 4, i + 1, 1.5, form="time", tail=(words[i - 3],))
    if words[i - 1] in _HALF_NEVER_AFTER or after in _HALF_NEVER_BEFORE:
        return None
    scale_place = i + 1 + (after == "a")
    if size := scale_at(words, scale_place, lists):
        return Numeral(i - article, scale_place + 1, 0.5 * size)
    if after in _HALF_OF or words[i - 1 - article] in _LIMITS or (i == 0 and line.texts[1].islower()):
        return _of_scale(line, Numeral(i - article, i + 1, 0.5, form="part"))
    return None


def _of_scale(line: Line, numeral: Numeral) -> Numeral:
    """Three quarters of a million is a number; three quarters of the people a part."""
    words, end = line.words, numeral.end
    if words[end] == "of" and words[end + 1] in ("a", "one") and (size := scale_at(words, end + 2, line.lists)):
        return numeral._replace(end=end + 3, value=numeral.value * size, form="number")
    return numeral
