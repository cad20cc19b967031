"""The phrases and groups of words by which devices are looked for, from `datasets/lexicons/devices_*.csv`."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from oped.labels import DeviceName
from oped.reading.document import TOKEN
from oped.reading.lexicon import END, forms_of, lexicon_rows
from oped.reading.word_groups import word_groups

_Tree = dict[str, Any]


class Candidate(NamedTuple):
    """What may be a device: the tokens `first` to `last` (inclusive) of a sentence, its name, and why it is offered."""

    first: int
    last: int
    device: DeviceName
    reason: str


def listed(words: list[str]) -> Iterator[Candidate]:
    """The candidates among a sentence's words that stand in the list of phrases, the longest at each place.

    Args:
        words: the words as `oped.reading.cues.Reading` spells them.

    >>> [(one.device, one.reason) for one in listed("there is no third way".split())]
    [('FALSE_CHOICE', 'shows two ways only')]
    """
    root = _tree()
    end = len(words)
    for first, word in enumerate(words):
        node = root.get(word)
        last = first
        found: tuple[tuple[DeviceName, str], ...] = ()
        k = first
        while node is not None:
            if END in node:
                last, found = k, node[END]
            k += 1
            node = node.get(words[k]) if k < end else None
        for device, reason in found:
            yield Candidate(first, last, device, reason)


@cache
def _tree() -> _Tree:
    root: _Tree = {}
    for row in lexicon_rows("devices_phrases"):
        for words in _variants([word.lower() for word in TOKEN.findall(row["words"])], row["forms"]):
            node = root
            for word in words:
                node = node.setdefault(word, {})
            node[END] = (*node.get(END, ()), (row["device"], row["reason"]))
    return root


def _variants(words: list[str], forms: str) -> Iterator[list[str]]:
    for last in forms_of(words[-1], forms):
        yield [*words[:-1], last]


def group(name: str) -> frozenset[str]:
    """The words of one group of `devices_words.csv`."""
    return word_groups("devices_words")[name]
