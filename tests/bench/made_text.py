"""A long text made from parts, about as dense in cues and figures as a newspaper's opinion pages."""

import random
from typing import TYPE_CHECKING, NamedTuple

from oped.reading.lexicon import lexicon_rows

if TYPE_CHECKING:
    from collections.abc import Callable

_SENTENCES_A_PARAGRAPH = 4
_SYLLABLES = ("bar", "dun", "el", "fen", "gar", "hol", "is", "kem", "lor", "mar", "nor", "os", "pel", "ros", "tam")
_LISTS = ("abstracts", "loaded", "motives", "meanings")
_FROM_A_LIST = 1_000
_NAMES = 5_000
_SHAPES = (
    "{Name} {Name}, once {noun} of {Name}, told {noun} {Name} that its {noun}, {noun} and {noun} had closed, and that "
    "no {noun} or {noun} would follow.",
    "When {Name} {verb} {noun} beside {Name}, {noun} after {noun} ran down to {Name} {noun}-{noun} by evening, through "
    "{noun}s and {noun}s that {Name} {verb}.",
    "“It is {phrase}, and {noun} and {noun} know it,” {Name} said about {noun}s left by {Name} {Name}, whose {word} "
    "{noun} in {Name} they {verb}.",
    "But {word} {noun} is {phrase}; {noun}s or {noun}s near {Name} would serve {word} {noun}s better than any {noun} "
    "{verb} for {Name} ever did.",
    "{Name}'s {noun} brought {noun}s across {noun}, whose {adverb} {word} {noun}s {verb} {noun} and {noun} again, as "
    "if {phrase} were {word} {noun}s.",
    "In {year} {Name} {verb} {figure} {noun}s, {Name} wrote ({noun} {noun}) to {noun} {Name}, “with {phrase}”, which "
    "{noun}s of {Name} {verb}.",
    "Some {noun}s hold {word} {noun}s without {noun}: {Name} may, {adverb}, be one, and {Name} {Name} another, because "
    "{noun} {verb} {word} {noun}s.",
    "{Name} {noun}s that {Name} {verb} on {day} went {adverb} from {noun} to {noun}, through {Name} and {word} {noun}, "
    "until {noun} {verb} {noun}.",
    "According to {Name} {Name}, {noun} {noun} pays {noun}s because {word} {noun} below {Name} was {phrase}, though "
    "{noun}s {verb} it {adverb}.",
    "We should ask what {Name} {verb} for {noun}, and whether {phrase} was worth {adverb} {word} {noun}s of {Name}, or "
    "{noun}s, or {phrase}.",
)


class _Words(NamedTuple):
    phrases: list[str]
    words: list[str]
    nouns: list[str]
    names: list[str]
    verbs: list[str]


def made_text(sentences: int, seed: int) -> str:
    """So many sentences in paragraphs of four, parted by an empty line; another seed gives other sentences."""
    chance = random.Random(seed)
    phrases = [row["phrase"] for name in _LISTS for row in chance.choices(lexicon_rows(name), k=_FROM_A_LIST)]
    known = _Words(
        phrases=phrases,
        words=[phrase for phrase in phrases if phrase.isalpha()],
        nouns=[row["words"] for row in lexicon_rows("figure_context") if row["words"].isalpha()],
        names=[_made_name(chance) for _ in range(_NAMES)],
        verbs=[row["past"] for row in lexicon_rows("irregular_verbs")],
    )
    lines = [_sentence(chance, known) for _ in range(sentences)]
    starts = range(0, sentences, _SENTENCES_A_PARAGRAPH)
    return "\n\n".join(" ".join(lines[start : start + _SENTENCES_A_PARAGRAPH]) for start in starts)


def _sentence(chance: random.Random, known: _Words) -> str:
    pieces = chance.choice(_SHAPES).split("{")
    return pieces[0] + "".join(_fill(chance, known, *piece.split("}", 1)) for piece in pieces[1:])


def _fill(chance: random.Random, known: _Words, gap: str, rest: str) -> str:
    fillers: dict[str, Callable[[], str]] = {
        "Name": lambda: chance.choice(known.names),
        "noun": lambda: chance.choice(known.nouns),
        "word": lambda: chance.choice(known.words),
        "phrase": lambda: chance.choice(known.phrases),
        "adverb": lambda: f"{chance.choice(known.nouns)}ly",
        "verb": lambda: chance.choice(known.verbs),
        "figure": lambda: f"{chance.randrange(2, 2_000_000):,}",
        "year": lambda: str(chance.randrange(1950, 2030)),
        "day": lambda: chance.choice(("Monday", "Wednesday", "Friday")),
    }
    return fillers[gap]() + rest


def _made_name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 5))).capitalize()
