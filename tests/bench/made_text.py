"""A long text made from parts, about as dense in cues and figures as a newspaper's opinion pages."""

import random
from typing import NamedTuple

from oped.reading.lexicon import lexicon_rows

_SENTENCES_A_PARAGRAPH = 4
_SYLLABLES = ("bar", "dun", "el", "fen", "gar", "hol", "is", "kem", "lor", "mar", "nor", "os", "pel", "ros", "tam", "ver")
_LISTS = ("abstracts", "loaded", "records", "motives", "meanings")
_NOUNS = 6_000
_SHAPES = (
    "{Name} {Name}, who came to {Name} with a {noun} and an old {noun}, told the {noun} that its {noun} was closed.",
    "The {noun} of {Name} and the {noun} beside it were built by {Name} {Name} when the {noun} still ran to {Name}.",
    "“It is {phrase}, and the whole {noun} has known it,” {Name} said of the {noun} that she had left in {Name}.",
    "But the {word} of this {noun} is {phrase}, and a {noun} or a {noun} in {Name} would do more for its {noun}.",
    "A {noun} from {Name} brought the {noun} over the {noun}, and by the evening each {noun} of the {noun} had heard.",
    "In {year} the {noun} of {Name} {verb} {figure} {noun}s, {Name} wrote in a {noun} for the {noun} of {Name}.",
    "There are those in the {noun} who hold that a {word} can be {verb} without a {noun}, and {Name} may be among them.",
    "The {noun} that {Name} {verb} on {day} went from one {noun} to another, through {Name} and its {noun}, to the {noun}.",
    "According to {Name}, the {noun} in {Name} pays for its {noun} because the {noun} below the {noun} was {phrase}.",
    "We should ask what {Name} {verb} for the {noun}, and whether {phrase} was worth the {noun} of a {noun} in {Name}.",
)


class _Words(NamedTuple):
    phrases: list[str]
    words: list[str]
    nouns: list[str]
    verbs: list[str]


def made_text(sentences: int, seed: int) -> str:
    """So many sentences in paragraphs of four, parted by an empty line; another seed gives other sentences."""
    chance = random.Random(seed)
    phrases = [row["phrase"] for name in _LISTS for row in lexicon_rows(name)]
    known = _Words(
        phrases=phrases,
        words=[phrase for phrase in phrases if phrase.isalpha()],
        nouns=[_made_word(chance) for _ in range(_NOUNS)],
        verbs=[row["past"] for row in lexicon_rows("irregular_verbs")],
    )
    lines = [_sentence(chance, known) for _ in range(sentences)]
    starts = range(0, sentences, _SENTENCES_A_PARAGRAPH)
    return "\n\n".join(" ".join(lines[start : start + _SENTENCES_A_PARAGRAPH]) for start in starts)


def _sentence(chance: random.Random, known: _Words) -> str:
    pieces = chance.choice(_SHAPES).split("{")
    return pieces[0] + "".join(_fill(chance, known, *piece.split("}", 1)) for piece in pieces[1:])


def _fill(chance: random.Random, known: _Words, gap: str, rest: str) -> str:
    fillers = {
        "Name": lambda: _made_word(chance).capitalize(),
        "noun": lambda: chance.choice(known.nouns),
        "word": lambda: chance.choice(known.words),
        "phrase": lambda: chance.choice(known.phrases),
        "verb": lambda: chance.choice(known.verbs),
        "figure": lambda: f"{chance.randrange(2, 2_000_000):,}",
        "year": lambda: str(chance.randrange(1950, 2030)),
        "day": lambda: chance.choice(("Monday", "Wednesday", "Friday")),
    }
    return fillers[gap]() + rest


def _made_word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 4)))
