"""A long text made from parts, the same at every run: reports, quotations, figures and judgements in many words."""

import random

from oped.reading.lexicon import lexicon_rows

_SENTENCES_A_PARAGRAPH = 4
_SYLLABLES = ("bar", "dun", "el", "fenn", "gar", "hol", "is", "kem", "lor", "mar", "nor", "os", "pell", "ros", "tam", "vey")
_LISTS = ("abstracts", "loaded", "records", "motives", "meanings")
_SHAPES = (
    "{Person}, the {word} of {place}, said on {day} that {figure} {words} had been {verb} since {year}.",
    "“It is {phrase}, and {number} {words} know it,” {person} told the {word} council of {place}.",
    "But the {word} {word} is {phrase}, and nobody in {place} should call it {phrase} again.",
    "According to {person}, between {number} and {figure} {words} a year were {verb} because the {word} was {phrase}.",
    "Would the {word} in {place} have {verb} if {person} had listened to the {word} and its {number} {words}?",
    "In {year} the {word} {verb} {figure} {words}; {person} claimed that this was “{phrase}”.",
    "Perhaps {number} per cent of the {words} will be {verb} by {day}, but never the {word} of {place}, which is {phrase}.",
    "The {word}, which {person} {verb} at half past {number}, remains {phrase} for {place} and for all its {words}.",
    "Critics say that the {word} {verb} £{figure} on {words}, {word} and {word}, while {place} waited for {phrase}.",
    "We must {phrase} no longer: {place} needs {words}, not {phrase}, and it needs them before {year}.",
)


def made_text(sentences: int, seed: int) -> str:
    """So many sentences in paragraphs of four, parted by an empty line; another seed gives other sentences."""
    chance = random.Random(seed)
    phrases = [row["phrase"] for name in _LISTS for row in lexicon_rows(name)]
    words = [phrase for phrase in phrases if phrase.isalpha()]
    verbs = [row["past"] for row in lexicon_rows("irregular_verbs")]
    lines = [_sentence(chance, phrases, words, verbs) for _ in range(sentences)]
    starts = range(0, sentences, _SENTENCES_A_PARAGRAPH)
    return "\n\n".join(" ".join(lines[start : start + _SENTENCES_A_PARAGRAPH]) for start in starts)


def _sentence(chance: random.Random, phrases: list[str], words: list[str], verbs: list[str]) -> str:
    person = f"{_name(chance)} {_name(chance)}"
    sentence = chance.choice(_SHAPES)
    while "{word}" in sentence:
        sentence = sentence.replace("{word}", chance.choice(words), 1)
    while "{phrase}" in sentence:
        sentence = sentence.replace("{phrase}", chance.choice(phrases), 1)
    return sentence.format(
        person=person,
        Person=person,
        place=_name(chance),
        words=f"{chance.choice(words)}s",
        verb=chance.choice(verbs),
        number=chance.choice("two three four five six seven eight nine ten eleven twelve".split()),
        figure=f"{chance.randrange(1, 2_000_000):,}",
        year=chance.randrange(1950, 2030),
        day=chance.choice("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    )


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 4))).capitalize()
