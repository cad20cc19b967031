"""The word lists of `datasets/lexicons`, joined into one tree that is searched word by word.

Every list has the columns phrase, forms, kind, detail, strength and source. `forms` says which other forms of the
phrase's last word (its first, for a verb) are meant too: `fixed` none, `noun` the plural, `verb` -s, -ed and -ing,
`adj` the adverb in -ly.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from oped.reading.document import TOKEN

Tree = dict[str, Any]
END = ""
_VOWELS = frozenset("aeiou")


class Entry(NamedTuple):
    """What a list says of a phrase."""

    kind: str
    detail: str
    strength: float


def lexicon_folder() -> Path:
    """The folder of the word lists."""
    from oped.library import data_root

    return data_root() / "lexicons"


def normal(word: str) -> str:
    """A word as the lists spell it: lower case, straight apostrophe."""
    return word.lower().replace("’", "'")


def forms_of(word: str, forms: str) -> Iterator[str]:
    """The forms of one word that a list's row stands for, itself first.

    >>> list(forms_of("slam", "verb")), list(forms_of("happy", "adj")), list(forms_of("bully", "noun"))
    (['slam', 'slams', 'slammed', 'slamming'], ['happy', 'happily'], ['bully', 'bullies'])
    """
    yield word
    if forms == "noun":
        yield _with_s(word)
    elif forms == "adj":
        yield _adverb(word)
    elif forms == "verb":
        yield _with_s(word)
        past, ing = _past_and_ing(word)
        yield from irregular_verbs().get(word, (past,))
        yield ing


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
    short = sum(letter in _VOWELS for letter in word) == 1
    if short and word[-1] not in "aeiouwxy" and word[-2:-1] in _VOWELS:
        word += word[-1]
    return word + "ed", word + "ing"


def phrases(phrase: str, forms: str) -> Iterator[tuple[str, ...]]:
    """A row's phrase in all its forms, as words."""
    words = [normal(word) for word in TOKEN.findall(phrase)]
    place = 0 if forms == "verb" else len(words) - 1
    for form in forms_of(words[place], forms):
        yield (*words[:place], form, *words[place + 1 :])


def _joined(entry: Entry, known: tuple[Entry, ...]) -> Entry:
    """One entry of two of the same kind: the stronger, marked where the form may be a noun or a verb."""
    for other in known:
        if other.kind == entry.kind:
            stronger = max(entry, other, key=lambda one: one.strength)
            nouns = {entry.detail.endswith("noun"), other.detail.endswith("noun")}
            return stronger._replace(detail="neutral either") if len(nouns) == 2 else stronger
    return entry


@cache
def irregular_verbs() -> dict[str, tuple[str, str]]:
    """Past tense and participle of the verbs that do not simply take -ed."""
    with (lexicon_folder() / "irregular_verbs.csv").open(encoding="utf-8", newline="") as file:
        return {row["verb"]: (row["past"], row["participle"]) for row in csv.DictReader(file)}


@cache
def tree() -> Tree:
    """All lists as one tree: the words of a phrase lead to a tuple of entries under the key "". Built once."""
    root: Tree = {}
    for path in sorted(lexicon_folder().glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if "phrase" not in (rows.fieldnames or ()):
                continue
            for row in rows:
                entry = Entry(row["kind"], row["detail"], float(row["strength"]))
                for words in phrases(row["phrase"], row["forms"]):
                    node = root
                    for word in words:
                        node = node.setdefault(word, {})
                    known = node.get(END, ())
                    node[END] = (*(other for other in known if other.kind != entry.kind), _joined(entry, known))
    return root
