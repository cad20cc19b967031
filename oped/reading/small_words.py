"""Groups of small words (pronouns, articles, links) by which the rules tell one construction from another."""

from functools import cache

from oped.reading.lexicon import lexicon_rows


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in lexicon_rows("small_words"):
        found.setdefault(row["group"], set()).add(row["word"])
    return {group: frozenset(words) for group, words in found.items()}


def words_of(group: str) -> frozenset[str]:
    """The words of one group of `datasets/lexicons/small_words.csv`, in lower case with straight apostrophes.

    >>> sorted(words_of("third person"))
    ['he', 'it', 'she', 'they', 'who']
    """
    return _groups()[group]
