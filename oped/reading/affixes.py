"""Parts of words that judge, for words that stand in no list: golfer-in-chief, crime-ridden, pseudo-scientific."""

from functools import cache, lru_cache
from typing import NamedTuple

from oped.reading.lexicon import Entry, lexicon_rows

_ENDINGS = range(4, 10)


class Rule(NamedTuple):
    """What a part says of the words that hold it, and the words to which it does not apply."""

    entry: Entry
    exceptions: frozenset[str]


@cache
def affixes() -> dict[str, dict[str, Rule]]:
    """The rules of `datasets/lexicons/affixes.csv` by place (first part, second part, ending) and part; read once."""
    rules: dict[str, dict[str, Rule]] = {"first part": {}, "second part": {}, "ending": {}}
    for row in lexicon_rows("affixes"):
        entry = Entry(row["kind"], row["detail"], float(row["strength"]))
        rules[row["place"]][row["part"]] = Rule(entry, frozenset(row["except"].split(";")))
    return rules


@lru_cache(maxsize=16384)
def judge_word(word: str) -> tuple[Entry, ...]:
    """What a lower-case word's parts say of it, if anything: at most one entry.

    >>> judge_word("crime-ridden")[0].kind, judge_word("table")
    ('loaded', ())
    """
    rules = affixes()
    first, hyphen, rest = word.partition("-")
    if hyphen:
        second = rules["second part"]
        found = second.get(rest) or second.get(rest.rpartition("-")[2]) or rules["first part"].get(first)
    else:
        ends = rules["ending"]
        found = next((ends[word[-size:]] for size in _ENDINGS if word[-size:] in ends), None)
    return (found.entry,) if found and word not in found.exceptions else ()
