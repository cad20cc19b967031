"""Lists of words in named groups, from CSV files with the columns word, group and source."""

from functools import cache

from oped.reading.lexicon import lexicon_rows


@cache
def word_groups(name: str) -> dict[str, frozenset[str]]:
    """The groups of one list of `datasets/lexicons`, read once; words in lower case.

    >>> "worst" in word_groups("devices_words")["superlative"]
    True
    """
    found: dict[str, set[str]] = {}
    for row in lexicon_rows(name):
        found.setdefault(row["group"], set()).add(row["word"])
    return {group: frozenset(words) for group, words in found.items()}
