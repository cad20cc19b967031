"""Nouns around a number: plurals, what is counted, and per what it is counted."""

from oped.reading.numbers.lists import Line

_REACH = 6
_AND = frozenset({"and", "or"})


def is_plural(line: Line, i: int) -> bool:
    """Whether the word at `i` looks like a noun in the plural."""
    word = line.words[i]
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "su'":
        return word not in line.lists.context["not plural"] and word.replace("-", "").isalpha()
    return word in line.lists.context["plural"]


def plural_at(line: Line, i: int) -> int:
    """The place of a plural noun from `i` on with at most three adjectives before it, or -1."""
    for place in range(i, i + 4):
        if is_plural(line, place):
            return place
        if line.plays(place, "stop") or not line.words[place][:1].isalpha():
            return -1
    return -1


def counted_at(line: Line, i: int) -> int:
    """The place after the noun phrase that begins at `i`, with a second noun behind "and"; `i` where there is none."""
    words, starts = line.words, line.lists.starts
    end = i
    while end < i + _REACH:
        word = words[end]
        if line.plays(end, "stop") or not word[:1].isalpha() or word in starts:
            break
        end += 1
        if is_plural(line, end - 1) and not is_plural(line, end):
            closed = line.plays(end + 2, "stop") or not line.words[end + 2][:1].isalnum()
            second = words[end] in _AND and words[end + 1].isalpha() and is_plural(line, end + 1)
            money = words[end + 2] != "" and not words[end + 2].isalnum() and line.texts[end + 3][:1].isdigit()
            if second and closed and not money and words[end + 1] not in starts:
                end += 2
            break
    return end


def per_at(line: Line, i: int) -> tuple[str, int]:
    """Per what, read at `i`: a day, per barrel, /km, each year, per 100,000 people; and the place after it."""
    words = line.words
    if line.plays(i, "per adverb"):
        return words[i], i + 1
    if not line.plays(i, "per"):
        return "", i
    start = i + 1
    if line.plays(start, "per unit"):
        end = start + 1 + (words[start] in ("square", "sq", "cubic"))
        return " ".join(words[start:end]), end
    slash = words[i] == "/" and line.is_glued(start)
    number = words[start].replace(",", "").isdecimal() or words[start] in line.lists.starts
    if number and (slash or words[i] == "per"):
        return _per_number(line, start)
    if words[i] == "per" and words[start].isalpha():
        return words[start], start + 1
    return "", i


def _per_number(line: Line, i: int) -> tuple[str, int]:
    """100,000 people, million, 1,000 live births."""
    end = i + 1
    while line.words[end] in line.lists.numbers["scale"]:
        end += 1
    for noun in (end, end + 1):
        if is_plural(line, noun):
            return line.text(i, noun + 1), noun + 1
    return line.text(i, end), end
