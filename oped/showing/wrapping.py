"""Text set in lines of a drawing, where nothing tells how wide the letters of the reader's font are."""

from collections.abc import Iterator
from unicodedata import combining, east_asian_width


def measure(text: str, size: float) -> float:
    """About how wide a text is in DejaVu Sans, wider than most fonts, in the unit of `size`.

    >>> measure("mill", 10) < measure("moon", 10) < measure("MOON", 10)
    True
    """
    return size * sum(_letter_width(letter) for letter in text)


def wrapped(text: str, room: float, size: float) -> Iterator[str]:
    """The lines of a text, none wider than `room`; a word that is too long for a line is cut.

    >>> list(wrapped("The bridge should go.", 90, 10))
    ['The bridge', 'should go.']
    """
    line = ""
    for word in text.split():
        for piece in _cut(word, room, size):
            joined = f"{line} {piece}".strip()
            if line and measure(joined, size) > room:
                yield line
                joined = piece
            line = joined
    if line:
        yield line


def _cut(word: str, room: float, size: float) -> Iterator[str]:
    while measure(word, size) > room and len(word) > 1:
        end = max(1, int(len(word) * room / measure(word, size)))
        while end > 1 and measure(word[:end], size) > room:
            end -= 1
        yield word[:end]
        word = word[end:]
    yield word


def _letter_width(letter: str) -> float:
    """The width of one letter in em, rounded up by kind of letter."""
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljI.,:;'!|’ ":
        return 0.34
    if letter in 'frt()[]-/"“”':
        return 0.44
    return 0.95 if letter in "mwMW%@—…" else 0.7 if letter.isupper() else 0.62
