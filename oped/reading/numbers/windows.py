"""Stretches of time that a sentence names: in March, last year, since 2020, from 2019 to 2021, within two years."""

from typing import NamedTuple

from oped.reading.numbers.dates import is_month
from oped.reading.numbers.lists import Line

_LINKS = frozenset({"to", "and", "-", "–", "until", "through", ",", "of"})
_MOST_BEFORE = 6
_EARLIEST, _LATEST = 1000, 2100
_CENTURIES = frozenset(str(century) for century in range(_EARLIEST // 100, _LATEST // 100 + 1))


class Window(NamedTuple):
    """A stretch of time by the places of its first token and after its last."""

    first: int
    end: int


def find_windows(line: Line) -> list[Window]:
    """The stretches of time of a sentence, in order."""
    found: list[Window] = []
    times = line.lists.times
    candidates = [i for i, word in enumerate(line.words) if word in times or word[:2] in _CENTURIES]
    reached = 0
    for i in candidates:
        if i >= reached and _is_time(line, i):
            window = _around(line, i)
            if window is not None:
                found.append(window)
                reached = window.end
    return found


def nearest(windows: list[Window], first: int, end: int) -> Window | None:
    """The window that stands nearest to the tokens from `first` to `end`."""
    return min(windows, key=lambda window: max(window.first - end, first - window.end, 0), default=None)


def _is_time(line: Line, i: int) -> bool:
    return line.plays(i, "window noun") or _is_year(line.words[i]) or is_month(line, i)


def _is_year(word: str) -> bool:
    """2020, 1990s, 2019-20."""
    year, rest = word[:4], word[4:]
    if not (year.isdecimal() and len(year) == 4 and _EARLIEST <= int(year) <= _LATEST):
        return False
    return rest in ("", "s") or (rest[0] == "-" and rest[1:].isdecimal())


def _around(line: Line, i: int) -> Window | None:
    """The window around the word of time at `i`; None for a bare noun such as the days of "two days"."""
    words = line.words
    sure = not line.plays(i, "window noun") or line.plays(i, "window word")
    first = i
    while first and i - first < _MOST_BEFORE and _may_precede(line, first - 1):
        first -= 1
        sure = sure or line.plays(first, "recent")
    end = i + 1
    while _is_time(line, end) or (words[end] in _LINKS and _is_dated(line, end + 1)) or _is_day(line, end):
        end += 1
    if line.plays(end, "window end"):
        return Window(first, end + 1)
    if first and line.plays(first - 1, "window start"):
        first -= 1
        sure = sure or words[first] in ("within", "since", "during", "throughout")
    return Window(first, end) if sure else None


def _is_day(line: Line, i: int) -> bool:
    return line.words[i].isdecimal() and is_month(line, i - 1)


def _is_dated(line: Line, i: int) -> bool:
    word = line.words[i]
    return is_month(line, i) or (word[:1].isdigit() and (_is_year(word) or is_month(line, i + 1)))


def _may_precede(line: Line, i: int) -> bool:
    word = line.words[i]
    short = word[0].isdigit() and len(word) < 5
    return short or line.plays(i, "recent") or line.plays(i, "window filler") or line.cardinal(i) > 0
