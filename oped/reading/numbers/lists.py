"""The word lists for reading figures, and a sentence set out for the rules.

`units.csv` names units, `number_words.csv` numbers in words, and `figure_context.csv` the words around a number: they
say how exact it is, what it is counted by, or that it is a date, a name or an address and no figure at all.
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
        units: by form, its tokens joined by single spaces; symbols keep their capitals.
        openings: the first words of the forms of several words.
        numbers: role of a number word -> word -> value; `cardinal` holds all from zero to ninety-nine.
        starts: words with which a figure may begin.
        context: role -> the words that play it.
        before, after: words that say how exact a number is -> what they say of it.
        before_ends, before_words: the last words, and all words, of the phrases of `before`.
        after_starts: the first words of the phrases of `after`.
        times: months and words such as year or Monday.
        idioms: first word -> the idioms that begin with it, as lists of words.
    """

    units: Mapping[str, Unit]
    openings: frozenset[str]
    numbers: Mapping[str, Mapping[str, float]]
    starts: frozenset[str]
    context: Mapping[str, frozenset[str]]
    before: Mapping[str, str]
    before_ends: frozenset[str]
    before_words: frozenset[str]
    after: Mapping[str, str]
    after_starts: frozenset[str]
    times: frozenset[str]
    idioms: Mapping[str, list[list[str]]]


class Line(NamedTuple):
    """A sentence as the rules read it: its tokens, their texts, their words in lower case.

    Texts and words go on with empty ones, so that a rule may look some places past the end or, by a negative index,
    before the start.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    texts: list[str]
    words: list[str]
    lists: Lists

    def plays(self, i: int, role: str) -> bool:
        """Whether the word at `i` plays a role of `figure_context.csv`."""
        return self.words[i] in self.lists.context[role]

    def cardinal(self, i: int) -> float:
        """The value of the word at `i` if it is a number word from one to ninety-nine, else 0."""
        return self.lists.numbers["cardinal"].get(self.words[i], 0.0)

    def is_glued(self, i: int) -> bool:
        """Whether no space stands between token `i` and the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def is_capital(self, i: int) -> bool:
        """Whether the word at `i` begins with a capital letter."""
        return self.texts[i][:1].isupper()

    def text(self, first: int, end: int) -> str:
        """The sentence's text from token `first` up to token `end`, which is left out."""
        base = self.sentence.start
        return self.sentence.text[self.tokens[first].start - base : self.tokens[end - 1].end - base]


def make_line(sentence: Sentence, lists: Lists) -> Line:
    """Set out a sentence for the rules."""
    tokens = sentence.tokens
    words = [token.lower for token in tokens]
    if "’" in sentence.text or "‑" in sentence.text:
        words = [word.replace("’", "'").replace("‑", "-") for word in words]
    return Line(sentence, tokens, [token.text for token in tokens] + _PAD, words + _PAD, lists)


@cache
def load_lists() -> Lists:
    """Load the lists, once."""
    units = {}
    for row in lexicon_rows("units"):
        for form in row["forms"].split(";"):
            units[" ".join(TOKEN.findall(form))] = Unit(row["unit"], row["kind"])
    numbers = _numbers()
    context, before, after = _context()
    idioms: dict[str, list[list[str]]] = {}
    for idiom in context["idiom"]:
        idioms.setdefault(idiom.split()[0], []).append(idiom.split())
    return Lists(
        units=units,
        openings=frozenset(form.split()[0] for form in units if " " in form),
        numbers=numbers,
        starts=frozenset(word for role, values in numbers.items() if role != "short scale" for word in values),
        context=context,
        before=before,
        before_ends=frozenset(phrase.split()[-1] for phrase in before),
        before_words=frozenset(word for phrase in before for word in phrase.split()),
        after=after,
        after_starts=frozenset(phrase.split()[0] for phrase in after),
        times=context["month"] | context["window noun"],
        idioms=idioms,
    )


def _numbers() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in lexicon_rows("number_words"):
        found.setdefault(row["role"], {})[row["word"]] = float(row["value"])
    digits, tens = found["digit"], found["ten"]
    pairs = {f"{ten}-{digit}": tens[ten] + digits[digit] for ten in tens for digit in digits if digits[digit]}
    found["cardinal"] = {**digits, **found["teen"], **tens, **pairs}
    return found


def _context() -> tuple[dict[str, frozenset[str]], dict[str, str], dict[str, str]]:
    roles: dict[str, set[str]] = {}
    exact: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for row in lexicon_rows("figure_context"):
        words = " ".join(TOKEN.findall(row["words"]))
        if row["role"] in exact:
            exact[row["role"]][words] = row["detail"]
        else:
            roles.setdefault(row["role"], set()).add(words)
    return {role: frozenset(words) for role, words in roles.items()}, exact["before"], exact["after"]
