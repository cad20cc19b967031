"""The word lists of `datasets/lexicons`, joined into one tree that is searched word by word.

A list of cues has the columns phrase, forms, kind, detail, strength and source. `forms` says which other forms of the
phrase are meant too: `fixed` none; `noun` the plural of its last word; `adj` the adverb in -ly of its last word; `verb`
the forms in -s, -ed and -ing of its first word.
"""

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from oped.reading.document import TOKEN

Tree = dict[str, Any]
END = ""
_COLUMNS = frozenset({"phrase", "forms", "kind", "detail", "strength"})
_VOWELS = frozenset("aeiou")


class Entry(NamedTuple):
    """What a list says of a phrase."""

    kind: str
    detail: str
    strength: float


def lexicon_rows(name: str) -> list[dict[str, str]]:
    """The rows of one list as text, without the checks of `oped.library.load_lexicon`, for use inside the reading."""
    from oped.library import data_root

    return _rows(data_root() / "lexicons" / f"{name}.csv")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def forms_of(word: str, forms: str) -> Iterator[str]:
    """The forms of one word that a row of a list stands for, itself first.

    >>> list(forms_of("slam", "verb")), list(forms_of("happy", "adj")), list(forms_of("bully", "noun"))
    (['slam', 'slams', 'slammed', 'slamming'], ['happy', 'happily'], ['bully', 'bullies'])
    """
    yield word
    if forms == "noun":
        yield _with_s(word)
    elif forms == "adj":
        yield _adverb(word)
    elif forms == "verb":
        past, ing = _past_and_ing(word)
        yield from (_with_s(word), *_irregular_verbs().get(word, (past,)), ing)


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _adverb(word: str) -> str:
    if word.endswith("y"):
        return word[:-1] + "ily"
    if word.endswith("le"):
        return word[:-1] + "y"
    return word + ("ally" if word.endswith("ic") else "ly")


def _past_and_ing(word: str) -> tuple[str, str]:
    if word.endswith("e"):
        return word + "d", (word + "ing" if word.endswith(("ee", "oe", "ye")) else word[:-1] + "ing")
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied", word + "ing"
    one_vowel = sum(letter in _VOWELS for letter in word) == 1
    if one_vowel and word[-1] not in "aeiouwxy" and word[-2:-1] in _VOWELS:
        word += word[-1]
    return word + "ed", word + "ing"


@cache
def _irregular_verbs() -> dict[str, tuple[str, str]]:
    return {row["verb"]: (row["past"], row["participle"]) for row in lexicon_rows("irregular_verbs")}


def _phrases(phrase: str, forms: str) -> Iterator[list[str]]:
    words = [word.lower() for word in TOKEN.findall(phrase)]
    place = 0 if forms == "verb" else len(words) - 1
    for form in forms_of(words[place], forms):
        yield [*words[:place], form, *words[place + 1 :]]


@lru_cache(maxsize=65536)
def spelling(text: str) -> str:
    """A word as the lists spell it; initials such as US or WHO keep their capitals and so match no ordinary word.

    May keeps its capital too: whether it is the month is seen from its place.

    >>> spelling("Isn’t"), spelling("US")
    ("isn't", 'US')
    """
    if text == "May" or (1 < len(text) < 5 and text.isupper()):
        return text
    return text.lower().replace("’", "'")


@cache
def tree() -> Tree:
    """All lists of cues as one tree: the words of a phrase lead to its entries, under the key `END`. Built once."""
    from oped.library import data_root

    root: Tree = {}
    for path in sorted((data_root() / "lexicons").glob("*.csv")):
        rows = _rows(path)
        if not rows or not rows[0].keys() >= _COLUMNS:
            continue
        for row in rows:
            entry = Entry(row["kind"], row["detail"], float(row["strength"]))
            for words in _phrases(row["phrase"], row["forms"]):
                node = root
                for word in words:
                    node = node.setdefault(word, {})
                node[END] = _joined(entry, node.get(END, ()))
    return root


def _joined(entry: Entry, known: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """One entry a kind: the stronger of two, marked where the word may be a noun or a verb of saying."""
    same = next((other for other in known if other.kind == entry.kind), None)
    if same is None:
        return (*known, entry)
    stronger = max(entry, same, key=lambda one: one.strength)
    if entry.detail.endswith("noun") != same.detail.endswith("noun"):
        stronger = stronger._replace(detail="neutral either")
    return (*(other for other in known if other is not same), stronger)
