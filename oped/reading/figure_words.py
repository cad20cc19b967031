"""The word lists that the reading of figures needs, loaded once for each data folder.

`units.csv` names units, `number_words.csv` numbers in words, `figure_context.csv` the words around a number that say
how exact it is, or that it is a date, a name or an address and no quantity.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from oped.reading.document import TOKEN, Sentence, Token
from oped.reading.lexicon import lexicon_rows

_PAD = [""] * 8


class Unit(NamedTuple):
    """A unit as the tables write it, and the kind of figure that it makes."""

    name: str
    kind: str


@dataclass(frozen=True, eq=False)
class Lists:
    """The three lists, ready to be looked up.

    Attributes:
        units: by form, joined by single spaces; symbols keep their capitals.
        openings: the first words of the forms of several words.
        numbers: role of a number word -> word -> value; `cardinal` holds all words from zero to ninety-nine.
        starts: words with which a figure may begin.
        context: role -> the words that play it.
        before, after: words that say how exact a number is -> what they say of it.
        before_last: the last words of the phrases of `before`; `before_words` all of their words.
    """

    units: Mapping[str, Unit]
    openings: frozenset[str]
    numbers: Mapping[str, Mapping[str, float]]
    starts: frozenset[str]
    context: Mapping[str, frozenset[str]]
    before: Mapping[str, str]
    before_last: frozenset[str]
    before_words: frozenset[str]
    after: Mapping[str, str]


class Line(NamedTuple):
    """A sentence ready to be read: as written and in lower case, with empty words after its end.

    The empty words let a rule look some places ahead of the end, or (by a negative index) before the start.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    texts: list[str]
    words: list[str]
    lists: Lists

    def glued(self, i: int) -> bool:
        """Whether token `i` stands right behind the token before it."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start


def make_line(sentence: Sentence, lists: Lists) -> Line:
    """Set out a sentence's tokens as the rules read them."""
    tokens = sentence.tokens
    texts = [token.text for token in tokens]
    words = [token.lower for token in tokens]
    if "’" in sentence.text or "‑" in sentence.text:
        words = [word.replace("’", "'").replace("‑", "-") for word in words]
    return Line(sentence, tokens, texts + _PAD, words + _PAD, lists)


@cache
def load_lists() -> Lists:
    """Load the lists, once."""
    units = _units(lexicon_rows("units"))
    numbers = _numbers(lexicon_rows("number_words"))
    context, before, after = _context(lexicon_rows("figure_context"))
    starts = frozenset(word for role, words in numbers.items() if "scale" not in role or role == "scale" for word in words)
    return Lists(
        units=units,
        openings=frozenset(form.split(" ")[0] for form in units if " " in form),
        numbers=numbers,
        starts=starts,
        context=context,
        before=before,
        before_last=frozenset(phrase.split(" ")[-1] for phrase in before),
        before_words=frozenset(word for phrase in before for word in phrase.split(" ")),
        after=after,
    )


def _units(rows: list[dict[str, str]]) -> dict[str, Unit]:
    found = {}
    for row in rows:
        unit = Unit(row["unit"], row["kind"])
        for form in row["forms"].split(";"):
            found[" ".join(TOKEN.findall(form))] = unit
    return found


def _numbers(rows: list[dict[str, str]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        found.setdefault(row["role"], {})[row["word"]] = float(row["value"])
    digits, tens = found["digit"], found["ten"]
    pairs = {f"{ten}-{digit}": tens[ten] + digits[digit] for ten in tens for digit in digits if digits[digit]}
    found["cardinal"] = {**digits, **found["teen"], **tens, **pairs}
    return found


def _context(
    rows: list[dict[str, str]],
) -> tuple[dict[str, frozenset[str]], dict[str, str], dict[str, str]]:
    roles: dict[str, set[str]] = {}
    exact: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for row in rows:
        words = " ".join(TOKEN.findall(row["words"]))
        if row["role"] in exact:
            exact[row["role"]][words] = row["detail"]
        else:
            roles.setdefault(row["role"], set()).add(words)
    return {role: frozenset(words) for role, words in roles.items()}, exact["before"], exact["after"]
