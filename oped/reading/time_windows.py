"""Stretches of time that a sentence names: in March, last year, since 2020, from 2019 to 2021, within two years."""

from typing import NamedTuple

from oped.reading.figure_words import Line
from oped.reading.not_figures import is_month

_PREPOSITIONS = frozenset("in since by until till during between from over within before after through throughout on for as of".split())
_RECENT = frozenset("last this next past previous recent coming current same each every first second third fourth that".split())
_FILLERS = frozenset("the early late mid end start beginning middle half financial fiscal calendar".split())
_BEHIND = frozenset("ago earlier later onwards before".split())
_LINKS = frozenset({"to", "and", "-", "–", "until", "through", ",", "of"})
_MOST = 6


class Window(NamedTuple):
    """A stretch of time by the places of its first token and after its last."""

    first: int
    end: int


def find_windows(line: Line) -> list[Window]:
    """The stretches of time of a sentence, in order."""
    found: list[Window] = []
    count = len(line.tokens)
    i = 0
    while i < count:
        if _is_time(line, i):
            window = _around(line, i)
            if window is not None:
                found.append(window)
                i = window.end
                continue
        i += 1
    return found


def nearest(windows: list[Window], first: int, end: int) -> Window | None:
    """The window that stands nearest to the tokens from `first` to `end`."""
    if not windows:
        return None
    return min(windows, key=lambda window: max(window.first - end, first - window.end, 0))


def _is_time(line: Line, i: int) -> bool:
    word = line.words[i]
    context = line.lists.context
    return (
        word in context["window noun"]
        or word in context["window word"]
        or (word[0].isdigit() and _is_dated(word))
        or is_month(line, i)
        or (word[-1] == "s" and word[:-1] in context["window noun"])
    )


def _is_dated(word: str) -> bool:
    year = word[:4]
    if not (year.isdecimal() and 1000 <= int(year) <= 2100):
        return False
    return word[4:] in ("", "s") or (word[4:5] == "-" and word[5:].isdecimal())


def _around(line: Line, i: int) -> Window | None:
    words, context = line.words, line.lists.context
    sure = words[i] not in context["window noun"] and words[i][:-1] not in context["window noun"]
    first = i
    while first and i - first < _MOST and _may_precede(line, first - 1):
        first -= 1
        sure = sure or words[first] in _RECENT
    end = i + 1
    while _is_time(line, end) or (words[end] in _LINKS and _dated_at(line, end + 1)) or line.texts[end].isdecimal():
        end += 1
    if words[end] in _BEHIND:
        return Window(first, end + 1)
    if first and words[first - 1] in _PREPOSITIONS:
        first -= 1
        sure = sure or words[first] in ("within", "since", "during", "throughout")
    elif line.texts[i].isdecimal():
        sure = sure and i == first and words[i + 1] == ""
    return Window(first, end) if sure else None


def _dated_at(line: Line, i: int) -> bool:
    word = line.words[i]
    return is_month(line, i) or (word[:1].isdigit() and (_is_dated(word) or is_month(line, i + 1)))


def _may_precede(line: Line, i: int) -> bool:
    word = line.words[i]
    return word in _RECENT or word in _FILLERS or word in line.lists.numbers["cardinal"] or word[0].isdigit() and len(word) < 3
